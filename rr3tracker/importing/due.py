from __future__ import annotations

import datetime as dt
import re

from actions.due import Due
from actions.due_words import read_due
from actions.named_days import MONTH
from meetings.models import Meeting
from meetings.reading import Origin, ReadAction
from organisations.dates import write_date
from rr3tracker.importing.outcome import Outcome
from rr3tracker.importing.text import fits, one_line

_LONGEST = 300


def next_meeting_after(meeting: Meeting, *, given: dt.date | None) -> Meeting | None:
    """The board's next known meeting: on the day that the minutes give for it, where they give one."""
    later = Meeting.objects.filter(board=meeting.board, held_on__gt=meeting.held_on)
    if given:
        later = later.filter(held_on=given)
    return later.order_by("held_on", "pk").first()


def due_of(action: ReadAction, *, raised_on: dt.date, next_meeting: Meeting | None, outcome: Outcome) -> Due:
    """When a read action is due: a day, the next meeting, or words alone. New ones are read as a form reads what is typed.

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
    if action.origin == Origin.NEW and not action.due:
        said = _beginning(words) if words in one_line(action.text) else words
        meetings = [next_meeting] if next_meeting else []
        due = read_due(said, today=raised_on, board=outcome.meeting.board, meetings=meetings)
        if due.at or (due.on and due.on >= raised_on):
            return Due(due.on, due.at, fits(said, _LONGEST))
    return Due(text=text or (write_date(action.due) if action.due else ""))


def _beginning(words: str) -> str:
    """ "By the end of March to all members": the reader of minutes takes a few words too many."""
    found = re.match(
        rf"by (?:the )?end (?:of )?(?:{MONTH}(?: \d{{4}})?|the \w+(?: year)?)\b(?! meeting)", words, re.IGNORECASE
    )
    return found[0] if found else words
