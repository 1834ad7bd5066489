from __future__ import annotations

import datetime as dt
import re

from actions.services import Due
from meetings.models import Meeting
from meetings.reading import Origin, ReadAction
from organisations.dates import write_date
from organisations.matching import plain_words
from organisations.models import Board
from rr3tracker.importing.outcome import Outcome
from rr3tracker.importing.text import fits, one_line

_LONGEST = 300
_BY = r"(?:due )?(?:(?:by|at|in|for|before|until|ahead of|in advance of|in time for|prior to|no later than) )?"
_OWN = r"board|group|committee|panel|quarterly|full"


def next_meeting_after(meeting: Meeting, *, given: dt.date | None) -> Meeting | None:
    """The board's next known meeting: on the day that the minutes give for it, where they give one."""
    later = Meeting.objects.filter(board=meeting.board, held_on__gt=meeting.held_on)
    if given:
        later = later.filter(held_on=given)
    return later.order_by("held_on", "pk").first()


def due_of(action: ReadAction, *, raised_on: dt.date, next_meeting: Meeting | None, outcome: Outcome) -> Due:
    """When a read action is due: a day, the next meeting where its words say just that, or words alone.

    A day before the action was raised stays in words. So does the day of an earlier action whose words give
    no year: the reader counts on from this meeting, and the action may be older than that.
    """
    words = one_line(action.due_text)
    if len(words) > _LONGEST:
        outcome.unplaced.append(words)
    text = fits(words, _LONGEST)
    day = action.due
    if day and action.origin == Origin.PREVIOUS and str(day.year) not in words:
        day = None
    if day and day < raised_on:
        kept = f"{write_date(day)}, {one_line(action.text)[:60]}"
        outcome.notes.append(f"Due before it was raised, and so kept in words: {kept}")
        day = None
    if day:
        return Due(on=day, text=text)
    if action.origin == Origin.NEW and next_meeting and _says_next_meeting(words, next_meeting.board):
        return Due(at=next_meeting, text=text)
    return Due(text=text or (write_date(action.due) if action.due else ""))


def _says_next_meeting(words: str, board: Board) -> bool:
    """The words are nothing but the next meeting, and of no other body: "by the next Board meeting"."""
    own = "|".join([_OWN, *(" ".join(plain_words(name)) for name in (board.name, board.acronym) if name)])
    return bool(re.fullmatch(rf"{_BY}(?:the |our |its )?next (?:(?:{own}) )?meeting", " ".join(plain_words(words))))
