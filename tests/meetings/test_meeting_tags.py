import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template

from meetings.models import Meeting
from tests.factories import DAY, make_attendance, make_meeting, make_organisation, make_person

Stage = Meeting.Stage


@pytest.fixture
def draw(rf):
    def draw(tag, user, **context):
        request = rf.get("/")
        request.user = user
        return Template("{% load meetings %}{% " + tag + " %}").render(Context({"request": request, **context}))

    return draw


def test_a_boards_meetings_are_what_is_coming_and_what_was_held_last(draw, board, member):
    for days in range(1, 8):
        make_meeting(board, held_on=DAY - dt.timedelta(days=days))
    make_meeting(board, held_on=dt.date(2999, 1, 1))
    html = draw("board_meetings board", member, board=board)
    days = ["1 January 2999"] + [f"{d.day} {d:%B %Y}" for d in (DAY - dt.timedelta(days=n) for n in range(1, 6))]
    assert [html.index(day) for day in days] == sorted(html.index(day) for day in days)
    assert html.count("<tr>") == 7
    assert "/meetings/?board=rr3" in html


def test_the_public_sees_only_what_a_board_published(draw, board):
    board.minutes_visible_to = "public"
    board.save()
    make_meeting(board, Stage.PUBLISHED, held_on=dt.date(2025, 1, 7))
    make_meeting(board, Stage.APPROVED, held_on=dt.date(2025, 2, 7))
    html = draw("board_meetings board", AnonymousUser(), board=board)
    assert "7 January 2025" in html
    assert "7 February 2025" not in html


def test_a_board_that_never_met_says_so(draw, board, member):
    assert "No meetings yet." in draw("board_meetings board", member, board=board)


@pytest.mark.parametrize(
    ("who", "days"),
    [
        ("secretary", ["1", "2", "3"]),
        ("member", ["2", "3"]),
        ("official", ["3"]),
        ("outsider", []),
    ],
)
def test_attendance_is_seen_where_the_minutes_may_be_read(draw, request, board, who, days):
    person = make_person()
    for day, stage in enumerate((Stage.DRAFTING, Stage.CIRCULATED, Stage.APPROVED), start=1):
        make_attendance(make_meeting(board, stage, held_on=dt.date(2025, 1, day)), person=person)
    html = draw("attended_meetings person=person", request.getfixturevalue(who), person=person)
    assert [day for day in "123" if f"{day} January 2025" in html] == days
    assert ("On the roll of no meeting" in html) == (not days)


def test_an_organisation_attended_by_itself_or_through_somebody(draw, board, member):
    trust = make_organisation()
    meeting = make_meeting(board, Stage.CIRCULATED)
    make_attendance(meeting, person=make_person("Ada Ashdown"), organisation=trust)
    make_attendance(meeting, organisation=trust, status="absent")
    html = draw("attended_meetings organisation=trust", member, trust=trust)
    assert "Ada Ashdown" in html
    assert "Absent" in html


@pytest.mark.parametrize("rows", [1, 3])
def test_tags_take_as_many_queries_whatever_they_list(draw, board, member, rows, django_assert_num_queries):
    person = make_person()
    for day in range(1, rows + 1):
        meeting = make_meeting(board, Stage.CIRCULATED, held_on=dt.date(2025, 1, day))
        make_attendance(meeting, person=person, substitute_for=make_person())
    with django_assert_num_queries(4):  # with the reader's roles
        draw("board_meetings board", member, board=board)
        draw("attended_meetings person=person", member, person=person)


def test_many_meetings_are_cut_and_it_says_so(draw, board, member):
    person = make_person()
    for day in range(21):
        meeting = make_meeting(board, Stage.CIRCULATED, held_on=DAY - dt.timedelta(days=day))
        make_attendance(meeting, person=person)
    html = draw("attended_meetings person=person", member, person=person)
    assert html.count("<tr>") == 21
    assert "The latest 20 are shown." in html
