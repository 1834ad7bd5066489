"""Boards side by side as a file for a spreadsheet: one line a board, without the sums of families."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from actions.csv import BYTE_ORDER_MARK, guarded

if TYPE_CHECKING:
    from rr3tracker.oversight.comparison import Comparison, Row

HEADINGS = (
    "Board",
    "Group of",
    "Rating",
    "Open",
    "Overdue",
    "Overdue for three months or more",
    "Due soon",
    "To be agreed",
    "Completed in 12 months",
    "Completed on time",
    "Completed late",
    "Longest running",
    "Longest running, days",
    "Next meeting",
    "Last meeting",
    "Last quorum known",
    "Quorum of",
    "Members there in 12 months",
    "Members expected in 12 months",
    "Minutes not circulated",
    "Vacancies",
    "Responses to recommendations awaited",
)


def write_comparison(file: Any, comparison: Comparison) -> None:
    file.write(BYTE_ORDER_MARK)
    writer = csv.writer(file)
    writer.writerow(HEADINGS)
    names = {row.board.pk: row.board.name for row in comparison.rows}
    for row in comparison.rows:
        if not row.is_total:
            writer.writerow(guarded(map(str, _cells(row, names))))


def _cells(row: Row, names: dict[int, str]) -> tuple[object, ...]:
    sums, actions = row.sums, row.sums.actions
    return (
        row.board.name,
        names.get(row.board.parent_id or 0, "") if row.depth else "",
        sums.rag.word,
        actions["open_now"],
        actions["overdue"],
        actions["long_overdue"],
        actions["due_soon"],
        actions["agreeing"],
        actions["completed"],
        actions["on_time"],
        actions["late"],
        row.longest.reference if row.longest else "",
        row.longest_days if row.longest else "",
        row.next.held_on.isoformat() if row.next else "",
        row.last.held_on.isoformat() if row.last else "",
        row.quorum.words if row.quorum else "",
        row.quorum.meeting.held_on.isoformat() if row.quorum else "",
        sums.attendance.there,
        sums.attendance.expected,
        sums.not_circulated,
        sums.vacancies,
        sums.awaiting,
    )
