"""Days as British minutes print them. Strict: what is not surely a day is None, never an exception.

Read: 2020-01-21, 21/1/2020, 21.01.20, 21 January 2020, 21st Jan, Tuesday 21 January, January 21st, 2020.
Not read: a month alone ("May"), a paragraph number ("4.2"), a day that no calendar has (31 February, 21th
is taken as 21). A year outside 1900-2100 is a slip of the pen; the day and month are then read without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_NAMES = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_SHORT = {name[:3]: number for number, name in enumerate(_NAMES, 1)} | {"sept": 9}
_MONTH = r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember+)?|oct(?:ober+)?|nov(?:ember+)?|dec(?:ember+)?)"
_DAY = r"(?P<{0}>\d{{1,2}})(?:\s?(?:st|nd|rd|th))?"
_YEAR = r"(?P<{0}>\d{{4}})"
_FOUND = re.compile(
    rf"""(?<![\w./-])(?:
      (?P<iso_y>\d{{4}})-(?P<iso_m>\d{{2}})-(?P<iso_d>\d{{2}})
    | (?P<num_d>\d{{1,2}})(?P<mark>[/.-])(?P<num_m>\d{{1,2}})(?P=mark)(?P<num_y>\d{{4}}|\d{{2}})
    | {_DAY.format("dm_d")}\s+(?:of\s+)?{_MONTH.format("dm_m")}\b\.?(?:,?\s+{_YEAR.format("dm_y")}(?!\d|:\d|\s?hrs))?
    | {_MONTH.format("md_m")}\b\.?\s+{_DAY.format("md_d")}\b(?!:|\.\d|\s?[ap]m\b)(?:,?\s+{_YEAR.format("md_y")}(?!\d|:\d))?
    )(?![\w/]|[.-]\d)""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Found:
    """A day found in a text; `year` is None where the text gives only day and month. `start` and `end` are offsets."""

    day: int
    month: int
    year: int | None
    start: int
    end: int

    def on_or_after(self, earliest: date | None) -> date | None:
        """The day itself, or without a year the first such day on or after `earliest`."""
        if self.year:
            return _made(self.year, self.month, self.day)
        if earliest is None:
            return None
        # 29 February may be four years away, or eight around a century.
        days = (_made(earliest.year + ahead, self.month, self.day) for ahead in range(9))
        return next((day for day in days if day and day >= earliest), None)

    def on_or_before(self, latest: date) -> date | None:
        """The day itself, or without a year the last such day on or before `latest`."""
        if self.year:
            return _made(self.year, self.month, self.day)
        days = (_made(latest.year - back, self.month, self.day) for back in range(9))
        return next((day for day in days if day and day <= latest), None)


def find_dates(text: str) -> Iterator[Found]:
    """Every day printed in `text`, in order."""
    for match in _FOUND.finditer(text):
        found = _found(match)
        if found:
            yield found


def find_date(text: str) -> Found | None:
    """The first day printed in `text`."""
    return next(find_dates(text), None)


def read_date(text: str) -> date | None:
    """The one full day that `text` gives, with its year; None where it gives none."""
    return next((day for found in find_dates(text) if found.year and (day := found.on_or_after(None))), None)


def _found(match: re.Match[str]) -> Found | None:
    part = match.groupdict()
    if part["iso_y"]:
        year, month, day = part["iso_y"], int(part["iso_m"]), int(part["iso_d"])
    elif part["num_y"]:
        year, month, day = part["num_y"], int(part["num_m"]), int(part["num_d"])
        # "02.03.11" is a day, "8.2.11" more likely the number of a paragraph.
        if part["mark"] == "." and len(year) == 2 and (len(part["num_d"]) < 2 or len(part["num_m"]) < 2):
            return None
        year = "20" + year if len(year) == 2 else year
    else:
        form = "dm" if part["dm_m"] else "md"
        name = part[form + "_m"].lower()
        year, month, day = part[form + "_y"], _SHORT.get(name[:4]) or _SHORT[name[:3]], int(part[form + "_d"])
    whole = int(year) if year and 1900 <= int(year) <= 2100 else None
    if not _made(whole or 2000, month, day):
        return None
    return Found(day, month, whole, match.start(), match.end())


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
