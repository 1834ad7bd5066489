"""A meeting's roll as its board reads it out: who was present as what, and who was not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from meetings.models import Attendance

if TYPE_CHECKING:
    from organisations.models import Board

Capacity, Status = Attendance.Capacity, Attendance.Status


@dataclass(frozen=True, slots=True)
class RollGroup:
    title: str
    rows: list[Attendance]


def roll_groups(board: Board, rows: Iterable[Attendance]) -> list[RollGroup]:
    """The groups that have anybody in them. Who was not expected is on record, but nobody reads them out."""
    rows = list(rows)
    present = [row for row in rows if row.status == Status.PRESENT]
    groups = [
        RollGroup(f"{board.members_label} present", [row for row in present if row.capacity == Capacity.MEMBER]),
        RollGroup(f"{board.officials_label} present", [row for row in present if row.capacity == Capacity.OFFICIAL]),
        RollGroup(
            "In attendance",
            [row for row in present if row.capacity in (Capacity.IN_ATTENDANCE, Capacity.SECRETARIAT)],
        ),
        RollGroup("Apologies", [row for row in rows if row.status == Status.APOLOGIES]),
        RollGroup("Absent", [row for row in rows if row.status == Status.ABSENT]),
    ]
    return [group for group in groups if group.rows]
