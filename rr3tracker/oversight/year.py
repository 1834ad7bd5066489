"""A board's year, next to the year before: an effectiveness report, worked out from the record."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from actions.models import Action
from meetings.models import Meeting
from meetings.record import MeetingsRecord, meetings_record
from meetings.rolls import rolls_of
from rr3tracker.oversight.advised import Advised, advised_in
from rr3tracker.oversight.put_off import PutsOff, put_off_in
from rr3tracker.oversight.worked import Worked, worked_in

if TYPE_CHECKING:
    from organisations.models import Board
    from organisations.roles import AnyUser
    from rr3tracker.oversight.periods import Period


@dataclass(frozen=True, slots=True)
class Year:
    """What is counted of one of the two years."""

    period: Period
    record: MeetingsRecord
    worked: Worked
    advised: Advised

    @property
    def held(self) -> int:
        return len(self.record.quorum.rows)

    @property
    def is_empty(self) -> bool:
        worked, advised = self.worked, self.advised
        numbers = (worked.raised, worked.closed, worked.put_off, worked.open_at_end)
        return not (self.held or advised.made or advised.answered or any(number.count for number in numbers))


@dataclass(frozen=True, slots=True)
class YearReport:
    board: Board
    this: Year
    before: Year
    put_off: PutsOff
    planned: list[Meeting]
    """Still to come in the year."""

    @property
    def is_empty(self) -> bool:
        return self.this.is_empty and not self.planned


def year_report(board: Board, user: AnyUser, period: Period, *, today: dt.date) -> YearReport:
    """Twelve queries, however much the board did. What became of minutes and rolls is told as it is known today."""
    periods = [period, period.before]
    known = Meeting.objects.visible_to(user).filter(board=board, held_on__range=(period.before.first, period.last))
    meetings = list(known.order_by("held_on", "pk"))
    held = [[meeting for meeting in meetings if one.holds(meeting.held_on)] for one in periods]
    rolls = rolls_of([*held[0], *held[1]], user)
    actions = Action.objects.visible_to(user).filter(board=board)
    worked = worked_in(actions, user, periods, board=board.slug, today=today)
    years = [
        Year(period, meetings_record(ones, user, board=board, on=today, rolls=rolls), worked_then, advised)
        for period, ones, worked_then, advised in zip(
            periods, held, worked, advised_in(board, user, periods), strict=True
        )
    ]
    planned = [meeting for meeting in meetings if period.until < meeting.held_on <= period.last]
    return YearReport(board, years[0], years[1], put_off_in(board, user, period), planned)
