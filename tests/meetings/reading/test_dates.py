from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.reading.dates import find_date, find_dates, read_date

MEETING = date(2023, 11, 20)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2023-12-06", date(2023, 12, 6)),
        ("6/12/2023", date(2023, 12, 6)),
        ("06.12.23", date(2023, 12, 6)),
        ("6-12-2023", date(2023, 12, 6)),
        ("6 December 2023", date(2023, 12, 6)),
        ("6th December, 2023", date(2023, 12, 6)),
        ("the 6th of Dec 2023", date(2023, 12, 6)),
        ("Wednesday 6 December 2023 at 2pm", date(2023, 12, 6)),
        ("December 6, 2023", date(2023, 12, 6)),
        ("Wed Dec 6 2023", date(2023, 12, 6)),
        ("29 February 2024", date(2024, 2, 29)),
        ("3 Sept 2023", date(2023, 9, 3)),
        ("13th Novemberr 2023", date(2023, 11, 13)),
    ],
)
def test_read_date_reads_how_british_minutes_print_a_day(text, day):
    assert read_date(text) == day


@pytest.mark.parametrize(
    "text",
    ["", "May", "4.2", "8.2.1", "8.2.11", "31 February 2023", "29/02/2023", "2023-13-01", "12/2023", "May 2023", "6 December", "page 6 of 12", "24/7", "31/12/23456", "10.30"],
)  # fmt: skip
def test_read_date_gives_none_for_what_is_no_day(text):
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("by 6 December", date(2023, 12, 6)),
        ("by 6 Dec", date(2023, 12, 6)),
        ("Jan 17th", date(2024, 1, 17)),
        ("20 November", date(2023, 11, 20)),
        ("19 November", date(2024, 11, 19)),
        ("29 February", date(2024, 2, 29)),
        ("17 January 2103", date(2024, 1, 17)),
        ("6 December 2020", date(2020, 12, 6)),
    ],
)
def test_a_day_without_a_year_is_the_first_on_or_after_the_meeting(text, day):
    found = find_date(text)

    assert found is not None
    assert found.on_or_after(MEETING) == day


def test_find_dates_finds_every_day_in_order():
    days = [(found.day, found.month) for found in find_dates("from 1 May 2020 to 3 June and on 4/7/20")]

    assert days == [(1, 5), (3, 6), (4, 7)]


def test_a_day_before_the_meeting_is_counted_back():
    found = find_date("1st November")

    assert found is not None
    assert found.on_or_before(date(2013, 10, 1)) == date(2012, 11, 1)


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2099, 12, 31)), st.sampled_from(["%d %B %Y", "%Y-%m-%d", "%d/%m/%Y", "%B %d, %Y", "%A %d %b %Y"]))  # fmt: skip
def test_every_day_is_read_back_however_it_is_printed(day, form):
    assert read_date(day.strftime(form)) == day


@given(st.text(alphabet="0123456789/-. JanFebMay", max_size=40))
def test_read_date_never_raises(text):
    assert read_date(text) is None or isinstance(read_date(text), date)
