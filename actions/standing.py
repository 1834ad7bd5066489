"""How one action stands today, and how it stood then: what a list, a page and a file say of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from actions.models import CLOSED, WORKING, Status

if TYPE_CHECKING:
    from actions.models import Action


@dataclass(frozen=True, slots=True)
class Standing:
    status: Status
    closed_on: dt.date | None
    due_day: dt.date | None
    due_words: str
    """Empty if nobody had said."""
    due_text: str
    """What was said in words beside the day."""
    owners: Sequence[str]
    """Their names, the lead first."""

    def is_overdue(self, on: dt.date) -> bool:
        """Due before ``on`` with work left to do. Due on that day is not late."""
        return self.status in WORKING and self.due_day is not None and self.due_day < on


def standing_today(action: Action, owners: Sequence[str]) -> Standing:
    """Of an action with its ``due_at``; ``owners`` are its owners in words."""
    text = action.due.beside if action.due_day else ""
    return Standing(Status(action.status), action.closed_on, action.due_day, action.due_words, text, owners)


def standing_then(action: Any, owners: Sequence[str]) -> Standing:
    """Of an action fetched ``as_at(moment)``; ``owners`` are those of today."""
    status, is_as_today = Status(action.status_then), action.due_words_then is None
    return Standing(
        status=status,
        closed_on=action.closed_then if status in CLOSED else None,
        due_day=action.due_then,
        due_words=action.due_words if is_as_today else action.due_words_then,
        due_text=action.due.beside if is_as_today and action.due_then else "",
        owners=owners if action.owners_then is None else action.owners_then,
    )
