"""The day of the meeting and of the next one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from .dates import Found, find_dates

_OF_THIS_MEETING = re.compile(r"\b(?:meeting|held|date|minutes|on)\b", re.IGNORECASE)
_OF_ANOTHER = re.compile(
    r"\b(?:next|previous|last meeting|approved|published|posted|circulated|updated|version|revised|issued|agm minutes)\b",
    re.IGNORECASE,
)
_FIELD = re.compile(r"\s*\"?(?P<key>\w+)\"?\s*[:=]\s*\"?(?P<value>[^\"]*)\"?")
_FURTHEST = timedelta(days=800)  # to the next meeting; beyond it a printed year is a slip


def front_matter(lines: Iterable[str]) -> dict[str, str]:
    """The fields of a document's front matter, by name in lower case."""
    return {m["key"].lower(): m["value"].strip() for line in lines if (m := _FIELD.match(line))}


def find_day(lines: Sequence[str], fields: dict[str, str], body: Iterable[str]) -> date | None:
    """The day of the meeting: from the lines before the first item, else the front matter, else the body.

    Where the day is printed without a year it is the last such day on or before the front matter's date.
    """
    published = _first_whole(fields.get("date", ""))
    titled = [line for line in lines if not _OF_ANOTHER.search(line)]
    titled.sort(key=lambda line: not _OF_THIS_MEETING.search(line) and len(line) > 60)
    for line in titled:
        for found in find_dates(line[:400]):
            day = found.on_or_before(published) if published else found.on_or_after(None)
            if day:
                return day
    in_body = (day for text in body if (day := _first_whole(text)))
    return _first_whole(fields.get("title", "")) or published or next(in_body, None)


def _first_whole(text: str) -> date | None:
    return next((day for found in find_dates(text) if (day := found.on_or_after(None))), None)


def find_next_meeting(texts: Iterable[str], meeting: date | None) -> date | None:
    """The first day in texts about the next meeting; a day without a year is the first after the meeting."""
    for text in texts:
        for found in find_dates(text[:1500]):
            day = _after(found, meeting)
            if day:
                return day
    return None


def _after(found: Found, meeting: date | None) -> date | None:
    if meeting is None:
        return found.on_or_after(None)
    tomorrow = meeting + timedelta(days=1)
    day = found.on_or_after(tomorrow)
    if day and meeting < day < meeting + _FURTHEST:
        return day
    # "17 January 2103" for 2013: the day and month are right. A day gone by is another meeting's.
    return Found(found.day, found.month, None, 0, 0).on_or_after(tomorrow) if day and day > meeting else None
