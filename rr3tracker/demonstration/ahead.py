"""What the boards of the demonstration are to come back to, further ahead than their meetings are planned."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from meetings.services import plan_ahead

if TYPE_CHECKING:
    from organisations.models import Board, User


class AheadRow(NamedTuple):
    board: str
    title: str
    months: int
    purpose: str
    note: str = ""


AHEAD = (
    AheadRow("rr3", "What became of the departure lounges", 13, "discussion", "Once the second year is counted."),
    AheadRow("rr3", "Terms of reference of the group", 16, "decision"),
    AheadRow("rrb", "Work in custody: a year on", 14, "information"),
)


def add_ahead(boards: dict[str, Board], *, today: dt.date, by: User) -> None:
    for row in AHEAD:
        years, month = divmod(today.month - 1 + row.months, 12)
        plan_ahead(
            boards[row.board],
            title=row.title,
            purpose=row.purpose,
            note=row.note,
            not_before=dt.date(today.year + years, month + 1, 1),
            on=today,
            by=by,
        )
