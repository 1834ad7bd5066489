"""What pages of other apps show of actions."""

import datetime as dt
import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.test import RequestFactory

from actions.models import ActionOwner, Status
from meetings.models import Minute
from tests.factories import (
    DAY,
    make_action,
    make_item,
    make_meeting,
    make_minute,
    make_organisation,
    make_person,
    make_update,
)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: DAY)


def draw(tag, user, **context):
    request = RequestFactory().get("/")
    request.user = user
    return Template("{% load actions %}{% " + tag + " %}").render(Context({"request": request, **context}))


def words_of(markup):
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


def test_a_status_is_a_word_first(db):
    assert draw("action_status action", AnonymousUser(), action=make_action()) == (
        '<strong class="govuk-tag govuk-tag--blue">Open</strong>'
    )


@pytest.mark.parametrize("status", Status)
def test_every_status_has_a_colour(db, status):
    assert str(status.label) in draw("status_tag status", AnonymousUser(), status=status)


def test_a_boards_figures_are_of_what_the_reader_sees(board, secretary, member):
    make_action(board, raised_on=DAY - dt.timedelta(days=9), due_on=DAY - dt.timedelta(days=1))
    make_action(raised_in=make_minute(make_item(make_meeting(board))))
    make_update(make_action(board), Status.COMPLETE)

    markup = draw("board_action_figures board", secretary, board=board)
    assert words_of(markup) == "1 Overdue 2 Open 1 Complete All actions of this board"
    assert 'href="/actions/?board=rr3&amp;status=open"' in markup
    assert words_of(draw("board_action_figures board", member, board=board)).startswith("1 Overdue 1 Open 1 Complete")
    assert "no actions that you may see" in draw("board_action_figures board", AnonymousUser(), board=board)


def test_a_paragraph_shows_what_it_raised_and_what_it_reports_without_a_query(board, member, django_assert_num_queries):
    minute = make_minute(make_item(make_meeting(board, "published")))
    owners = [
        ActionOwner(person=make_person("Ann Ashby"), is_lead=True),
        ActionOwner(organisation=make_organisation("Trust")),
    ]
    make_action(raised_in=minute, text="Send the figures.", owners=owners, due_at=make_meeting(board, held_on=DAY))
    earlier = make_action(board, raised_on=DAY - dt.timedelta(days=40))
    make_update(earlier, Status.COMPLETE, recorded_in=minute, reported_on=DAY)
    minute = Minute.objects.prefetch_related(
        "actions_raised__due_at",
        "actions_raised__owners__person",
        "actions_raised__owners__organisation",
        "action_updates__action",
    ).get()

    with django_assert_num_queries(0):
        words = words_of(draw("minute_actions minute", member, minute=minute))

    assert words == (
        "Action RR3-1 : Send the figures. Owner: Ann Ashby, Trust. Due: At the meeting of 5 March 2026. Today: Open "
        "Update on RR3-2 : Open → Complete"
    )


def test_a_paragraph_without_actions_shows_nothing(db):
    assert draw("minute_actions minute", AnonymousUser(), minute=make_minute()).strip() == ""


def test_outstanding_actions_are_those_of_earlier_meetings_that_the_reader_sees(board, secretary, member):
    meeting = make_meeting(board)
    make_action(board, text="Left open", raised_on=DAY - dt.timedelta(days=9))
    earlier = make_meeting(board, held_on=DAY - dt.timedelta(days=20))
    make_action(raised_in=make_minute(make_item(earlier)), text="In draft")
    make_action(raised_in=make_minute(make_item(meeting)), text="Raised here")

    assert "Left open" in draw("outstanding_actions meeting", member, meeting=meeting)
    assert "In draft" not in draw("outstanding_actions meeting", member, meeting=meeting)
    assert "In draft" in draw("outstanding_actions meeting", secretary, meeting=meeting)
    assert "Raised here" not in draw("outstanding_actions meeting", secretary, meeting=meeting)


def test_a_meetings_actions_are_those_it_raised(board, secretary, member):
    meeting = make_meeting(board)
    make_action(raised_in=make_minute(make_item(meeting)), text="Raised here")
    make_action(board, text="Raised elsewhere")

    assert "Raised here" in draw("meeting_actions meeting", secretary, meeting=meeting)
    assert "Raised elsewhere" not in draw("meeting_actions meeting", secretary, meeting=meeting)
    assert "No actions were raised" in draw("meeting_actions meeting", member, meeting=meeting)


def test_what_somebody_owes_is_open_and_soonest_due_first(board, member):
    trust = make_organisation("Trust")
    ann = make_person("Ann Ashby", organisation=trust)
    for number, owner in enumerate([{"person": ann}] * 9 + [{"organisation": trust}] * 2):
        make_action(
            board, text=f"Thing {number}", owners=[ActionOwner(**owner)], due_on=DAY + dt.timedelta(days=20 - number)
        )
    make_update(make_action(board, text="Done", owners=[ActionOwner(person=ann)]), Status.COMPLETE)
    make_action(
        raised_in=make_minute(make_item(make_meeting(board))), text="In draft", owners=[ActionOwner(person=ann)]
    )

    hers = draw("owed_actions person=person", member, person=ann)
    theirs = draw("owed_actions organisation=trust", member, trust=trust)

    assert re.findall(r"Thing \d+", hers) == [f"Thing {number}" for number in range(8, -1, -1)]
    assert re.findall(r"Thing \d+", theirs) == [f"Thing {number}" for number in range(10, 0, -1)]
    assert "All 11 open actions in the register" in words_of(theirs)
    assert f'href="/actions/?organisation={trust.pk}&amp;state=open"' in theirs
    assert "In draft" not in hers + theirs
    assert "Done" not in hers + theirs


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("tag", "queries"),
    [("outstanding_actions meeting", 3), ("meeting_actions meeting", 2), ("owed_actions person=person", 3), ("board_action_figures board", 1)],
)  # fmt: skip
def test_asks_the_database_a_fixed_number_of_times(board, secretary, rows, tag, queries, django_assert_num_queries):
    ann = make_person("Ann Ashby")
    meeting = make_meeting(board)
    for _ in range(rows):
        make_action(
            raised_in=make_minute(make_item(meeting)), owners=[ActionOwner(person=ann)], due_at=make_meeting(board)
        )
        make_action(board, raised_on=DAY - dt.timedelta(days=9), owners=[ActionOwner(organisation=make_organisation())])
    draw(tag, secretary, meeting=meeting, person=ann, board=board)

    with django_assert_num_queries(queries):
        draw(tag, secretary, meeting=meeting, person=ann, board=board)
