"""How long a board's minutes took to be circulated and approved, beside the target that it set itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from django.utils import timezone

from meetings.models import MinutesStage

if TYPE_CHECKING:
    from meetings.models import Meeting
    from organisations.models import Board

STEPS = (MinutesStage.WITH_CHAIR, MinutesStage.CIRCULATED, MinutesStage.APPROVED, MinutesStage.PUBLISHED)
GIVEN_OUT = (MinutesStage.CIRCULATED, MinutesStage.APPROVED, MinutesStage.PUBLISHED)
SETTLED = (MinutesStage.APPROVED, MinutesStage.PUBLISHED)


@dataclass(frozen=True, slots=True)
class MinutesRow:
    meeting: Meeting
    stage: MinutesStage
    """As it was on the day."""
    days: int | None
    """From the meeting to the day its minutes were circulated; None while they are not."""
    days_to_approve: int | None
    due_on: dt.date | None
    """The last day of the target, if there is one."""
    is_overdue: bool
    """Still to be circulated, with the target's last day gone."""

    @property
    def is_within(self) -> bool | None:
        """None where it cannot be told yet, or there is no target."""
        if self.due_on is None or (self.days is None and not self.is_overdue):
            return None
        return self.days is not None and self.days <= (self.due_on - self.meeting.held_on).days

    @property
    def words(self) -> str:
        """Whether the target was met; empty where there is nothing to say."""
        if self.is_overdue:
            return "Overdue"
        return {True: "Within target", False: "After target", None: ""}[self.is_within]


@dataclass(frozen=True, slots=True)
class Timeliness:
    target: int | None
    rows: list[MinutesRow]

    @property
    def circulated(self) -> int:
        return sum(row.days is not None for row in self.rows)

    @property
    def outstanding(self) -> int:
        """Still to be circulated."""
        return len(self.rows) - self.circulated

    @property
    def overdue(self) -> int:
        return sum(row.is_overdue for row in self.rows)

    @property
    def judged(self) -> int:
        """Those whose target was met or missed: what is not circulated and not yet due is neither."""
        return sum(row.is_within is not None for row in self.rows)

    @property
    def within(self) -> int:
        return sum(bool(row.is_within) for row in self.rows)

    @property
    def median_days(self) -> float | None:
        return _median([row.days for row in self.rows])

    @property
    def median_days_to_approve(self) -> float | None:
        return _median([row.days_to_approve for row in self.rows])


def timeliness(meetings: Sequence[Meeting], *, board: Board, on: dt.date) -> Timeliness:
    """Of the meetings held by ``on``, in the order given, how their minutes stood at the end of that day. No queries.

    What was stamped later had not happened then. The target is the one of ``board`` as it is handed in.
    """
    held = [meeting for meeting in meetings if meeting.held_on <= on]
    return Timeliness(board.minutes_target_days, [_row(m, board.minutes_target_days, on) for m in held])


def _row(meeting: Meeting, target: int | None, on: dt.date) -> MinutesRow:
    stamped = {stage: _day(getattr(meeting, f"{stage}_at"), on) for stage in STEPS}
    reached = [stage for stage in STEPS if stamped[stage]]
    days = _days(meeting, [stamped[stage] for stage in GIVEN_OUT])
    due_on = meeting.held_on + dt.timedelta(days=target) if target is not None else None
    return MinutesRow(
        meeting=meeting,
        stage=reached[-1] if reached else MinutesStage.DRAFTING,
        days=days,
        days_to_approve=_days(meeting, [stamped[stage] for stage in SETTLED]),
        due_on=due_on,
        is_overdue=days is None and due_on is not None and due_on < on,
    )


def _day(moment: dt.datetime | None, on: dt.date) -> dt.date | None:
    day = timezone.localdate(moment) if moment else None
    return day if day and day <= on else None


def _days(meeting: Meeting, days: Sequence[dt.date | None]) -> int | None:
    """To the first of the stages: minutes that were approved at once were given out by that."""
    known = [day for day in days if day]
    return max((min(known) - meeting.held_on).days, 0) if known else None


def _median(days: Sequence[int | None]) -> float | None:
    known = [n for n in days if n is not None]
    return median(known) if known else None
