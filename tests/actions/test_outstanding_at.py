"""How actions stood when a meeting began, as a table of what was reported when."""

import datetime as dt

import pytest

from actions.models import Action, Status
from actions.services import Due
from tests.factories import DAY, make_action, make_item, make_meeting, make_minute, make_update

pytestmark = pytest.mark.django_db

BEFORE_LAST, LAST, RAISED = (DAY - dt.timedelta(days=days) for days in (80, 60, 100))
SINCE, AFTER = DAY - dt.timedelta(days=10), DAY + dt.timedelta(days=10)
COMPLETE, OPEN, DELAYED = Status.COMPLETE, Status.OPEN, Status.DELAYED


def moment(hour, day=DAY):
    """In winter, when London keeps the time of the database."""
    return dt.datetime.combine(day, dt.time(hour), tzinfo=dt.UTC)


@pytest.fixture
def meeting(board):
    make_meeting(board, held_on=LAST)
    return make_meeting(board, starts_at=dt.time(14))


def stood(meeting):
    found = Action.objects.outstanding_at(meeting).values_list("reference", "status_then")
    return dict(found.order_by("number"))


def paragraph_of(meeting):
    return make_minute(make_item(meeting))


@pytest.mark.parametrize(
    ("reports", "then"),
    [
        ([], OPEN),
        ([(SINCE, DELAYED)], DELAYED),
        ([(SINCE, COMPLETE)], COMPLETE),
        ([(LAST, COMPLETE)], COMPLETE),  # between meetings, on the day of the last one
        ([(BEFORE_LAST, COMPLETE)], None),
        ([(AFTER, COMPLETE)], OPEN),
        ([(SINCE, DELAYED), (AFTER, COMPLETE)], DELAYED),
        ([(BEFORE_LAST, COMPLETE), (SINCE, OPEN)], OPEN),
        ([(BEFORE_LAST, COMPLETE), (AFTER, OPEN)], None),
        ([(SINCE, COMPLETE), (AFTER, OPEN)], COMPLETE),
        ([(SINCE, COMPLETE), (AFTER, Status.NO_LONGER_NEEDED)], COMPLETE),
        ([(BEFORE_LAST, COMPLETE), (SINCE, Status.NO_LONGER_NEEDED)], None),  # closed once, long ago
        ([(AFTER, COMPLETE), (SINCE, DELAYED)], DELAYED),  # read in late, from an older document
        ([(AFTER, DELAYED), (BEFORE_LAST, Status.IN_PROGRESS)], Status.IN_PROGRESS),
    ],
)
def test_an_action_stands_as_it_was_reported_before_the_meeting(board, meeting, reports, then):
    action = make_action(board, raised_on=RAISED)
    for day, status in reports:
        action.refresh_from_db()
        make_update(action, status, reported_on=day, reopen=action.is_closed and status in (OPEN, DELAYED))

    assert stood(meeting) == ({action.reference: then} if then else {})


@pytest.mark.parametrize(
    ("raised_on", "is_listed"), [(RAISED, True), (SINCE, True), (DAY - dt.timedelta(days=1), True), (DAY, False)]
)
def test_what_was_raised_before_the_day_is_outstanding(board, meeting, raised_on, is_listed):
    make_action(board, raised_on=raised_on)
    make_action(raised_in=paragraph_of(meeting))

    assert len(stood(meeting)) == is_listed


def test_what_a_meeting_records_is_not_how_it_stood(board, meeting):
    action = make_action(board, raised_on=RAISED)
    make_update(action, COMPLETE, reported_on=DAY, recorded_in=paragraph_of(meeting))
    later = make_meeting(board, held_on=AFTER)

    assert stood(meeting) == {action.reference: OPEN}
    assert stood(later) == {}


def test_a_report_dated_before_the_day_but_recorded_by_the_meeting_is_what_the_meeting_did(board, meeting):
    action = make_action(board, raised_on=RAISED)
    make_update(action, COMPLETE, reported_on=SINCE, recorded_in=paragraph_of(meeting))

    assert stood(meeting) == {action.reference: OPEN}


