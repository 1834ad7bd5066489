"""What a secretary types for when, what is understood of it, and what is shown."""

import datetime as dt
from types import SimpleNamespace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from actions.due import Due
from actions.due_words import read_due, why_not

TODAY = dt.date(2026, 3, 5)  # a Thursday
BOARD = SimpleNamespace(name="Reducing Reoffending Third Sector Advisory Group", acronym="RR3")
MAY, JULY = (SimpleNamespace(pk=n, held_on=dt.date(2026, n, 5)) for n in (5, 7))
MEETINGS = (JULY, MAY, SimpleNamespace(pk=3, held_on=TODAY), SimpleNamespace(pk=2, held_on=dt.date(2026, 2, 5)))


def read(words, today=TODAY, meetings=MEETINGS):
    return read_due(words, today=today, board=BOARD, meetings=meetings)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("5 March 2026", "2026-03-05"),
        ("6 Mar 2026", "2026-03-06"),
        ("6/3/2026", "2026-03-06"),
        ("06.03.2026", "2026-03-06"),
        ("06/03/26", "2026-03-06"),
        ("2026-03-06", "2026-03-06"),
        ("March 6th, 2026", "2026-03-06"),
        ("by 6 March 2026", "2026-03-06"),
        ("on the 6th of March 2026.", "2026-03-06"),
        ("Due: 6 March 2026", "2026-03-06"),
        ("due by 6 March", "2026-03-06"),
        ("no later than Friday 6 March", "2026-03-06"),
        ("Fri 6 March", "2026-03-06"),
        ("before 6 March", "2026-03-06"),
        ("6 March at the latest", "2026-03-06"),
        # Without a year: the first such day on or after today.
        ("5 March", "2026-03-05"),
        ("4 March", "2027-03-04"),
        ("6/3", "2026-03-06"),
        ("29 February", "2028-02-29"),
        ("today", "2026-03-05"),
        ("tomorrow", "2026-03-06"),
        ("Friday", "2026-03-06"),
        ("by Thursday", "2026-03-12"),
        ("this Monday", "2026-03-09"),
        ("in two weeks", "2026-03-19"),
        ("In two weeks’ time", "2026-03-19"),
        ("within the next fortnight", "2026-03-19"),
        ("within 3 months", "2026-06-05"),
        ("within a month", "2026-04-05"),
        ("within the next month", "2026-04-05"),
        ("in a year", "2027-03-05"),
        ("10 days", "2026-03-15"),
        ("in 10 working days", "2026-03-19"),
        ("in 2 weekdays", "2026-03-09"),
        ("end of the week", "2026-03-06"),
        ("end of next week", "2026-03-13"),
        ("next week", "2026-03-13"),
        ("by the end of the month", "2026-03-31"),
        ("end of this month", "2026-03-31"),
        ("end of next month", "2026-04-30"),
        ("next month", "2026-04-30"),
        ("end of next quarter", "2026-06-30"),
        ("end of this year", "2026-12-31"),
        ("end of next year", "2027-12-31"),
        ("end of the next financial year", "2027-03-31"),
    ],
)
def test_a_day_says_it_all(words, day):
    due = read(words)

    assert due == Due(on=dt.date.fromisoformat(day))
    assert read(words.upper()) == due


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("end of March", "End of March (31 March 2026)"),
        ("by the end of March 2027", "End of March 2027 (31 March 2027)"),
        ("end Feb", "End Feb (28 February 2027)"),
        ("by end-of-April", "End-of-April (30 April 2026)"),
        ("in June", "In June (30 June 2026)"),
        ("June 2027", "June 2027 (30 June 2027)"),
        ("end of the quarter", "End of the quarter (31 March 2026)"),
        ("by the end of the year", "End of the year (31 December 2026)"),
        ("end of 2027", "End of 2027 (31 December 2027)"),
        ("end of the financial year", "End of the financial year (31 March 2026)"),
        ("end of the 2026/27 financial year", "End of the 2026/27 financial year (31 March 2027)"),
        ("before Easter (5 April 2026)", "Before Easter (5 April 2026)"),
        ("Ongoing, review in June", "Ongoing, review in June (30 June 2026)"),
        ("Ongoing, review in June 2027", "Ongoing, review in June 2027 (30 June 2027)"),
        ("ongoing, review on 5 June 2027", "Ongoing, review (5 June 2027)"),
        ("Ongoing – to be reviewed in 3 months", "Ongoing – to be reviewed (5 June 2026)"),
        ("review at the end of the financial year", "Review at the end of the financial year (31 March 2026)"),
        ("first draft by 20 March", "First draft by 20 March (20 March 2026)"),
        ("first draft by 20 March 2026", "First draft by 20 March 2026"),
        ("close of play on 20 March 2026", "Close of play on 20 March 2026"),
        ("meeting of 6 March 2026", "Meeting of 6 March 2026"),
        ("at the board meeting on 6 March", "Meeting of 6 March 2026"),
    ],
)
def test_words_that_say_more_stay_beside_the_day(words, shown):
    due = read(words)

    assert due.on
    assert due.words == shown


