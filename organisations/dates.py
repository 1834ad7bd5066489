"""Days as people write them: read from what was typed, and written for the screen."""

import re
from calendar import monthrange
from datetime import date

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

PATTERNS = (
    re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)? (?P<month>[a-z]+),? (?P<year>\d{4})", re.ASCII),
    re.compile(r"(?P<day>\d{1,2}) ?[/.-] ?(?P<month>\d{1,2}) ?[/.-] ?(?P<year>\d{4})", re.ASCII),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})", re.ASCII),
)


MONTHS_OF_A_YEAR = (
    re.compile(r"(?P<month>[a-z]+),? (?P<year>\d{4})", re.ASCII),
    re.compile(r"(?P<month>\d{1,2}) ?[/.-] ?(?P<year>\d{4})", re.ASCII),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})", re.ASCII),
)


def read_date(text: str) -> date:
    """Return the day that the text names: 5 March 2025, 5 Mar 2025, 5/3/2025 or 2025-03-05.

    Anything else, and a day that is not in the calendar, raises ValueError.
    """
    words = " ".join(text.lower().split())
    for pattern in PATTERNS:
        if found := pattern.fullmatch(words):
            return date(int(found["year"]), read_month(found["month"]), int(found["day"]))
    raise ValueError(f"not a date: {text!r}")


def read_month_or_date(text: str) -> date:
    """Return the first day of the month that the text names (March 2025, Mar 2025, 3/2025 or 2025-03), or its day.

    Anything else raises ValueError.
    """
    words = " ".join(text.lower().split())
    for pattern in MONTHS_OF_A_YEAR:
        if found := pattern.fullmatch(words):
            return date(int(found["year"]), read_month(found["month"]), 1)
    return read_date(text)


def read_month(word: str) -> int:
    if word.isdecimal():
        return int(word)
    if word == "sept":
        return 9
    for number, short in enumerate(MONTHS, start=1):
        if word in (short, f"{date(2000, number, 1):%B}".lower()):
            return number
    raise ValueError(f"not a month: {word!r}")


def write_date(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def write_month_or_date(day: date) -> str:
    """A month for its first day."""
    return f"{day:%B %Y}" if day.day == 1 else write_date(day)


def write_days(first: date | None, last: date | None) -> str:
    """1 April 2026 to 31 March 2027; with one of the two, from or until it; empty with neither."""
    if first and last:
        return write_date(first) if first == last else f"{write_date(first)} to {write_date(last)}"
    if first:
        return f"from {write_date(first)}"
    return f"until {write_date(last)}" if last else ""


def months_before(day: date, months: int) -> date:
    """The same day that many months earlier, or the last of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
