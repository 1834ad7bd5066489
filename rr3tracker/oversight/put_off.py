"""What gave actions of a board a later day in a year, and the reasons that were given."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from actions.models import Action, ActionUpdate
from actions.models.reported import puts_off, stands
from organisations.dates import write_date

if TYPE_CHECKING:
    from meetings.models import Minute
    from organisations.models import Board
    from organisations.roles import AnyUser
    from rr3tracker.oversight.periods import Period

SHOWN = 8


@dataclass(frozen=True, slots=True)
class PutOff:
    reference: str
    address: str
    action: str
    day: str
    days: int
    """By how many days."""
    before: str
    after: str
    reason: str
    minute: Minute | None


@dataclass(frozen=True, slots=True)
class PutsOff:
    rows: list[PutOff]
    """The longest first."""
    times: int


def put_off_in(board: Board, user: AnyUser, period: Period) -> PutsOff:
    """As far as ``user`` may see. One query."""
    updates = (
        ActionUpdate.objects.visible_to(user)
        .filter(stands(), puts_off(), action__in=Action.objects.visible_to(user).filter(board=board).order_by())
        .filter(reported_on__gte=period.first, reported_on__lte=period.until)
        .select_related("action", "recorded_in__item__meeting__board")
        .order_by("reported_on", "pk")
        .distinct()
    )
    rows = [_row(update) for update in updates]
    return PutsOff(sorted(rows, key=lambda row: -row.days)[:SHOWN], len(rows))


def _row(update: ActionUpdate) -> PutOff:
    before, after = update.due_before or dt.date.min, update.due_after or dt.date.min
    return PutOff(
        reference=update.action.reference,
        address=update.action.get_absolute_url(),
        action=update.action.text,
        day=write_date(update.reported_on),
        days=(after - before).days,
        before=update.due_words_before or write_date(before),
        after=update.due_words_after or write_date(after),
        reason=update.text,
        minute=update.recorded_in,
    )