@pytest.mark.parametrize(
    ("words", "meeting", "shown"),
    [
        ("next meeting", MAY, "At the meeting of 5 May 2026"),
        ("by the next meeting", MAY, "At the meeting of 5 May 2026"),
        ("At our next Board meeting.", MAY, "At the meeting of 5 May 2026"),
        ("in time for the next RR3 meeting", MAY, "At the meeting of 5 May 2026"),
        (f"next {BOARD.name} meeting", MAY, "At the meeting of 5 May 2026"),
        ("following meeting", MAY, "At the meeting of 5 May 2026"),
        ("meeting of 5 July 2026", JULY, "At the meeting of 5 July 2026"),
        ("by the meeting on 5 July", JULY, "At the meeting of 5 July 2026"),
        ("July meeting", JULY, "At the meeting of 5 July 2026"),
        ("at the May 2026 meeting", MAY, "At the meeting of 5 May 2026"),
        ("review at the next meeting", MAY, "Review (meeting of 5 May 2026)"),
        ("Ongoing; review at the July meeting", JULY, "Ongoing; review (meeting of 5 July 2026)"),
        ("papers out (meeting of 5 May 2026)", MAY, "Papers out (meeting of 5 May 2026)"),
    ],
)
def test_at_a_meeting_it_moves_with_the_meeting(words, meeting, shown):
    due = read(words)

    assert (due.on, due.at, due.words) == (None, meeting, shown)


@pytest.mark.parametrize(
    "words",
    [
        "after publication",
        "after 5 March 2026",
        "not before 5 March 2026",
        "next Friday",
        "by June",
        "mid June",
        "early May",
        "in the spring",
        "soon",
        "ASAP",
        "ongoing",
        "ongoing, review when it suits",
        "end of the 2026/29 financial year",
        "after the next meeting",
        "two weeks before the next meeting",
        "next meeting of the trust",
        "at the next Devolution Board meeting",
        "December meeting",
        "999999 days",
        "end of the world",
        "(5 March 2026)",
        "31 February 2026",
    ],
)
def test_anything_else_is_words_alone(words):
    assert read(words) == Due(text=words)


def test_the_next_meeting_stays_words_where_the_calendar_has_none():
    assert read("by the next meeting", meetings=()) == Due(text="by the next meeting")
    assert read("Ongoing, review at the next meeting", meetings=()).on is None


@pytest.mark.parametrize("words", ["", "  ", "\n"])
def test_nothing_typed_is_nothing_said(words):
    assert read(words) == Due()


@pytest.mark.parametrize(
    ("today", "words", "day"),
    [
        (dt.date(2026, 1, 31), "in a month", "2026-02-28"),
        (dt.date(2026, 3, 31), "end of March", "2026-03-31"),
        (dt.date(2026, 3, 31), "end of the financial year", "2026-03-31"),
        (dt.date(2026, 4, 1), "end of the financial year", "2027-03-31"),
        (dt.date(2026, 11, 26), "end of the quarter", "2026-12-31"),
        (dt.date(2026, 11, 26), "end of next quarter", "2027-03-31"),
        (dt.date(2026, 12, 31), "end of next month", "2027-01-31"),
        (dt.date(2026, 3, 7), "in 1 working day", "2026-03-09"),
        (dt.date(2026, 3, 7), "end of the week", "2026-03-13"),
        (dt.date(2026, 3, 7), "end of next week", "2026-03-13"),
    ],
)
def test_the_edges_of_a_month_and_a_year(today, words, day):
    assert read(words, today=today).on == dt.date.fromisoformat(day)


