"""A list of themes as somebody typed or pasted it: one a line, a priority with its days after its name."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass

from organisations.dates import read_date, read_month_or_date, write_days

BULLET = re.compile(r"\A\s*(?:[-–•*·]|\(?\d{1,2}[.)])\s+")
FROM_TO = re.compile(r"(?:from )?(?P<first>.+?)\s*(?: to | until |–|—| - )\s*(?P<last>.+)", re.IGNORECASE)
ONE_SIDED = re.compile(r"(?P<side>from|until|to) (?P<day>.+)", re.IGNORECASE)
IN_BRACKETS = re.compile(r"(?P<name>.+?)\s*\((?P<days>[^()]+)\)")


@dataclass(frozen=True, slots=True)
class ThemeLine:
    name: str
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None

    @property
    def days(self) -> str:
        return write_days(self.starts_on, self.ends_on)


def read_themes(text: str) -> Iterator[ThemeLine]:
    """Of "Accommodation, 1 April 2026 to 31 March 2027" the name and the days; what reads as no days is part of the name.

    Bullets and numbers before a name are dropped, empty lines and names that came before are passed over.
    """
    seen = set()
    for line in text.splitlines():
        words = " ".join(BULLET.sub("", line, count=1).replace("\0", "").split()).strip(" ,;")
        found = _read(words)
        if words and found.name.lower() not in seen:
            seen.add(found.name.lower())
            yield found


def _read(words: str) -> ThemeLine:
    parts = [(bracketed["name"], bracketed["days"])] if (bracketed := IN_BRACKETS.fullmatch(words)) else []
    parts += [(words[: at.start()].rstrip(), words[at.end() :]) for at in re.finditer(", ", words)]
    for name, said in parts:
        days = _read_days(said)
        if name and days:
            return ThemeLine(name, *days)
    return ThemeLine(words)


def _read_days(said: str) -> tuple[dt.date | None, dt.date | None] | None:
    try:
        if both := FROM_TO.fullmatch(said):
            return read_month_or_date(both["first"]), _last(both["last"])
        if one := ONE_SIDED.fullmatch(said):
            is_first = one["side"].lower() == "from"
            return (read_month_or_date(one["day"]), None) if is_first else (None, _last(one["day"]))
    except ValueError:
        pass
    return None


def _last(said: str) -> dt.date:
    """The day that is named, or the last of the month."""
    try:
        return read_date(said)
    except ValueError:
        first = read_month_or_date(said)
        return first.replace(day=monthrange(first.year, first.month)[1])
