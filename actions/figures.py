"""The numbers of the dashboard and of a board's page, each with the address of the list that it counts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q

from actions.addresses import register_address
from actions.models import ActionQuerySet, Status, conditions


@dataclass(frozen=True, slots=True)
class Figure:
    label: str
    count: int
    address: str
    kind: str = ""
    """How it is coloured: the end of a class name of the style sheet."""


def counted(condition: Q) -> Count:
    return Count("pk", filter=condition)


def figures_by_status(actions: ActionQuerySet, *, board: str, on: dt.date) -> list[Figure]:
    """How many are overdue, and how many stand at each status that any has. One query."""
    counts = actions.aggregate(
        overdue=counted(conditions.is_overdue(on=on)),
        **{status.value: counted(Q(status=status)) for status in Status},
    )
    if not any(counts.values()):
        return []
    overdue = Figure("Overdue", counts["overdue"], register_address(board=board, state="overdue"), "overdue")
    return [overdue] + [
        Figure(
            str(status.label),
            counts[status.value],
            register_address(board=board, status=status.value),
            status.value.replace("_", "-"),
        )
        for status in Status
        if counts[status.value]
    ]
