"""Which organisations had still to answer what the board recommended."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.text import Truncator

from actions.figures import Figure
from actions.models import Answer
from actions.recommendations.addresses import recommendations_address
from actions.recommendations.awaiting import AwaitingRow, awaiting_rows
from organisations.dates import write_date
from rr3tracker.summary.moment import A_DAY, Then

if TYPE_CHECKING:
    from organisations.models import Board
    from organisations.roles import AnyUser

ROWS_OF_EACH = 3
BRIEF = 100


@dataclass(frozen=True, slots=True)
class AwaitedRow:
    name: str
    address: str
    text: str
    due: str
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class AwaitedLine:
    organisation: str
    figures: list[Figure]
    """Awaiting, and overdue."""
    rows: list[AwaitedRow]
    more: int


def awaited_of(board: Board, user: AnyUser, then: Then) -> list[AwaitedLine]:
    """By organisation, the one that owes most answers first. One query.

    A meeting hears of answers after it began, so that those of its day had not come.
    """
    day = then.on - A_DAY if then.is_morning else then.on
    rows = awaiting_rows([board], user, on=then.on, as_at=day if then.moment else None)
    theirs: dict[int, list[AwaitingRow]] = defaultdict(list)
    for row in rows:
        theirs[row.organisation_pk].append(row)
    kept = {"board": board.slug, **({"as_at": day.isoformat()} if then.moment else {})}
    lines = [_line(rows, {**kept, "organisation": str(pk)}) for pk, rows in theirs.items()]
    return sorted(lines, key=lambda line: (-line.figures[0].count, line.organisation.casefold()))


def _line(rows: list[AwaitingRow], kept: dict[str, str]) -> AwaitedLine:
    overdue = sum(row.is_overdue for row in rows)
    figures = [
        Figure("Awaiting", len(rows), recommendations_address(**kept, answer=Answer.AWAITING.value)),
        Figure("Overdue", overdue, recommendations_address(**kept, overdue="on"), "overdue"),
    ]
    return AwaitedLine(
        rows[0].organisation, figures, [_row(row) for row in rows[:ROWS_OF_EACH]], len(rows[ROWS_OF_EACH:])
    )


def _row(row: AwaitingRow) -> AwaitedRow:
    return AwaitedRow(
        name=row.name,
        address=row.address,
        text=Truncator(row.text).chars(BRIEF),
        due=write_date(row.due) if row.due else "",
        is_overdue=row.is_overdue,
    )
