"""How many actions stood at each status, were overdue, and were raised and completed in the period."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count

from actions.figures import Figure
from actions.models import Status, conditions
from rr3tracker.summary.asking import Asking, bounds
from rr3tracker.summary.moment import Period

if TYPE_CHECKING:
    from organisations.models import Board


@dataclass(frozen=True, slots=True)
class Figures:
    totals: list[Figure]
    by_status: list[Figure]
    """Those that any action is at."""

    def __iter__(self) -> Iterator[Figure]:
        return iter([*self.totals, *self.by_status])


def figures_of(board: Board, asked: Asking, period: Period) -> Figures:
    """Each with the list that it counts. One query."""
    counts = asked.actions.filter(board=board).aggregate(
        raised=Count("pk", filter=conditions.is_raised_between(period.first, period.last)),
        completed=Count("pk", filter=asked.is_completed_in(period)),
        open=Count("pk", filter=asked.is_open()),
        overdue=Count("pk", filter=asked.overdue),
        **{status.value + "_now": Count("pk", filter=asked.at([status])) for status in Status},
    )
    ours = board.slug
    totals = [
        Figure("All open", counts["open"], asked.address(board=ours, state="open"), "open"),
        Figure("Overdue", counts["overdue"], asked.address(board=ours, state="overdue"), "overdue"),
        Figure("Raised in the period", counts["raised"], asked.address(board=ours, **bounds("raised", period))),
        Figure("Completed in the period", counts["completed"], asked.address_completed(period, board=ours)),
    ]
    by_status = [
        Figure(str(status.label), count, asked.address(board=ours, status=status.value), status.value.replace("_", "-"))
        for status in Status
        if (count := counts[status.value + "_now"])
    ]
    return Figures(totals, by_status)
