"""Years of a report: what an address may name, and how far a year has come."""

from __future__ import annotations

import datetime as dt

import pytest

from rr3tracker.oversight.periods import period_of, periods_that_hold, read_period

TODAY = dt.date(2026, 3, 5)


@pytest.mark.parametrize(
    ("text", "first", "until", "label"),
    [
        ("2025", dt.date(2025, 1, 1), dt.date(2025, 12, 31), "2025"),
        (" 2025 ", dt.date(2025, 1, 1), dt.date(2025, 12, 31), "2025"),
        ("2026", dt.date(2026, 1, 1), TODAY, "2026 to 5 March"),
        ("2025-26", dt.date(2025, 4, 1), TODAY, "2025–26 to 5 March"),
        ("2024-25", dt.date(2024, 4, 1), dt.date(2025, 3, 31), "2024–25"),
        ("1999-00", dt.date(1999, 4, 1), dt.date(2000, 3, 31), "1999–00"),
    ],
)
def test_an_address_names_a_year(text, first, until, label):
    period = read_period(text, today=TODAY)

    assert (period.first, period.until, period.label, period.key) == (first, until, label, text.strip())


@pytest.mark.parametrize(
    "text", ["", "2027", "2026-27", "2025-27", "25", "2025-2026", "９９９９", "9999-00", "0001", "x"]
)
def test_what_is_no_year_or_has_not_begun_is_none(text):
    assert read_period(text, today=TODAY) is None


@pytest.mark.parametrize(
    ("kind", "year", "today", "first", "until"),
    [
        ("calendar", 2025, TODAY, dt.date(2024, 1, 1), dt.date(2024, 12, 31)),
        ("calendar", 2026, TODAY, dt.date(2025, 1, 1), dt.date(2025, 3, 5)),
        ("financial", 2024, TODAY, dt.date(2023, 4, 1), dt.date(2024, 3, 31)),
        ("calendar", 2024, dt.date(2024, 2, 29), dt.date(2023, 1, 1), dt.date(2023, 2, 28)),
        ("calendar", 2025, dt.date(2025, 2, 28), dt.date(2024, 1, 1), dt.date(2024, 2, 28)),
    ],
)
def test_the_year_before_goes_as_far_as_this_one(kind, year, today, first, until):
    before = period_of(kind, year, today=today).before

    assert (before.first, before.until) == (first, until)


def test_the_years_that_hold_something():
    days = [dt.date(2023, 2, 1), dt.date(2025, 4, 1), dt.date(2027, 1, 1)]

    assert [p.key for p in periods_that_hold(days, "calendar", today=TODAY)] == ["2023", "2025"]
    assert [p.key for p in periods_that_hold(days, "financial", today=TODAY)] == ["2022-23", "2025-26"]
