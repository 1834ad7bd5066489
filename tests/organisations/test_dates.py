from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organisations.dates import read_date, read_month_or_date, write_date, write_month_or_date


@pytest.mark.parametrize(
    "text",
    [
        "5 March 2025",
        "5th March 2025",
        "05 mar 2025",
        "  5  MARCH,  2025 ",
        "5/3/2025",
        "05/03/2025",
        "5.3.2025",
        "5-3-2025",
        "5 / 3 / 2025",
        "2025-03-05",
    ],
)
def test_reads_the_ways_that_people_write_a_day(text):
    assert read_date(text) == date(2025, 3, 5)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "TBC",
        "March 2025",
        "4.2",
        "5 March",
        "5/3/25",
        "31 February 2025",
        "5 Marching 2025",
        "3/13/2025",
        "2025-3-5",
        "March 5 2025",
        "5 March 2025 or so",
        "0/1/2025",
        "5 March 0000",
        "٥ March 2025",
    ],
)
def test_refuses_what_could_be_misread(text):
    with pytest.raises(ValueError, match=r"not a date|not a month|must be in|out of range"):
        read_date(text)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_reads_what_it_writes(day):
    assert read_date(write_date(day)) == day
    assert read_date(day.isoformat()) == day


@given(st.text())
def test_any_text_is_a_day_or_a_value_error(text):
    try:
        read_date(text)
    except ValueError:
        return


def test_writes_a_day_without_a_leading_nought():
    assert write_date(date(2025, 3, 5)) == "5 March 2025"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("March 2027", date(2027, 3, 1)),
        (" mar  2027 ", date(2027, 3, 1)),
        ("Sept, 2027", date(2027, 9, 1)),
        ("3/2027", date(2027, 3, 1)),
        ("03.2027", date(2027, 3, 1)),
        ("2027-03", date(2027, 3, 1)),
        ("5 March 2027", date(2027, 3, 5)),
        ("5/3/2027", date(2027, 3, 5)),
    ],
)
def test_reads_a_month_as_its_first_day_and_a_day_as_itself(text, day):
    assert read_month_or_date(text) == day


@pytest.mark.parametrize(
    "text", ["", "March", "2027", "March 27", "13/2027", "0/2027", "2027-3", "spring 2027", "3 2027"]
)
def test_refuses_what_is_neither_a_month_nor_a_day(text):
    with pytest.raises(ValueError, match=r"not a date|not a month|must be in"):
        read_month_or_date(text)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_reads_the_month_or_day_that_it_writes(day):
    assert read_month_or_date(write_month_or_date(day)) == day


@given(st.text())
def test_any_text_is_a_month_a_day_or_a_value_error(text):
    try:
        read_month_or_date(text)
    except ValueError:
        return
