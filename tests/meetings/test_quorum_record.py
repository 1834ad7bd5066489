"""Which meetings were quorate, by the quorum that was in force on the day."""

from __future__ import annotations

import datetime as dt

import pytest

from meetings.models import Attendance, Meeting
from meetings.quorum_record import quorum_record
from organisations.models import Membership
from tests.factories import make_attendance, make_board, make_meeting, make_membership, make_person, make_user

Status, Capacity, Role, Stage = Attendance.Status, Attendance.Capacity, Membership.Role, Meeting.Stage
pytestmark = pytest.mark.django_db
JANUARY, FEBRUARY, MARCH = dt.date(2026, 1, 8), dt.date(2026, 2, 5), dt.date(2026, 3, 5)


def board_with(*quorums, **overrides):
    """A board whose history gives these quorums, each from its day on."""
    board = make_board(quorum=quorums[0][1], **overrides)
    for _, quorum in quorums[1:]:
        board.quorum = quorum
        board.save()
    for row, (day, _) in zip(board.history.order_by("history_id"), quorums, strict=True):
        row.history_date = dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC)
        row.save()
    return board


def reader_of(board, role=Role.SECRETARIAT):
    user = make_user()
    make_membership(board, person=make_person(user=user), role=role)
    return user


def held(board, day, members, stage=Stage.APPROVED):
    meeting = make_meeting(board, stage, held_on=day)
    for _ in range(members):
        make_attendance(meeting)
    return meeting


def record_of(board, meetings, user):
    return quorum_record(meetings, user, board=board, on=dt.date(2026, 4, 1))


def test_each_meeting_is_judged_by_the_quorum_of_its_day():
    board = board_with((JANUARY, 2), (MARCH, 3))
    meetings = [held(board, day, 2) for day in (dt.date(2025, 6, 1), JANUARY, FEBRUARY, MARCH)]

    record = record_of(board, meetings, reader_of(board))

    assert [(row.quorum.needed, row.words) for row in record.rows] == [
        (2, "Quorate"),
        (2, "Quorate"),
        (2, "Quorate"),
        (3, "Not quorate"),
    ]
    assert str(record) == "3 of 4 quorate"


def test_before_the_board_was_kept_here_its_quorum_is_the_one_that_it_was_set_up_with():
    board = board_with((JANUARY, None), (JANUARY, 2), (FEBRUARY, 9))

    [row] = record_of(board, [held(board, dt.date(2020, 1, 1), 2)], reader_of(board)).rows

    assert (row.quorum.needed, row.words) == (2, "Quorate")


def test_only_members_who_were_there_and_those_who_stood_in_make_a_quorum():
    board = board_with((JANUARY, 2))
    meeting = held(board, JANUARY, 1)
    away = make_person()
    make_attendance(meeting, person=away, status=Status.APOLOGIES)
    make_attendance(meeting, substitute_for=away)
    make_attendance(meeting, capacity=Capacity.OFFICIAL)

    [row] = record_of(board, [meeting], reader_of(board)).rows

    assert (row.quorum.present, row.words) == (2, "Quorate")


def test_a_board_without_a_quorum_judges_no_meeting():
    board = board_with((JANUARY, None))

    record = record_of(board, [held(board, FEBRUARY, 2)], reader_of(board))

    assert ([row.words for row in record.rows], record.judged) == (["No quorum set"], 0)
    assert str(record) == "No meeting to judge"


def test_what_is_not_open_and_what_has_no_roll_is_said_and_not_judged():
    board = board_with((JANUARY, 1))
    meetings = [held(board, JANUARY, 1), held(board, FEBRUARY, 1, Stage.CIRCULATED), held(board, MARCH, 0)]

    record = record_of(board, meetings, reader_of(board, Role.OFFICIAL))

    assert [row.words for row in record.rows] == ["Quorate", "Not open to you yet", "No roll taken"]
    assert [row.quorum is None for row in record.rows] == [False, True, True]
    assert (str(record), record.not_open) == ("1 of 1 quorate", 1)
