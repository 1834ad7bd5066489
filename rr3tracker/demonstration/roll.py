"""The roll of a meeting of the demonstration: whoever belonged to the board that day, unless its file says otherwise."""

from __future__ import annotations

from simple_history.utils import bulk_create_with_history

from meetings.models import Attendance, Meeting
from organisations.models import Membership, Organisation, Person
from rr3tracker.demonstration.script import Script

Role, Status, Capacity = Membership.Role, Attendance.Status, Attendance.Capacity

CAPACITIES = {Role.OFFICIAL.value: Capacity.OFFICIAL, Role.SECRETARIAT.value: Capacity.SECRETARIAT}
ORDER = [Capacity.MEMBER, Capacity.OFFICIAL, Capacity.SECRETARIAT]


def call_roll(
    script: Script, meeting: Meeting, people: dict[str, Person], organisations: dict[str, Organisation]
) -> None:
    away: dict[str, str] = dict.fromkeys(script.names("apologies"), Status.APOLOGIES)
    away |= {organisations[name].name: Status.ABSENT for name in script.names("absent")}
    substitutes = {away_one: there for there, away_one in (p.split(" for ") for p in script.names("substitutes"))}
    away |= dict.fromkeys(substitutes, Status.APOLOGIES)
    rows = [attendance_of(membership, away, script.head.get("notes", "")) for membership in belonging(meeting)]
    for name, substitute in substitutes.items():
        person = people[substitute]
        rows.append(Attendance(person=person, substitute_for=people[name], **on_the_day(person)))
    rows.sort(key=lambda row: ORDER.index(Capacity(row.capacity)))
    unknown = set(away) - {str(row) for row in rows} - {row.organisation.name for row in rows if row.organisation}
    if unknown:
        raise LookupError(f"{script.name}: {', '.join(sorted(unknown))} did not belong to the board that day")
    for position, row in enumerate(rows, start=1):
        row.meeting, row.position = meeting, position
    bulk_create_with_history(rows, Attendance)


def belonging(meeting: Meeting) -> list[Membership]:
    """Memberships of the kind that the board records, the chair's first."""
    rows = Membership.objects.on(meeting.held_on).filter(board=meeting.board_id)
    of_people = meeting.board.attendance_of == meeting.board.AttendanceOf.PEOPLE
    found = rows.filter(person__isnull=not of_people).select_related("person__organisation", "organisation")
    return sorted(found.order_by("pk"), key=lambda row: row.role != Role.CHAIR)


def attendance_of(membership: Membership, away: dict[str, str], note_taker: str) -> Attendance:
    who = membership.person or membership.organisation
    status = away.get(who.name if who else "", Status.PRESENT)
    row = Attendance(
        person=membership.person,
        organisation=membership.organisation,
        status=status,
        capacity=CAPACITIES.get(membership.role, Capacity.MEMBER),
        is_chair=membership.role == Role.CHAIR and status == Status.PRESENT,
        is_note_taker=bool(membership.person and membership.person.name == note_taker),
    )
    if membership.person:
        row.job_title = membership.person.job_title
    return row


def on_the_day(person: Person) -> dict[str, object]:
    return {"organisation": person.organisation, "job_title": person.job_title}
