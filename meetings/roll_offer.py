"""Whom the form of a roll offers: who is on it, who belonged to the board that day, and whoever was added."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from meetings.models import Attendance
from meetings.services.roll import RollLine, key_of, line_of
from organisations.models import Board, Membership, Organisation, Person

if TYPE_CHECKING:
    from meetings.guests import Guest
    from meetings.models import Meeting

Role, Capacity = Membership.Role, Attendance.Capacity
CAPACITIES = {
    Role.CHAIR: Capacity.MEMBER,
    Role.DEPUTY_CHAIR: Capacity.MEMBER,
    Role.MEMBER: Capacity.MEMBER,
    Role.OFFICIAL: Capacity.OFFICIAL,
    Role.SECRETARIAT: Capacity.SECRETARIAT,
}
NOT_ON_ROLL = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """One row of the form: who it is, and the line that it starts from."""

    name: str
    detail: str
    line: RollLine
    is_guest: bool
    """Nobody who belonged to the board that day: may stand in for somebody who did."""
    guest: Guest | None = None
    """Whom a typed line means."""

    @property
    def key(self) -> str:
        return self.guest.key if self.guest else self.line.key


class RollOffers:
    """Everybody who may be on a meeting's roll, by key; four queries, and two more for guests."""

    def __init__(self, meeting: Meeting, *, is_held: bool) -> None:
        self.meeting = meeting
        self.rows = list(meeting.attendance.select_related("person", "organisation", "substitute_for"))
        memberships = Membership.objects.on(meeting.held_on).filter(board=meeting.board_id)
        self.memberships = sorted(
            memberships.select_related("person__organisation", "organisation", "deputy"),
            key=lambda m: (list(Role).index(Role(m.role)), str(m.person or m.organisation)),
        )
        self.is_held = is_held
        self.items = list(meeting.items.order_by("position", "pk"))
        # Most of those who belong come: whoever takes the roll changes the few who did not. Before the meeting there
        # is nothing but apologies; once somebody was recorded as present, who is not on the roll was left out.
        is_taken = any(row.status in (Attendance.Status.PRESENT, Attendance.Status.ABSENT) for row in self.rows)
        self.first_status = Attendance.Status.PRESENT if is_held and not is_taken else NOT_ON_ROLL
        self.of_board = {offer.key: offer for offer in map(self._of_membership, reversed(self.memberships))}
        self.of_board = dict(reversed(self.of_board.items()))
        self.on_roll = {offer.key: offer for offer in map(self._of_row, self.rows)}

    @property
    def standing(self) -> dict[str, Offer]:
        """What the form shows before anybody is added."""
        return {**self.on_roll, **{key: o for key, o in self.of_board.items() if key not in self.on_roll}}

    @property
    def substituted(self) -> list[tuple[str, str]]:
        """Whom somebody may stand in for: the people of the board, and those on the roll as stood in for."""
        people = [m.person for m in self.memberships if m.person] + [
            r.substitute_for for r in self.rows if r.substitute_for
        ]
        return sorted({str(person.pk): person.name for person in people}.items(), key=lambda pair: pair[1])

    @property
    def deputies(self) -> list[tuple[str, str]]:
        """Who may come for whom, as choices."""
        pairs = [(m.deputy, m.person or m.organisation) for m in self.memberships if m.deputy]
        return [(key_of(deputy.pk, None), f"{deputy.name}, for {member}") for deputy, member in pairs]

    def guest(self, guest: Guest) -> Offer:
        """An offer for whom a line means, as what they are if they are known."""
        line = self._of_person(guest.person).line if guest.person else RollLine(capacity=Capacity.IN_ATTENDANCE)
        return Offer(guest.person.name if guest.person else guest.name, guest.detail, line, is_guest=True, guest=guest)

    def guests(self, keys: Iterable[str]) -> dict[str, Offer]:
        """Offers for people and organisations, of the database, that the form was given by their keys."""
        wanted = {"person": set[int](), "organisation": set[int]()}
        for key in keys:
            kind, _, pk = key.partition("-")
            if kind in wanted and pk.isascii() and pk.isdecimal() and len(pk) < 19:
                wanted[kind].add(int(pk))
        people = Person.objects.select_related("organisation").filter(pk__in=wanted["person"])
        organisations = Organisation.objects.filter(pk__in=wanted["organisation"])
        offers = [*map(self._of_person, people), *map(self._of_organisation, organisations)]
        return {offer.key: offer for offer in offers}

    def _of_row(self, row: Attendance) -> Offer:
        line = line_of(row)
        detail = row.organisation.name if row.person and row.organisation else row.job_title
        return Offer(str(row), detail, line, is_guest=line.key not in self.of_board)

    def _of_membership(self, membership: Membership) -> Offer:
        organisation, person = membership.organisation, membership.person
        capacity = CAPACITIES[Role(membership.role)]
        chairs = membership.role == Role.CHAIR and bool(self.first_status)
        if organisation and (self.meeting.board.attendance_of == Board.AttendanceOf.ORGANISATIONS or not person):
            line = RollLine(
                organisation_id=organisation.pk, capacity=capacity, status=self.first_status, is_chair=chairs
            )
            return Offer(str(organisation), "", line, is_guest=False)
        assert person is not None  # noqa: S101  # a membership is of one or the other, says its constraint
        organisation = organisation or person.organisation
        line = RollLine(
            person_id=person.pk,
            organisation_id=organisation.pk if organisation else None,
            job_title=person.job_title,
            capacity=capacity,
            status=self.first_status,
            is_chair=chairs,
        )
        return Offer(person.name, organisation.name if organisation else "", line, is_guest=False)

    def _of_person(self, person: Person) -> Offer:
        stands_in_for = next((m.person for m in self.memberships if m.deputy == person and m.person), None)
        line = RollLine(
            person_id=person.pk,
            organisation_id=person.organisation_id,
            job_title=person.job_title,
            capacity=Capacity.MEMBER if stands_in_for else Capacity.IN_ATTENDANCE,
            substitute_for_id=stands_in_for.pk if stands_in_for else None,
        )
        return Offer(person.name, person.organisation.name if person.organisation else "", line, is_guest=True)

    def _of_organisation(self, organisation: Organisation) -> Offer:
        line = RollLine(organisation_id=organisation.pk, capacity=Capacity.IN_ATTENDANCE)
        return Offer(str(organisation), "", line, is_guest=True)


def people_to_add(
    meeting: Meeting,
    people: Iterable[Person],
    organisations: Iterable[Organisation],
    *,
    deputies: list[tuple[str, str]],
) -> list[tuple[str, object]]:
    """The choices of "Add somebody": who deputises for a member, organisations where the board records those, people."""
    named = [(key_of(p.pk, None), f"{p.name}, {p.organisation.name}" if p.organisation else p.name) for p in people]
    groups = [("Deputies", deputies)] if deputies else []
    if meeting.board.attendance_of == Board.AttendanceOf.ORGANISATIONS:
        groups.append(("Organisations", [(key_of(None, o.pk), str(o)) for o in organisations]))
    return [*groups, ("People", named)] if groups else [*named]
