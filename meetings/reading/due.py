"""By when: the words an action has for it, and the day where they give one."""

from __future__ import annotations

import re
from datetime import date

from .dates import find_date

_UNTIL = r"(?:no later than|not later than|on or before|before|by|until|due(?: on| by)?|deadline(?: of)?|prior to|ahead of|in advance of)"
_DAY = r"(?:(?:the )?(?:noon|midday|close(?: of play)?|end(?: of)?|cop|\d{1,2}(?:[:.]\d\d)?\s?[ap]m)\s+(?:on\s+|of\s+)?)?(?:the\s+)?(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?(?:the\s+)?"
_MEETING = re.compile(
    rf"\b(?:(?:in time for|{_UNTIL}|at|in|after|following)\s+)(?:the |a |our |its )?(?:next|future|following|forthcoming)\s+(?:[\w'’&-]+\s+){{0,3}}?(?:meetings?|AGM)\b"
    rf"|(?<=\bfor )(?:the )?next\s+(?:[\w'’&-]+\s+){{0,3}}?(?:meetings?|AGM)\b"
    rf"|\b(?:{_UNTIL}|at|after|following)\s+(?:the\s+)?(?:[\w'’&-]+\s+){{0,2}}?(?:meetings?|AGM)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"\b(?:once\s+[^.;,()]{3,100}|as soon as [^.;,()]{3,60}|when (?:available|possible|appropriate)|after (?:the )?(?:publication|completion|release|launch|approval|receipt|consultation|[^.;,()]{0,50}\bon\b)[^.;,()]{0,100}|following (?:the )?(?:publication|release|approval)[^.;,()]{0,60})", re.IGNORECASE)  # fmt: skip
_SPAN = re.compile(r"\b(?:within|in)\s+(?:the next\s+)?(?:\d{1,2}|a|one|two|three|four|five|six|twelve)\s+(?:working\s+)?(?:days?|weeks?|months?)(?:['’]? time)?\b|\bby (?:the )?end (?:of )?[\w ]{3,20}\b|\b(?:asap|immediately)\b", re.IGNORECASE)  # fmt: skip
_WINDOW = 80


def read_due(text: str, meeting: date | None) -> tuple[date | None, str | None]:
    """The day an action is due, if its words give day and month, and the words themselves.

    "After the board of 3 June" is words without a day: it says when the work starts.
    """
    for m in re.finditer(rf"\b{_UNTIL}\s+{_DAY}", text[:4000], re.IGNORECASE):
        found = find_date(text[m.start() : m.start() + _WINDOW])
        if found and found.start <= m.end() - m.start() + 1 and not _after(text, m.start()):
            return due_day(text[m.start() :], meeting), text[m.start() : m.start() + found.end].strip(" .")
    for pattern in (_MEETING, _CLAUSE, _SPAN):
        if said := pattern.search(text[:4000]):
            return None, said[0].strip()
    return None, None


def due_day(text: str, meeting: date | None) -> date | None:
    """The first day in words that are known to say when: a column of dates, or "Due: …".

    Without a year it is the first such day on or after the meeting.
    """
    found = find_date(text[: 4 * _WINDOW])
    return found.on_or_after(meeting) if found else None


def _after(text: str, start: int) -> bool:
    return bool(re.search(r"\b(?:after|following|since)\s+$", text[max(0, start - 12) : start], re.IGNORECASE))
