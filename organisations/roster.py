"""Who a board has on one day: its members by seat with the vacant ones, officials, secretariat, those before and after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from organisations.models import Board, Membership, Seat

Role = Membership.Role


@dataclass(frozen=True, slots=True)
class Line:
    """One place on the board, and who has it; nobody where the seat is vacant."""

    place: str = ""
    seat: Seat | None = None
    membership: Membership | None = None


@dataclass(slots=True)
class Roster:
    members: list[Line] = field(default_factory=list)
    """The chair and deputies, then seats in their order, then members without a seat."""
    officials: list[Line] = field(default_factory=list)
    secretariat: list[Line] = field(default_factory=list)
    joining: list[Line] = field(default_factory=list)
    former: list[Line] = field(default_factory=list)
    abolished: list[Seat] = field(default_factory=list)

    @property
    def person_ids(self) -> set[int]:
        """Everybody whom it names, deputies too."""
        lists = (self.members, self.officials, self.secretariat, self.joining, self.former)
        rows = [line.membership for lines in lists for line in lines if line.membership]
        return {pk for row in rows for pk in (row.person_id, row.deputy_id) if pk}

    @property
    def vacancies(self) -> int:
        return sum(line.membership is None for line in self.members)

    @property
    def held(self) -> int:
        return len(self.members) - self.vacancies


def roster_of(board: Board, *, on: dt.date) -> Roster:
    """The board's roster on a day, in two queries."""
    rows = sorted(
        Membership.objects.filter(board=board).for_roster(),
        key=lambda row: str(row.person or row.organisation).casefold(),
    )
    in_force = [row for row in rows if row.starts_on <= on and not (row.ends_on and row.ends_on < on)]
    seats = list(Seat.objects.filter(board=board))
    former = [row for row in rows if row.ends_on and row.ends_on < on]
    return Roster(
        members=_members(in_force, seats, on=on),
        officials=_lines(row for row in in_force if row.role == Role.OFFICIAL),
        secretariat=_lines(row for row in in_force if row.role == Role.SECRETARIAT),
        joining=_lines(sorted((row for row in rows if row.starts_on > on), key=lambda row: row.starts_on), roles=True),
        former=_lines(sorted(former, key=lambda row: row.ends_on or on, reverse=True), roles=True),
        abolished=[seat for seat in seats if seat.abolished_on and seat.abolished_on <= on],
    )


def _members(in_force: Sequence[Membership], seats: Sequence[Seat], *, on: dt.date) -> list[Line]:
    chairs = [row for role in (Role.CHAIR, Role.DEPUTY_CHAIR) for row in in_force if row.role == role]
    others = [row for row in in_force if row.role == Role.MEMBER]
    seated = {row.seat_id for row in in_force if row.role not in (Role.OFFICIAL, Role.SECRETARIAT)}
    lines = _lines(chairs, roles=True)
    for seat in seats:
        lines += [Line(seat.title, seat, row) for row in others if row.seat_id == seat.pk]
        if seat.pk not in seated and not (seat.abolished_on and seat.abolished_on <= on):
            lines.append(Line(seat.title, seat))
    return lines + _lines(row for row in others if row.seat_id is None)


def _lines(rows: Iterable[Membership], *, roles: bool = False) -> list[Line]:
    return [Line(_place(row, roles=roles), row.seat, row) for row in rows]


def _place(row: Membership, *, roles: bool) -> str:
    role = row.get_role_display() if roles and row.role != Role.MEMBER else ""
    seat = row.seat.title if row.seat else ""
    return f"{role}, {seat}" if role and seat else role or seat or ("Member" if roles else "")
