"""Who came: by person, and by organisation so that a new official, a colleague or a substitute is no absence."""

from __future__ import annotations

import datetime as dt

import pytest
from django.template.loader import render_to_string

from meetings.attendance_record import Share, attendance_record
from meetings.models import Attendance, Meeting
from organisations.models import Membership
from organisations.roles import roles_of
from tests.factories import (
    DAY,
    make_attendance,
    make_board,
    make_meeting,
    make_membership,
    make_organisation,
    make_person,
    make_user,
)

Status, Capacity, Role, Stage = Attendance.Status, Attendance.Capacity, Membership.Role, Meeting.Stage
pytestmark = pytest.mark.django_db
JANUARY, FEBRUARY, MARCH = dt.date(2026, 1, 8), dt.date(2026, 2, 5), DAY


@pytest.fixture
def board():
    return make_board("The board")


@pytest.fixture
def reader(board):
    user = make_user()
    keeper = make_person("Zoe Secretary", user=user)
    make_membership(board, person=keeper, role=Role.SECRETARIAT)
    return user


def held(board, *days, stage=Stage.APPROVED):
    return [make_meeting(board, stage, held_on=day) for day in days]


def record_of(board, meetings, user, *, on=dt.date(2026, 4, 1)):
    return attendance_record(meetings, user, board=board, on=on)


def letters(rows):
    return {row.name: ("".join(mark.letter or "." for mark in row.marks), str(row.share)) for row in rows}


def test_each_status_has_its_letter_and_counts_by_what_was_expected(board, reader):
    asha = make_person("Asha", organisation=make_organisation("Anchor"))
    make_membership(board, person=asha)
    meetings = held(board, JANUARY, FEBRUARY, MARCH, dt.date(2026, 3, 19), dt.date(2026, 3, 26))
    somebody = make_person("Somebody", organisation=make_organisation("Other"))
    for meeting, status in zip(meetings, ["present", "apologies", "absent", "not_expected", None], strict=True):
        make_attendance(meeting, person=somebody)
        if status:
            make_attendance(meeting, person=asha, organisation=asha.organisation, status=status)

    record = record_of(board, meetings, reader)

    assert letters(record.members) == {"Asha": ("PA–.?", "1 of 4"), "Somebody": ("PPPPP", "5 of 5")}
    assert letters(record.member_organisations) == {"Anchor": ("PA–.?", "1 of 4")}
    assert (record.share, record.share.percent, record.counted) == (Share(6, 9), 67, 5)


def test_a_substitute_counts_as_being_there_for_the_member_and_is_no_row_of_their_own(board, reader):
    anchor, bridge = make_organisation("Anchor"), make_organisation("Bridge")
    asha = make_person("Asha", organisation=anchor)
    make_membership(board, person=asha, organisation=anchor)
    [listed, unlisted, stayed_away] = meetings = held(board, JANUARY, FEBRUARY, MARCH)
    stand_in = make_person("Stan", organisation=bridge)
    make_attendance(listed, person=asha, organisation=anchor, status=Status.APOLOGIES)
    for meeting in (listed, unlisted):
        make_attendance(meeting, person=stand_in, organisation=bridge, substitute_for=asha)
    make_attendance(stayed_away, person=stand_in, organisation=bridge, substitute_for=asha, status=Status.APOLOGIES)
    make_attendance(stayed_away, person=asha, organisation=anchor, status=Status.ABSENT)

    record = record_of(board, meetings, reader)

    assert letters(record.members) == {"Asha": ("SS–", "2 of 3")}
    assert letters(record.member_organisations) == {"Anchor": ("SS–", "2 of 3")}


def test_a_change_of_official_is_no_absence_of_their_organisation(board, reader):
    ministry = make_organisation("Ministry of Justice", acronym="MoJ")
    before, after = make_person("Beth", organisation=ministry), make_person("Carl", organisation=ministry)
    make_membership(board, person=before, role=Role.OFFICIAL, ends_on=FEBRUARY - dt.timedelta(days=1))
    make_membership(board, person=after, role=Role.OFFICIAL, starts_on=FEBRUARY)
    meetings = held(board, JANUARY, FEBRUARY, MARCH)
    for meeting, person in zip(meetings, [before, after, after], strict=True):
        make_attendance(meeting, person=person, organisation=ministry, capacity=Capacity.OFFICIAL)

    record = record_of(board, meetings, reader)

    assert letters(record.officials) == {"Beth": ("P..", "1 of 1"), "Carl": (".PP", "2 of 2")}
    assert letters(record.official_organisations) == {"Ministry of Justice": ("PPP", "3 of 3")}
    assert [row.detail for row in record.officials] == ["MoJ", "MoJ"]
    assert (record.share, record.official_share) == (Share(0, 0), Share(3, 3))


def test_a_colleague_who_comes_along_makes_their_organisation_present_and_a_note_taker_does_not(board, reader):
    anchor = make_organisation("Anchor")
    asha = make_person("Asha", organisation=anchor)
    meetings = held(board, JANUARY, FEBRUARY)
    for meeting, capacity in zip(meetings, [Capacity.IN_ATTENDANCE, Capacity.SECRETARIAT], strict=True):
        make_attendance(meeting, person=asha, organisation=anchor, status=Status.APOLOGIES)
        make_attendance(meeting, organisation=anchor, capacity=capacity, person=make_person())

    record = record_of(board, meetings, reader)

    assert letters(record.members) == {"Asha": ("AA", "0 of 2")}
    assert letters(record.member_organisations) == {"Anchor": ("PA", "1 of 2")}


