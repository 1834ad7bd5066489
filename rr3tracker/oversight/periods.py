"""The years of a report: a calendar year, or a financial year from April to March."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from organisations.dates import write_date

DAY = dt.timedelta(days=1)
FIRST_MONTHS = {"calendar": 1, "financial": 4}
_KEY = re.compile(r"(?P<year>[12]\d{3})(?:-(?P<next>\d{2}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Period:
    """A year, as far as it has come: ``until`` is its last day, or today."""

    kind: str
    year: int
    """In which it begins."""
    until: dt.date

    @property
    def key(self) -> str:
        """As in an address: 2025, or 2025-26."""
        return str(self.year) if self.kind == "calendar" else f"{self.year}-{(self.year + 1) % 100:02}"

    @property
    def name(self) -> str:
        return self.key.replace("-", "–")

    @property
    def first(self) -> dt.date:
        return dt.date(self.year, FIRST_MONTHS[self.kind], 1)

    @property
    def last(self) -> dt.date:
        return dt.date(self.year + 1, FIRST_MONTHS[self.kind], 1) - DAY

    @property
    def is_over(self) -> bool:
        return self.until == self.last

    @property
    def label(self) -> str:
        """The year, and how far it has come where it is not over."""
        return self.name if self.is_over else f"{self.name} to {self.until.day} {self.until:%B}"

    @property
    def span(self) -> str:
        return f"{write_date(self.first)} to {write_date(self.until)}"

    def holds(self, day: dt.date | None) -> bool:
        return day is not None and self.first <= day <= self.until

    @property
    def before(self) -> Period:
        """The year before, as far as its same day, so that like stands beside like."""
        return Period(self.kind, self.year - 1, _year_before(self.until, is_end=self.is_over))

    def bounds(self, name: str) -> dict[str, str]:
        """Filters of the register: from its first day to the last that counts."""
        return {f"{name}_from": self.first.isoformat(), f"{name}_to": self.until.isoformat()}


def _year_before(day: dt.date, *, is_end: bool) -> dt.date:
    """The same day a year earlier; of the end of February, and of the end of a year, the end."""
    if is_end or (day.month, day.day) == (2, 29):
        following = day + DAY
        return following.replace(year=following.year - 1) - DAY
    return day.replace(year=day.year - 1)


def period_of(kind: str, year: int, *, today: dt.date) -> Period:
    whole = Period(kind, year, today)
    return Period(kind, year, min(whole.last, today))


def read_period(text: str, *, today: dt.date) -> Period | None:
    """The year that an address names; None where it names none, or one that has not begun."""
    found = _KEY.fullmatch(text.strip())
    if not found:
        return None
    year, following = int(found["year"]), found["next"]
    if following is not None and int(following) != (year + 1) % 100:
        return None
    period = period_of("calendar" if following is None else "financial", year, today=today)
    return period if period.first <= today else None


def periods_that_hold(days: Iterable[dt.date], kind: str, *, today: dt.date) -> list[Period]:
    """The years in which any of the days falls, the earliest first; without those that have not begun."""
    first_month = FIRST_MONTHS[kind]
    years = {day.year if day.month >= first_month else day.year - 1 for day in days}
    found = [period_of(kind, year, today=today) for year in sorted(years)]
    return [period for period in found if period.first <= today]
