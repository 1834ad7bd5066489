"""Red, amber or green: how a board or an organisation stands by a stated rule, which every page that shows it prints."""

from __future__ import annotations

import datetime as dt
from enum import IntEnum

from django.db.models import Q

from actions.models import conditions
from organisations.dates import months_before

LONG_MONTHS = 3
RULE = (
    "Red: more than a quarter of the open actions are overdue, or one has been for three months or more. "
    "Amber: any other action is overdue. Green: none is. Clear: nothing is open."
)
_COLOURS = {"Red": "red", "Amber": "orange", "Green": "green", "Clear": "grey"}


class Rag(IntEnum):
    """Worse is more, so that a list sorts by it. The word carries the meaning; the colour of its tag repeats it."""

    CLEAR = -1
    GREEN = 0
    AMBER = 1
    RED = 2

    @property
    def word(self) -> str:
        return self.name.capitalize()

    @property
    def colour(self) -> str:
        """Of the kit's tags."""
        return _COLOURS[self.word]


def rag_of(*, open_now: int, overdue: int, long_overdue: int) -> Rag:
    """By how many actions are open, how many of those overdue, and how many of those ``is_long_overdue``."""
    if long_overdue or overdue * 4 > open_now:
        return Rag.RED
    if overdue:
        return Rag.AMBER
    return Rag.GREEN if open_now else Rag.CLEAR


def is_long_overdue(*, on: dt.date) -> Q:
    """Overdue for three months or more: what was due three months ago to the day is."""
    return conditions.is_overdue(on=on) & conditions.is_due_between(None, long_overdue_since(on))


def long_overdue_since(on: dt.date) -> dt.date:
    """The last day that an action was due which is long overdue on ``on``: the register's ``due_to``."""
    return months_before(on, LONG_MONTHS)
