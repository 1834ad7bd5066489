"""When an action is due, and how that is said wherever it is shown."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from actions.named_days import day_inside, read_named_day
from organisations.dates import write_date

if TYPE_CHECKING:
    from actions.models import Action
    from meetings.models import Meeting

LONGEST = 300
"""Of the words that are kept, and of what is shown: an update keeps that too."""
_NAMES_A_MEETING = re.compile(
    r"(?:(?:due )?(?:by|at|in|for|before|until|ahead of|in advance of|in time for|prior to|no later than) )?"
    r"(?:the |our |its )?(?:next (?:[^\s.,;:]+ ){0,8}?meeting|meeting of \d{1,2} \w+ \d{4})[ .]*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Due:
    """When an action is due: on a day, at a meeting, or in words. ``Due()`` is when nobody said.

    Words may stand beside a day or a meeting ("before Easter", and 1 April).
    """

    on: dt.date | None = None
    at: Meeting | None = None
    text: str = ""

    def put_on(self, action: Action) -> None:
        action.due_on, action.due_at, action.due_text = self.on, self.at, self.text

    @property
    def beside(self) -> str:
        """The words beside the day or the meeting, where they say more: not "by 5 March", nor what went stale.

        "In two weeks" told on the day that it was said what the day tells ever after.
        """
        if not self.text:
            return ""
        if self.at:
            return "" if _NAMES_A_MEETING.fullmatch(self.text) else _capital(self.text)
        named = read_named_day(self.text, today=self.on) if self.on else None
        return named.words if named else _capital(self.text)

    @property
    def words(self) -> str:
        """When it is due, as a person would say it; empty if nobody said.

        31 March 2027; End of March (31 March 2027); At the meeting of 5 May 2026; Ongoing, review (meeting of 5 May
        2026); and words that give no day as they are.
        """
        on = self.at.held_on if self.at else self.on
        if on is None:
            return self.text
        day = write_date(on)
        where = f"meeting of {day}" if self.at else day
        if not self.beside:
            return f"At the {where}" if self.at else day
        if self.on and day in self.beside and self._is_said_beside:
            return self.beside
        return f"{_cut(self.beside, LONGEST - len(where) - 3)} ({where})"

    @property
    def _is_said_beside(self) -> bool:
        names_it = _NAMES_A_MEETING.fullmatch(self.beside) is not None
        return names_it or day_inside(self.beside, today=None) == self.on

    @property
    def is_in_words_alone(self) -> bool:
        return bool(self.text) and not self.on and not self.at

    def is_said_by(self, words: str) -> bool:
        """The words are how this is said, or how its day was said before there were words beside it."""
        return words == self.words or (bool(words) and words == replace(self, text="").words)


def said_of_due(action: Action) -> str:
    """A sentence that says what was understood, for whoever has just typed it; empty where it has no due date."""
    if action.due.is_in_words_alone:
        return f"When it is due is kept in words, “{action.due_text}”, for they name no day."
    return f"It is due: {action.due_words}." if action.due_words else ""


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _cut(words: str, longest: int) -> str:
    return words if len(words) <= longest else f"{words[: longest - 1].rstrip()}…"
