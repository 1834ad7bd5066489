"""Planning a meeting: its agenda is there from the start, and what refers to it stays with it when it moves."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.models import AgendaItem, Meeting
from meetings.services import defer_item, delete_item, plan_meeting
from tests.factories import (
    DAY,
    make_action,
    make_board,
    make_item,
    make_meeting,
    make_membership,
    make_minute,
    make_person,
    make_standing_item,
)

LATER = DAY + dt.timedelta(days=90)
USUAL = [
    ("1", "Welcome and apologies", "welcome"),
    ("2", "Minutes of the last meeting", "last_minutes"),
    ("3", "Outstanding actions", "outstanding_actions"),
    ("4", "Any other business", "other_business"),
    ("5", "Date of next meeting", "next_meeting"),
]


@pytest.fixture
def keeper(client, secretary):
    client.force_login(secretary)
    return client


def plan(board, secretary, day=LATER, **how):
    meeting = Meeting(board=board, held_on=day)
    plan_meeting(meeting, by=secretary, **how)
    return meeting


def agenda(meeting):
    return [(item.number, item.title, item.kind) for item in meeting.items.all()]


def titles(meeting):
    return [item.title for item in meeting.items.all()]


def test_a_board_that_said_nothing_has_the_usual_items(board, secretary):
    meeting = plan(board, secretary)
    assert agenda(meeting) == USUAL
    assert {row.history_user for row in AgendaItem.history.all()} == {secretary}


def test_a_board_has_its_own_standing_items(board, secretary):
    make_standing_item(board, title="Opening", kind="welcome", minutes_allotted=5, position=2)
    make_standing_item(board, title="Quiet minute", purpose="information", position=1)
    make_standing_item(make_board(), title="Of another board")
    rows = plan(board, secretary).items.all()
    assert [(i.number, i.title, i.kind, i.purpose, i.minutes_allotted) for i in rows] == [
        ("1", "Quiet minute", "ordinary", "information", None),
        ("2", "Opening", "welcome", "discussion", 5),
    ]


def test_an_agenda_may_start_empty(board, secretary):
    assert agenda(plan(board, secretary, is_empty=True)) == []


def test_the_shape_of_an_earlier_meeting_is_copied_without_what_was_said_or_came_once(board, secretary):
    earlier, person = make_meeting(board), make_person("Ada Ashdown")
    first = make_item(earlier, title="Housing", presenter=person, purpose="decision", minutes_allotted=25, number="7")
    make_minute(first, text="Rents were discussed.")
    make_item(earlier, title="In detail", depth=2, number="7.1")
    make_item(earlier, title="Late", is_late=True)
    make_item(earlier, title="Put off", is_deferred=True)
    make_item(earlier, title="Returned", came_from=make_item())
    rows = list(plan(board, secretary, like=earlier).items.filter(came_from__isnull=True))
    assert [(i.number, i.title, i.depth, i.presenter, i.purpose, i.minutes_allotted) for i in rows] == [
        ("1", "Housing", 1, person, "decision", 25),
        ("1.1", "In detail", 2, None, "discussion", None),
    ]
    assert not rows[0].minutes.exists()


def test_what_was_deferred_without_a_day_comes_back_before_the_close_and_says_from_where(board, secretary):
    item = make_item(make_meeting(board), title="Housing", minutes_allotted=20)
    assert defer_item(item, by=secretary) is None
    meeting = plan(board, secretary)
    assert titles(meeting)[3:] == ["Housing", "Any other business", "Date of next meeting"]
    assert [i.number for i in meeting.items.all()] == ["1", "2", "3", "4", "5", "6"]
    back = meeting.items.get(title="Housing")
    assert (back.came_from, back.minutes_allotted, back.is_deferred) == (item, 20, False)


def test_it_comes_back_once_and_not_to_another_board_or_an_earlier_day(board, secretary):
    defer_item(make_item(make_meeting(board), title="Housing"), by=secretary)
    assert "Housing" not in titles(plan(make_board(), secretary))
    assert "Housing" not in titles(plan(board, secretary, day=DAY - dt.timedelta(days=1)))
    assert "Housing" in titles(plan(board, secretary))
    assert "Housing" not in titles(plan(board, secretary, day=LATER + dt.timedelta(days=90)))


def test_what_was_taken_off_the_agenda_that_it_came_back_to_waits_for_the_next(board, secretary):
    """It used to be forgotten, which is what the plan is there to prevent."""
    defer_item(make_item(make_meeting(board), title="Housing"), by=secretary)
    delete_item(plan(board, secretary).items.get(title="Housing"), by=secretary)
    assert "Housing" in titles(plan(board, secretary, day=LATER + dt.timedelta(days=90)))


def test_planning_takes_as_many_statements_whatever_the_agenda(secretary):
    """Most of them ask each constraint of a new meeting, so their number is not ours to say."""

    def statements(items):
        board = make_board()
        for n in range(items):
            make_standing_item(board, title=f"Item {n}")
        with CaptureQueriesContext(connection) as queries:
            plan(board, secretary)
        return len(queries)

    assert statements(1) == statements(12)


def test_a_coming_meeting_is_planned_by_the_form_and_opens_at_its_agenda(keeper, board, secretary):
    defer_item(make_item(make_meeting(board), title="Housing"), by=secretary)
    typed = {"board": board.pk, "held_on": "5 March 2999", "agenda": "standing"}
    response = keeper.post("/meetings/add/", typed, follow=True)
    meeting = Meeting.objects.get(held_on=dt.date(2999, 3, 5))
    assert response.redirect_chain == [(f"{meeting.get_absolute_url()}agenda/", 302)]
    assert "The meeting of 5 March 2999 was added. 1 deferred item came back to it." in response.content.decode()
    assert len(titles(meeting)) == 6


def test_the_form_offers_the_meetings_of_ones_own_boards(keeper, board):
    own, other = make_item(make_meeting(board)).meeting, make_item().meeting
    make_meeting(board, held_on=LATER)  # without an agenda
    offered = dict(keeper.get("/meetings/add/").context["form"].fields["agenda"].choices)
    assert offered["The same shape as an earlier meeting"] == [(str(own.pk), str(own))]
    for wrong in (str(other.pk), "x", "\0"):
        response = keeper.post("/meetings/add/", {"board": board.pk, "held_on": "5 March 2999", "agenda": wrong})
        assert response.status_code == 200
    typed = {"board": board.pk, "held_on": "5 March 2999", "agenda": str(own.pk)}
    keeper.post("/meetings/add/", typed)
    assert titles(Meeting.objects.get(held_on=dt.date(2999, 3, 5))) == titles(own)


def test_those_who_belong_on_the_day_are_listed_on_the_roll_and_nothing_is_said_of_them_yet(keeper, board, secretary):
    make_membership(board, person=make_person("Ada Ashdown"), role="chair")
    make_membership(board, person=make_person("Cal Cole"), ends_on=LATER)
    meeting = plan(board, secretary, day=dt.date(2999, 1, 1))
    page = keeper.get(f"{meeting.get_absolute_url()}roll/")
    assert [(row.offer.name, row["status"].value()) for row in page.context["form"].rows] == [
        ("Ada Ashdown", ""),
        ("Sadia Marsh", ""),
    ]
    assert not meeting.attendance.exists()


@pytest.mark.parametrize(
    ("actions", "sentence"),
    [
        (0, "The meeting was saved."),
        (1, "The meeting was saved. 1 action that is due at it is now due on 12 March 2999."),
        (2, "The meeting was saved. 2 actions that are due at it are now due on 12 March 2999."),
    ],
)
def test_a_meeting_that_moves_takes_with_it_what_is_due_at_it_and_says_so(keeper, board, actions, sentence):
    meeting = make_meeting(board, held_on=dt.date(2999, 3, 5))
    due = [make_action(board, due_at=meeting) for _ in range(actions)]
    item = make_item(meeting)
    response = keeper.post(f"{meeting.get_absolute_url()}edit/", {"held_on": "12 March 2999"}, follow=True)
    assert sentence in response.content.decode()
    meeting.refresh_from_db()
    assert [action.due_at for action in due] == [meeting] * actions
    assert meeting.items.get() == item


def test_a_meeting_that_stays_says_nothing_of_what_is_due_at_it(keeper, board):
    meeting = make_meeting(board, held_on=dt.date(2999, 3, 5))
    make_action(board, due_at=meeting)
    typed = {"held_on": "5 March 2999", "venue": "By video call"}
    assert "now due" not in keeper.post(f"{meeting.get_absolute_url()}edit/", typed, follow=True).content.decode()
