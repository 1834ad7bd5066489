"""When an action is due, read from what a secretary types in a form or in the minutes."""

from __future__ import annotations

import datetime as dt
import re
from calendar import day_name
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from actions.due import LONGEST, Due
from actions.named_days import MONTH, WEEKDAY, day_inside, read_dated, read_named_day, weekday_of
from organisations.dates import read_month, write_date
from organisations.matching import plain_words

if TYPE_CHECKING:
    from meetings.models import Meeting
    from organisations.models import Board

_LEAD = r"(?:due )?(?:(?:by|at|in|on|for|before|until|ahead of|in advance of|in time for|prior to|no later than) )?(?:the |our |its )?"
_OWN = r"board|group|committee|panel|quarterly|full"
_REVIEW = re.compile(r"(?P<keep>(?:[^()]*[\s,;:–-])?review(?:ed)?)(?P<when>\s+[^()]+)", re.IGNORECASE)
_BRACKETED = re.compile(r"(?P<keep>.+?)\s*\((?P<when>[^()]+)\)\.?")
_DATED_MEETING = re.compile(r"(?:at the )?meeting of (?P<day>\d{1,2} \w+ \d{4})", re.IGNORECASE)
_LIKE_A_DATE = re.compile(
    rf"(?:{WEEKDAY})?(?:(?<![\d/.-])\d{{1,4}}/\d{{1,4}}/\d{{2,4}}(?![\d/])"
    rf"|(?<![\d/.-])\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{MONTH}\b(?:,? \d{{4}}\b)?)",
    re.IGNORECASE | re.ASCII,
)
_WHOLLY_LIKE_ONE = re.compile(
    r"(?:by |on )?(\d{1,4}(?:[/.-]\d{1,4}){2}|\d{1,2}/\d{1,2}|\d{1,2}(?:st|nd|rd|th)? [a-z]+,? \d{4})",
    re.IGNORECASE | re.ASCII,
)


def read_due(words: str, *, today: dt.date, board: Board, meetings: Iterable[Meeting]) -> Due:
    """What the words say of when: a day, a meeting of the board, or words alone; ``Due()`` where there are none.

    ``meetings`` are those of ``board`` that may be meant, and ``today`` is the day that the words are said on: that of
    the meeting, where its minutes record them. The words stay beside a day or a meeting where they say more than that:
    "End of March 2027", "Ongoing, review". Of what ``Due.words`` writes this reads the same again.
    """
    said = " ".join(words.split())[:LONGEST].strip()
    calendar = sorted(meetings, key=lambda meeting: (meeting.held_on, meeting.pk or 0))
    if (found := _BRACKETED.fullmatch(said)) and (due := _pinned(found["when"], calendar)):
        return Due(due.on, due.at, found["keep"])
    if due := _named(said, today, board, calendar):
        return due
    if (found := _REVIEW.fullmatch(said)) and (due := _named(found["when"], today, board, calendar)):
        return Due(due.on, due.at, said if due.text else found["keep"].strip())
    if day := day_inside(said, today=today):
        return Due(on=day, text=said)
    return Due(text=said)


def why_not(words: str, *, today: dt.date) -> str:
    """What is wrong with a day in the words that no calendar has, such as 31 February; empty if nothing is."""
    said = " ".join(words.split())
    whole = _WHOLLY_LIKE_ONE.fullmatch(said)
    for like_a_date in [whole[1]] if whole else [found[0].strip() for found in _LIKE_A_DATE.finditer(said)]:
        day = read_dated(like_a_date, today=today)
        if not day:
            return f"“{like_a_date}” is not a day in the calendar. Enter a date such as 5 March 2026, or say when in words."
        weekday = weekday_of(like_a_date)
        if weekday is not None and weekday != day.weekday():
            return f"{write_date(day)} is a {day:%A}, not a {day_name[weekday]}."
    return ""


def _pinned(when: str, calendar: Sequence[Meeting]) -> Due | None:
    """What stands in brackets after the words that it explains."""
    if found := _DATED_MEETING.fullmatch(when.strip()):
        return next((Due(at=meeting) for meeting in calendar if write_date(meeting.held_on) == found["day"]), None)
    day = read_dated(when, today=dt.date.min)
    return Due(on=day) if day and str(day.year) in when else None


def _named(said: str, today: dt.date, board: Board, calendar: Sequence[Meeting]) -> Due | None:
    """The words are nothing but the name of a day, or of a meeting of this board that is in the calendar."""
    if named := read_named_day(said, today=today):
        return Due(on=named.day, text=named.words)
    own = "|".join([_OWN, *(" ".join(plain_words(name)) for name in (board.name, board.acronym) if name)])
    plain = " ".join(plain_words(said))
    coming = [meeting for meeting in calendar if meeting.held_on > today]
    if re.fullmatch(rf"{_LEAD}(?:next|following|forthcoming) (?:(?:{own}) )?meeting", plain):
        return Due(at=coming[0]) if coming else None
    if found := re.fullmatch(rf"{_LEAD}(?:(?:{own}) )?meeting (?:of|on) (?P<day>.+)", plain):
        return _meeting_of(read_dated(found["day"], today=today), calendar)
    if found := re.fullmatch(rf"{_LEAD}(?:{MONTH}(?: (?P<year>\d{{4}}))?) (?:(?:{own}) )?meeting", plain):
        return next((Due(at=meeting) for meeting in coming if _is_in(meeting, found)), None)
    return None


def _is_in(meeting: Meeting, found: re.Match[str]) -> bool:
    day = meeting.held_on
    return day.month == read_month(found["month"]) and found["year"] in (None, str(day.year))


def _meeting_of(day: dt.date | None, calendar: Sequence[Meeting]) -> Due | None:
    """Due on the day itself where the calendar has no meeting that day, or not yet."""
    if not day:
        return None
    at = next((meeting for meeting in calendar if meeting.held_on == day), None)
    return Due(at=at) if at else Due(on=day, text=f"Meeting of {write_date(day)}")
