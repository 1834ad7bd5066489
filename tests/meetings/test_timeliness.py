"""How long minutes took, as things stood on any day."""

from __future__ import annotations

import datetime as dt

import pytest
from django.template.loader import render_to_string

from meetings.models import Meeting
from meetings.record import meetings_record
from meetings.timeliness import timeliness
from organisations.models import Board, Membership
from organisations.roles import roles_of
from tests.factories import make_attendance, make_board, make_meeting, make_membership, make_person, make_user

Stage = Meeting.Stage
HELD = dt.date(2026, 3, 5)


def noon(day):
    return dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC)


def after(days):
    return noon(HELD + dt.timedelta(days=days))


def meeting_with(**stamps):
    """Never saved: of stage and target it is asked without the database."""
    return Meeting(held_on=HELD, **{f"{stage}_at": after(days) for stage, days in stamps.items()})


def row_of(meeting, *, target=14, on=dt.date(2026, 6, 1)):
    [row] = timeliness([meeting], board=Board(minutes_target_days=target), on=on).rows
    return row


@pytest.mark.parametrize(
    ("stamps", "target", "passed", "expected"),
    [
        ({}, 14, 14, ("drafting", None, None, "")),
        ({}, 14, 15, ("drafting", None, None, "Overdue")),
        ({}, None, 400, ("drafting", None, None, "")),
        ({"with_chair": 7}, 14, 15, ("with_chair", None, None, "Overdue")),
        ({"with_chair": 7, "circulated": 14}, 14, 20, ("circulated", 14, None, "Within target")),
        ({"with_chair": 7, "circulated": 15}, 14, 20, ("circulated", 15, None, "After target")),
        ({"circulated": 15}, None, 20, ("circulated", 15, None, "")),
        ({"circulated": 10, "approved": 60}, 14, 70, ("approved", 10, 60, "Within target")),
        ({"circulated": 10, "approved": 60, "published": 70}, 14, 70, ("published", 10, 60, "Within target")),
        ({"approved": 9}, 14, 70, ("approved", 9, 9, "Within target")),
        # What was stamped after the day had not happened then.
        ({"circulated": 10, "approved": 60}, 14, 59, ("circulated", 10, None, "Within target")),
        ({"circulated": 20, "approved": 60}, 14, 19, ("drafting", None, None, "Overdue")),
    ],
)
def test_stage_days_and_target_are_as_they_were_on_the_day(stamps, target, passed, expected):
    row = row_of(meeting_with(**stamps), target=target, on=HELD + dt.timedelta(days=passed))

    assert (row.stage, row.days, row.days_to_approve, row.words) == expected


def test_a_moment_counts_on_the_day_that_it_was_in_london():
    meeting = Meeting(held_on=HELD, circulated_at=dt.datetime(2026, 6, 1, 23, 30, tzinfo=dt.UTC))

    assert row_of(meeting, on=dt.date(2026, 6, 1)).days is None
    assert row_of(meeting, on=dt.date(2026, 6, 2)).days == (dt.date(2026, 6, 2) - HELD).days


def test_the_totals_judge_only_what_can_be_judged():
    days = [{"circulated": 10}, {"circulated": 16, "approved": 40}, {}]
    later = Meeting(held_on=dt.date(2026, 5, 30))
    to_come = Meeting(held_on=dt.date(2026, 7, 1))
    meetings = [*(meeting_with(**stamps) for stamps in days), later, to_come]

    found = timeliness(meetings, board=Board(minutes_target_days=14), on=dt.date(2026, 6, 1))

    assert (found.within, found.judged, found.overdue) == (1, 3, 1)
    assert (found.circulated, found.outstanding) == (2, 2)
    assert (found.median_days, found.median_days_to_approve) == (13, 40)


def test_nothing_circulated_has_no_median():
    found = timeliness([], board=Board(minutes_target_days=14), on=HELD)

    assert (found.median_days, found.median_days_to_approve, found.judged) == (None, None, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_the_whole_record_takes_four_queries(rows, django_assert_num_queries):
    board = make_board(quorum=1, minutes_target_days=14)
    user = make_user()
    make_membership(board, person=make_person(user=user), role=Membership.Role.SECRETARIAT)
    days = [HELD + dt.timedelta(weeks=week) for week in range(rows)]
    meetings = [make_meeting(board, Stage.CIRCULATED, held_on=day, circulated_at=noon(day)) for day in days]
    for meeting in meetings:
        make_attendance(meeting)
    roles_of(user)
    with django_assert_num_queries(4):
        record = meetings_record(meetings, user, board=board, on=dt.date(2026, 6, 1))
        shown = {"quorum": record.quorum, "minutes": record.minutes, "rows": record.rows, "label": "Notes"}
        page = render_to_string("meetings/partials/meetings_record.html", shown)
    words = " ".join(page.split())
    assert f"{rows} of {rows} meeting{'' if rows == 1 else 's'} quorate" in words
    assert f"Notes: {rows} of {rows} circulated within 14 days; the median is 0 days" in words
