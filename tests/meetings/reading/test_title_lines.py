from datetime import date

import pytest

from meetings.reading.board import board_name, find_board
from meetings.reading.days import find_day, find_next_meeting, front_matter
from meetings.reading.venue import find_venue


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Harbour Board Note of Meeting", "Harbour Board"),
        ("Minutes of the Harbour Board meeting, 3 May 2022", "Harbour Board"),
        ("Minutes of the Ordinary Meeting of Harbour Parish Council held on Tuesday 3rd May", "Harbour Parish Council"),
        ("Harbour Steering Group Meeting #5", "Harbour Steering Group"),
        ("Minutes of Steering Committee Meeting No.4", "Steering Committee"),
        ("Harbour Advisory Group (HAG)", "Harbour Advisory Group (HAG)"),
        ("Harbour Data Panel – Twenty-second Meeting", "Harbour Data Panel"),
        ("3 May 2022", None),
        ("", None),
    ],
)
def test_board_name_takes_the_rest_of_a_title_off(line, name):
    assert board_name(line) == name


def test_the_board_is_the_title_that_names_one():
    assert (
        find_board(["Notes", "The clerk reports on the council", "HARBOUR PARISH COUNCIL"]) == "HARBOUR PARISH COUNCIL"
    )
    assert find_board(["Pier talk"]) == "Pier talk"
    assert find_board([]) is None


@pytest.mark.parametrize(
    ("lines", "venue"),
    [
        (["Harbour Board", "Via videocall", "3 May 2022"], "Via videocall"),
        (["Harbour Board", "Venue: Pier Hall, Quay Street"], "Pier Hall, Quay Street"),
        (["Minutes of the meeting held on 3 May at the Pier Office:"], "Pier Office"),
        (["Harbour Board", "3 May 2022, 3pm Pier Laboratory, Quay"], "Pier Laboratory, Quay"),
        (["HARBOUR COUNCIL", "IN THE VILLAGE HALL"], "VILLAGE HALL"),
        (["Harbour Board", "3 May 2022"], None),
    ],
)
def test_find_venue_reads_where_the_board_met(lines, venue):
    assert find_venue(lines) == venue


@pytest.mark.parametrize(
    ("lines", "fields", "day"),
    [
        (["Harbour Board", "3 May 2022"], {}, date(2022, 5, 3)),
        (["Approved 1 June 2022", "Meeting of 3 May 2022"], {}, date(2022, 5, 3)),
        (["Meeting 1st November"], {"date": "2013-12-19"}, date(2013, 11, 1)),
        ([], {"date": "2021-04-13 09:00:00 +0100"}, date(2021, 4, 13)),
        ([], {"title": "Council minutes 12-10-2011", "date": "2011-10-14"}, date(2011, 10, 12)),
        ([], {}, date(2021, 2, 1)),
    ],
)
def test_find_day_looks_in_the_title_then_the_front_matter_then_the_text(lines, fields, day):
    assert find_day(lines, fields, ["The clerk wrote on 1 February 2021."]) == day


@pytest.mark.parametrize(
    ("texts", "day"),
    [
        (["Date of next meeting", "Monday, 18th July 2022"], date(2022, 7, 18)),
        (["Scheduled: 2pm on Tuesday 23rd June"], date(2022, 6, 23)),
        (["17th January 2103"], date(2023, 1, 17)),
        (["To be arranged"], None),
        (["The last was on 1 April 2022"], None),
    ],
)
def test_find_next_meeting_reads_the_first_day_after_this_one(texts, day):
    assert find_next_meeting(texts, date(2022, 5, 3)) == day


def test_front_matter_is_read_in_two_dialects():
    assert front_matter(['title: "Notes"', 'date = "2022-05-03"', "[extra]"]) == {
        "title": "Notes",
        "date": "2022-05-03",
    }