def test_somebody_who_moved_counts_for_the_organisation_that_they_came_for_that_day(board, reader):
    anchor, bridge = make_organisation("Anchor"), make_organisation("Bridge")
    asha = make_person("Asha", organisation=bridge)
    meetings = held(board, JANUARY, FEBRUARY)
    for meeting, organisation in zip(meetings, [anchor, bridge], strict=True):
        make_attendance(meeting, person=asha, organisation=organisation)

    record = record_of(board, meetings, reader)

    assert letters(record.members) == {"Asha": ("PP", "2 of 2")}
    assert letters(record.member_organisations) == {"Anchor": ("P.", "1 of 1"), "Bridge": (".P", "1 of 1")}


def test_a_board_of_organisations_counts_organisations_alone(board, reader):
    board.attendance_of = board.AttendanceOf.ORGANISATIONS
    board.save()
    police, council = make_organisation("Police"), make_organisation("Council")
    make_membership(board, organisation=police)
    make_membership(board, organisation=council)
    make_membership(
        board, person=make_person("Signs in"), organisation=make_organisation("Ministry"), role=Role.OFFICIAL
    )
    meetings = held(board, JANUARY, FEBRUARY)
    make_attendance(meetings[0], organisation=police, person=None)
    make_attendance(meetings[1], organisation=police, person=None, status=Status.ABSENT)
    make_attendance(meetings[1], organisation=council, person=None)

    record = record_of(board, meetings, reader)

    assert (record.members, record.officials, record.official_organisations) == ([], [], [])
    assert letters(record.member_organisations) == {"Council": ("?P", "1 of 2"), "Police": ("P–", "1 of 2")}
    assert [column.members for column in record.columns] == [Share(1, 2), Share(1, 2)]
    assert (record.share, record.is_by_organisation) == (Share(2, 4), True)


def test_an_organisation_that_belongs_was_there_also_where_the_roll_has_it_in_attendance(board, reader):
    board.attendance_of = board.AttendanceOf.ORGANISATIONS
    board.save()
    police, ministry, left = make_organisation("Police"), make_organisation("Ministry"), make_organisation("Left")
    make_membership(board, organisation=police)
    make_membership(board, organisation=ministry, role=Role.OFFICIAL)
    make_membership(board, organisation=left, ends_on=JANUARY)
    meetings = held(board, JANUARY, FEBRUARY)
    for body in (police, ministry, left):
        make_attendance(meetings[0], organisation=body, person=None)
        make_attendance(meetings[1], organisation=body, person=None, capacity=Capacity.IN_ATTENDANCE)

    record = record_of(board, meetings, reader)

    assert letters(record.member_organisations) == {"Left": ("P.", "1 of 1"), "Police": ("PP", "2 of 2")}
    assert letters(record.official_organisations) == {"Ministry": ("PP", "2 of 2")}


def test_an_official_is_told_which_meeting_is_not_open_yet_and_it_counts_nowhere(board, official_of):
    official = official_of(board)
    asha = make_person("Asha")
    approved, circulated = meetings = [
        make_meeting(board, Stage.APPROVED, held_on=JANUARY),
        make_meeting(board, Stage.CIRCULATED, held_on=FEBRUARY),
    ]
    make_attendance(approved, person=asha)
    make_attendance(circulated, person=asha, status=Status.ABSENT)
    make_attendance(circulated, person=make_person("Only there in the draft"))

    record = record_of(board, meetings, official)

    assert letters(record.members) == {"Asha": ("P…", "1 of 1")}
    assert [mark.words for mark in record.key] == ["present", "not open to you yet"]
    assert [str(column.state) for column in record.columns] == ["taken", "not open to you yet"]
    assert (record.counted, record.not_open, record.columns[1].members) == (1, 1, Share())
    page = render_to_string("meetings/partials/attendance_record.html", {"record": record, "board": board})
    assert "not open to you yet" in page
    assert "Only there in the draft" not in page


def test_a_meeting_without_a_roll_and_one_to_come_count_nowhere(board, reader):
    make_membership(board, person=make_person("Asha"))
    told_ahead, to_come = held(board, JANUARY, MARCH)
    make_attendance(told_ahead, status=Status.APOLOGIES)
    make_attendance(to_come)

    record = record_of(board, [told_ahead, to_come], reader, on=FEBRUARY)

    assert (record.counted, record.not_taken, record.members) == (0, 1, [])
    page = render_to_string("meetings/partials/attendance_record.html", {"record": record, "board": board})
    assert "No meeting whose roll was taken is open to you here." in page


def test_members_of_another_board_are_not_expected(board, reader):
    make_membership(make_board(), person=make_person("Of another board"))
    [meeting] = held(board, JANUARY)
    make_attendance(meeting, person=make_person("Asha"))

    assert letters(record_of(board, [meeting], reader).members) == {"Asha": ("P", "1 of 1")}


@pytest.mark.parametrize("rows", [1, 3])
def test_it_takes_four_queries(board, reader, rows, django_assert_num_queries):
    days = [JANUARY, FEBRUARY, MARCH][:rows]
    meetings = held(board, *days)
    for meeting in meetings:
        for _ in range(rows):
            make_attendance(meeting, organisation=make_organisation())
            make_membership(board)
    roles_of(reader)
    with django_assert_num_queries(4):
        record = record_of(board, meetings, reader)
        render_to_string("meetings/partials/attendance_record.html", {"record": record, "board": board})


@pytest.fixture
def official_of():
    def make(board):
        user = make_user()
        make_membership(board, person=make_person("Owen Official", user=user), role=Role.OFFICIAL, starts_on=MARCH)
        return user

    return make