NOT_A_DAY = "“{}” is not a day in the calendar. Enter a date such as 5 March 2026, or say when in words."


@pytest.mark.parametrize(
    ("words", "refused"),
    [
        ("31 February 2026", "31 February 2026"),
        ("by 31st April", "31st April"),
        ("ongoing, review on 31 June 2026", "31 June 2026"),
        ("45/13/2026", "45/13/2026"),
        ("3/25/2026", "3/25/2026"),
        ("2026-13-01", "2026-13-01"),
        ("32/1", "32/1"),
        ("5 Marhc 2026", "5 Marhc 2026"),
        ("5 March 0000", "5 March 0000"),
    ],
)
def test_what_looks_like_a_date_and_is_none_is_refused(words, refused):
    assert why_not(words, today=TODAY) == NOT_A_DAY.format(refused)


@pytest.mark.parametrize(
    ("words", "refused"),
    [
        ("Friday 5 March 2026", "5 March 2026 is a Thursday, not a Friday."),
        ("by Mon 10 March", "10 March 2026 is a Tuesday, not a Monday."),
    ],
)
def test_a_day_of_another_weekday_is_refused(words, refused):
    assert why_not(words, today=TODAY) == refused


@pytest.mark.parametrize(
    "words",
    ["", "Thursday 5 March 2026", "29 February", "end of March", "paragraph 4.2.11", "in 31 days", "2026/27", "soon"],
)
def test_nothing_else_is_refused(words):
    assert why_not(words, today=TODAY) == ""


# Words that were kept before, and those that the minutes keep beside a day


@pytest.mark.parametrize(
    ("due", "shown"),
    [
        (Due(), ""),
        (Due(on=dt.date(2020, 9, 30)), "30 September 2020"),
        (Due(dt.date(2020, 9, 30), None, "by 30 September"), "30 September 2020"),
        (Due(dt.date(2020, 9, 30), None, "30/09/2020"), "30 September 2020"),
        (Due(dt.date(2020, 9, 30), None, "in two weeks"), "30 September 2020"),
        (Due(dt.date(2020, 9, 30), None, "by the end of September"), "End of September (30 September 2020)"),
        (Due(dt.date(2020, 9, 30), None, "comments by 30 September"), "Comments by 30 September (30 September 2020)"),
        (Due(None, MAY, "by the next meeting"), "At the meeting of 5 May 2026"),
        (Due(None, MAY, "in advance of our next Harbour Resettlement Board meeting"), "At the meeting of 5 May 2026"),
        (Due(None, MAY, "at the meeting of 5 May 2026"), "At the meeting of 5 May 2026"),
        (Due(text="by 30 September"), "by 30 September"),
    ],
)
def test_words_are_shown_only_where_they_say_more(due, shown):
    assert due.words == shown


def test_what_is_shown_fits_where_it_is_kept():
    for due in (Due(TODAY, None, "d" * 300), Due(None, MAY, "d" * 300), Due(text="d" * 300)):
        assert len(due.words) == 300


ANY_WORDS = st.text(max_size=320) | st.lists(
    st.sampled_from(
        [
            "by",
            "the",
            "end",
            "of",
            "March",
            "2027",
            "review",
            "ongoing,",
            "next",
            "meeting",
            "in",
            "two",
            "31",
            "5",
            "weeks",
            "days",
            "(",
            ")",
            "5/3",
            "2026",
            "at",
            "Friday",
            "June",
            "not",
            "draft",
        ]
    ),
    max_size=8,
).map(" ".join)


@given(words=ANY_WORDS, today=st.dates(min_value=dt.date(1900, 1, 1)))
@example(words="not before 5 March 2026 (5 March 2026)", today=TODAY)
@example(words=f"{'d' * 290} (5 March 2026)", today=TODAY)
@example(words="Meeting of 6 March 2026", today=TODAY)
@example(words="in 999 years", today=dt.date.max)
def test_any_words_are_read_and_what_was_read_is_read_again(words, today):
    due = read(words, today=today)
    assert isinstance(why_not(words, today=today), str)

    again = read(due.words, today=today)

    assert (again.on, again.at) == (due.on, due.at)
    assert len(due.text) <= 300
    assert again.words == due.words