@pytest.mark.parametrize(
    ("starts_at", "entered_at", "then"),
    [
        (dt.time(14), moment(13), DELAYED),
        (dt.time(14), moment(14), OPEN),
        (dt.time(14), moment(9, AFTER), OPEN),
        (dt.time(14), None, DELAYED),
        (None, moment(23), DELAYED),
        (None, moment(0, DAY + dt.timedelta(days=1)), OPEN),
    ],
)
def test_a_report_of_the_very_day_counts_if_it_was_entered_before_the_meeting_began(
    board, meeting, secretary, starts_at, entered_at, then
):
    meeting.starts_at = starts_at
    action = make_action(board, raised_on=RAISED)
    make_update(action, DELAYED, reported_on=DAY, by=secretary if entered_at else None, at=entered_at)

    assert stood(meeting) == {action.reference: then}


def test_a_summer_meeting_begins_by_the_clock_in_london(board, secretary):
    day = dt.date(2026, 7, 2)
    meeting = make_meeting(board, held_on=day, starts_at=dt.time(14))
    actions = [make_action(board, raised_on=RAISED) for _ in range(2)]
    for action, hour in zip(actions, (12, 13), strict=True):  # 13:00 and 14:00 in London
        make_update(action, DELAYED, reported_on=day, by=secretary, at=moment(hour, day))

    assert list(stood(meeting).values()) == [DELAYED, OPEN]


@pytest.mark.parametrize("day", [dt.date.min, dt.date.max])
def test_a_day_at_either_end_of_the_calendar_has_its_list(board, day):
    action = make_action(board)
    assert list(stood(make_meeting(board, held_on=day))) == ([action.reference] if day == dt.date.max else [])


def test_of_two_meetings_on_one_day_the_second_knows_what_the_first_recorded(board, meeting):
    second = make_meeting(board)
    for_first, for_second = make_action(board, raised_on=RAISED), make_action(board, raised_on=RAISED)
    make_update(for_first, DELAYED, reported_on=DAY, recorded_in=paragraph_of(meeting))
    make_update(for_second, DELAYED, reported_on=DAY, recorded_in=paragraph_of(second))

    assert list(stood(meeting).values()) == [OPEN, OPEN]
    assert list(stood(second).values()) == [DELAYED, OPEN]


def test_an_action_is_due_as_it_was_said_before_the_meeting(board, meeting):
    first, then = AFTER, AFTER + dt.timedelta(days=30)
    kept, put_off, unsaid = (make_action(board, raised_on=RAISED, **due) for due in ({"due_on": first},) * 2 + ({},))
    make_update(kept, Status.IN_PROGRESS, reported_on=AFTER)
    make_update(put_off, DELAYED, reported_on=AFTER, due=Due(on=then))
    make_update(unsaid, DELAYED, reported_on=SINCE, due=Due(text="in the summer"))

    found = Action.objects.outstanding_at(meeting).order_by("number")

    assert list(found.values_list("due_words_then", "due_then")) == [
        ("15 March 2026", first),
        ("15 March 2026", first),
        (None, None),
    ]


def test_what_was_open_then_is_not_what_is_open_today(board, meeting):
    closed_since, reopened_since, other_board = (
        make_action(board, raised_on=RAISED),
        make_action(board, raised_on=RAISED),
        make_action(raised_on=RAISED),
    )
    make_update(closed_since, COMPLETE, reported_on=AFTER)
    make_update(reopened_since, COMPLETE, reported_on=SINCE)
    reopened_since.refresh_from_db()
    make_update(reopened_since, OPEN, reported_on=AFTER, reopen=True)

    assert list(Action.objects.outstanding_at(meeting).open_then()) == [closed_since]
    assert other_board.reference not in stood(meeting)


def test_without_an_earlier_meeting_everything_that_was_finished_is_listed(board):
    action = make_action(board, raised_on=RAISED)
    make_update(action, COMPLETE, reported_on=BEFORE_LAST, by=None)

    assert stood(make_meeting(board)) == {action.reference: COMPLETE}
