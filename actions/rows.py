"""Actions as a list shows them: what a template would work out again for every cell is worked out once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import Truncator

from actions.issued import owners_in_words
from actions.models import Action
from actions.standing import Standing, standing_then
from meetings.writing.marks import without_marks
from organisations.dates import write_date

LONGEST_TEXT = 240


def times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


@dataclass(frozen=True, slots=True)
class ActionRow:
    action: Action
    text: str
    owners: str
    is_overdue: bool
    raised_on: str
    slips: int
    """How often its day was put off; 0 where the list does not tell (``with_slips``)."""

    @property
    def put_off(self) -> str:
        return f"moved {times(self.slips)}" if self.slips else ""

    @property
    def is_uncleared(self) -> bool:
        """Asked by lists that mark it; within the minutes themselves nobody needs to be told."""
        return self.action.is_uncleared


def rows_of(actions: Iterable[Action], *, on: dt.date) -> list[ActionRow]:
    """The rows of ``actions``, fetched ``for_register()``, as they stand on the day ``on``."""
    return [
        ActionRow(
            action=action,
            text=Truncator(without_marks(action.text)).chars(LONGEST_TEXT),
            owners=", ".join(owner.name for owner in action.owners.all()),
            is_overdue=action.is_overdue(on),
            raised_on=write_date(action.raised_on),
            slips=getattr(action, "slips", 0),
        )
        for action in actions
    ]


@dataclass(frozen=True, slots=True)
class RowThen:
    """An action of the register as at a day: its words are today's, the rest is how it stood."""

    action: Action
    text: str
    stood: Standing
    owners: str
    is_overdue: bool
    raised_on: str


def rows_then(actions: Iterable[Action], *, on: dt.date) -> list[RowThen]:
    """The rows of ``actions``, fetched ``as_at`` the day ``on`` and ``with_register_columns()``."""
    stood = [(action, standing_then(action, owners_in_words(action))) for action in actions]
    return [
        RowThen(
            action=action,
            text=Truncator(without_marks(action.text)).chars(LONGEST_TEXT),
            stood=standing,
            owners=", ".join(standing.owners),
            is_overdue=standing.is_overdue(on),
            raised_on=write_date(action.raised_on),
        )
        for action, standing in stood
    ]
