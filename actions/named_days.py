"""Days as a secretary names them: 5 March, the end of March, in two weeks, Friday. Pure: today is given.

What has no year, and what is counted from today, is the first such day on or after today. A month, a quarter and a year
end on their last day: calendar quarters and years, unless the financial year is named, which ends on 31 March. A week
ends on Friday. Working days are Monday to Friday, bank holidays among them. "Next Friday" is one day to one reader and
a week later to another, and "by June" is before June or within it: neither is a day here.
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import day_name, month_name
from collections.abc import Callable
from dataclasses import dataclass

from meetings.reading.dates import Found, find_date
from meetings.reading.due import read_due as find_due
from organisations.dates import months_before, read_date, read_month

WEEKDAYS = [name.lower() for name in day_name]
_MONTHS = "|".join(f"{name[:3].lower()}(?:{name[3:].lower()})?" for name in month_name[1:] if name) + "|sept"
MONTH = rf"(?P<month>{_MONTHS})"
_YEAR = r"(?P<year>\d{4})"
_NUMBERS = {"a": 1, "an": 1} | {
    word: number
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], start=1
    )
}
_LEAD = re.compile(
    r"(?:by no later than|by|at|on or before|on|before|until|till|not? later than|deadline(?: of)?|in time for)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_DUE = re.compile(r"due(?:\s+date)?\b\s*:?\s*", re.IGNORECASE)
_LATEST = re.compile(r",?\s+at the (?:very )?latest$", re.IGNORECASE)
WEEKDAY = rf"(?P<weekday>{'|'.join(f'{name[:3]}(?:{name[3:]})?' for name in WEEKDAYS)}|tues|thurs)\b,?\s+(?:the\s+)?"
_WEEKDAY = re.compile(WEEKDAY, re.IGNORECASE)
_TIME_OF_DAY = re.compile(r"noon|midday|close|cop|\d{1,2}(?:[:.]\d\d)?\s?[ap]m", re.IGNORECASE | re.ASCII)
_DAY_AND_MONTH = re.compile(r"(\d{1,2})/(\d{1,2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class NamedDay:
    day: dt.date
    words: str
    """What the words say beyond the day, "End of March"; empty where the day says it all, or where they go stale."""


def read_named_day(words: str, *, today: dt.date) -> NamedDay | None:
    """The day that the words are a name of, None if they say anything else."""
    said = _DUE.sub("", " ".join(words.split()), count=1) if _DUE.match(words.lstrip()) else " ".join(words.split())
    said = _LATEST.sub("", said.strip(" .,;:"))
    bare = said[lead.end() :] if (lead := _LEAD.match(said)) else said
    try:
        if day := read_dated(bare, today=today):
            return NamedDay(day, "")
        for text, rules in ((said, _IN), (bare, _BY)):
            for rule in rules:
                if found := rule.pattern.fullmatch(text.lower().replace("’", "'")):
                    return NamedDay(rule.day_of(found, today), bare[:1].upper() + bare[1:] if rule.lasts else "")
    except (ValueError, OverflowError):  # a day that no calendar has
        pass
    return None


def read_dated(words: str, *, today: dt.date) -> dt.date | None:
    """Day and month in any of the ways they are written, after the name of a weekday too."""
    text = words[weekday.end() :] if (weekday := _WEEKDAY.match(words)) else words
    try:
        day = read_date(text)
        return day if day.year > 999 else None
    except ValueError:
        pass
    if pair := _DAY_AND_MONTH.fullmatch(text):
        return Found(int(pair[1]), int(pair[2]), None, 0, 0).on_or_after(today)
    found = find_date(text)
    if not found or (found.start, found.end) != (0, len(text)) or (not found.year and re.search(r"\d{4}", text)):
        return None
    return found.on_or_after(today)


def day_inside(words: str, *, today: dt.date | None) -> dt.date | None:
    """The day by which something is due within other words, as it is found in minutes: "first draft by 5 March"."""
    if re.search(r"\bnot\b", words, re.IGNORECASE):
        return None
    return find_due(f"by {words}" if _TIME_OF_DAY.match(words) else words, today)[0]


def weekday_of(words: str) -> int | None:
    """0 for Monday, where the words begin with a weekday or its short form."""
    found = _WEEKDAY.match(f"{words} ")
    return next(n for n, name in enumerate(WEEKDAYS) if name[:3] == found["weekday"][:3].lower()) if found else None


def _span(found: re.Match[str], today: dt.date) -> dt.date:
    count = _NUMBERS.get(found["count"].lower()) or int(found["count"] or 1)
    match found["unit"].lower():
        case "day" if found["working"]:
            return _working_days_after(today, count)
        case "day":
            return today + dt.timedelta(days=count)
        case "week":
            return today + dt.timedelta(weeks=count)
        case "fortnight":
            return today + dt.timedelta(weeks=2 * count)
        case "month":
            return months_before(today, -count)
        case _:
            return months_before(today, -12 * count)


def _working_days_after(day: dt.date, count: int) -> dt.date:
    while count > 0:
        day += dt.timedelta(days=1)
        count -= day.weekday() < 5
    return day


def _next_weekday(found: re.Match[str], today: dt.date) -> dt.date:
    ahead = ((weekday_of(found["day"]) or 0) - today.weekday()) % 7
    return today + dt.timedelta(days=ahead or 7)


def _end_of_week(found: re.Match[str], today: dt.date) -> dt.date:
    friday = today + dt.timedelta(days=(4 - today.weekday()) % 7)
    if found["which"] == "next":
        friday = today + dt.timedelta(days=11 - today.weekday())
    return friday


def _end_of_months(months: int) -> Callable[[re.Match[str], dt.date], dt.date]:
    """The end of the period of so many months that today is in, or of the next."""

    def end(found: re.Match[str], today: dt.date) -> dt.date:
        last = today.month + -today.month % months
        return _last_day(today.year, last + (months if found["which"] == "next" else 0))

    return end


def _end_of_month(found: re.Match[str], today: dt.date) -> dt.date:
    month = read_month(found["month"].lower())
    return _last_day(int(found["year"]) if found["year"] else today.year + (month < today.month), month)


def _end_of_financial_year(found: re.Match[str], today: dt.date) -> dt.date:
    return dt.date(today.year + (today.month > 3) + (found["which"] == "next"), 3, 31)


def _end_of_named_financial_year(found: re.Match[str], today: dt.date) -> dt.date:
    """2026/27: the second year is to follow the first."""
    first = int(found["year"])
    if (first + 1) % 100 != int(found["until"]):
        raise ValueError(f"not a financial year: {found[0]!r}")
    return dt.date(first + 1, 3, 31)


def _last_day(year: int, month: int) -> dt.date:
    """Months after December are those of the next year."""
    return months_before(dt.date(year, 1, 31), 1 - month)


@dataclass(frozen=True, slots=True)
class _Rule:
    pattern: re.Pattern[str]
    day_of: Callable[[re.Match[str], dt.date], dt.date]
    lasts: bool
    """The words still say something when today is past."""


def _rule(pattern: str, day_of: Callable[[re.Match[str], dt.date], dt.date], *, lasts: bool = False) -> _Rule:
    return _Rule(re.compile(pattern, re.IGNORECASE | re.ASCII), day_of, lasts)


_END = r"(?:the )?(?:very )?end(?:[ -]of)?[ -]"
_THE, _THIS, _NEXT = r"(?P<which>the |)", r"(?P<which>this |the current )", r"(?:the )?(?P<which>next) "
_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(_NUMBERS)})"
_IN = (
    _rule(
        rf"(?:(?:with)?in )?(?:the next )?{_COUNT} (?P<working>working |business |week)?(?P<unit>day|week|fortnight|month|year)s?'?(?: time| from now)?",
        _span,
    ),
    _rule(r"(?:with)?in the next (?P<count>)(?P<working>)(?P<unit>week|fortnight|month|year)", _span),
    _rule(rf"(?:(?:sometime )?(?:in|during) )?{MONTH}(?: {_YEAR})?", _end_of_month, lasts=True),
    _rule(r"(?:(?:in|during) )?(?P<which>this|next) week", _end_of_week),
    _rule(r"(?:(?:in|during) )?(?P<which>this|next) month", _end_of_months(1)),
)
"""Of the words as they stand, for "by March" is not "in March"."""
_BY = (
    _rule(r"today", lambda found, today: today),
    _rule(r"tomorrow", lambda found, today: today + dt.timedelta(days=1)),
    _rule(rf"(?:this |this coming |coming )?(?P<day>{'|'.join(WEEKDAYS)})", _next_weekday),
    _rule(rf"{_END}{MONTH}(?:,? {_YEAR})?", _end_of_month, lasts=True),
    *(
        _rule(f"{_END}{which}{period}", end, lasts=lasts and which == _THE)
        for which in (_THE, _THIS, _NEXT)
        for period, end, lasts in (
            ("week", _end_of_week, False),
            ("month", _end_of_months(1), False),
            ("quarter", _end_of_months(3), True),
            ("(?:calendar )?year", _end_of_months(12), True),
            (r"(?:financial|fiscal) year", _end_of_financial_year, True),
        )
    ),
    _rule(rf"{_END}{_YEAR}", lambda found, today: dt.date(int(found["year"]), 12, 31), lasts=True),
    _rule(
        rf"{_END}(?:the )?(?:(?:financial|fiscal) year )?{_YEAR}[/–-](?P<until>\d\d)(?: (?:financial|fiscal) year)?",
        _end_of_named_financial_year,
        lasts=True,
    ),
)
"""Of the words without "by the" before them."""
