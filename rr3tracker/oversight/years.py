"""Which years of a board hold something, to choose from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from actions.models import Action
from meetings.models import Meeting
from rr3tracker.oversight.periods import Period, period_of, periods_that_hold

if TYPE_CHECKING:
    from organisations.models import Board
    from organisations.roles import AnyUser


@dataclass(frozen=True, slots=True)
class Years:
    calendar: list[Period]
    """The latest first."""
    financial: list[Period]
    latest: Period
    """The calendar year of the last meeting that was held; this one where none was."""


def years_of(board: Board, user: AnyUser, *, today: dt.date) -> Years:
    """Those in which it met, or somebody was asked for something, as far as ``user`` may see. Two queries."""
    met = list(Meeting.objects.visible_to(user).filter(board=board, held_on__lte=today).dates("held_on", "month"))
    raised = Action.objects.visible_to(user).filter(board=board, raised_on__lte=today).dates("raised_on", "month")
    days = [*met, *raised]
    return Years(
        calendar=periods_that_hold(days, "calendar", today=today)[::-1],
        financial=periods_that_hold(days, "financial", today=today)[::-1],
        latest=period_of("calendar", max(met).year if met else today.year, today=today),
    )
