"""The page of a recommendation: where it was made, who was asked, what they answered, and what follows."""

import datetime as dt

import pytest

from actions.services import record_response
from tests.actions.test_action_page import words_of
from tests.factories import (
    DAY,
    MOMENT,
    make_action,
    make_advice,
    make_board,
    make_document,
    make_item,
    make_meeting,
    make_minute,
    make_organisation,
    make_recommendation,
    make_theme,
)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: DAY + dt.timedelta(days=20))


@pytest.fixture
def asked(board):
    advice = make_advice(board, title="On beds", response_due_on=DAY + dt.timedelta(days=10))
    return make_recommendation(advice, make_organisation("Ministry"), number="3", text="Find beds.")


def page_of(client, user, row):
    client.force_login(user)
    return words_of(client.get(row.get_absolute_url()))


def respond(recommendation, text, **details):
    given = {"answer": "not_accepted", "responded_on": DAY, "by": None, "at": MOMENT, **details}
    return record_response(recommendation.addressees.first(), text=text, **given)


def test_it_says_what_is_recommended_to_whom_and_how_it_stands(client, official, asked):
    words = page_of(client, official, asked)

    for told in (
        "Recommendation 3",
        "Find beds.",
        "On beds",
        "Ministry",
        "Awaiting a response",
        "Overdue",
        "15 March 2026",
    ):
        assert told in words


def test_a_response_is_shown_with_by_whom_and_the_paragraph_that_reports_it(client, member, board, asked):
    minute = make_minute(make_item(make_meeting(board)))
    respond(asked, "No money.", recorded_in=minute, responded_by_words="the Minister")
    minute.item.meeting.minutes_stage = "circulated"
    minute.item.meeting.circulated_at, minute.item.meeting.circulated_by = MOMENT, member
    minute.item.meeting.save()

    words = page_of(client, member, asked)

    assert "Not accepted since 5 March 2026" in words
    assert f"No money. Answered by the Minister, in {minute.citation}" in words


def test_a_response_in_minutes_that_are_not_open_stands_but_its_words_are_not_told(client, official, board, asked):
    minute = make_minute(make_item(make_meeting(board)), text="Secret paragraph")
    respond(asked, "Secret reason.", recorded_in=minute)

    words = page_of(client, official, asked)

    assert "Not accepted since 5 March 2026" in words
    assert "The response behind this is in minutes that are not open to you yet." in words
    assert "Secret" not in words
    assert minute.citation not in words


def test_a_response_of_a_restricted_item_is_told_to_those_to_whom_it_is_open(client, official, member, board, asked):
    minute = make_minute(make_item(make_meeting(board), is_restricted=True))
    respond(asked, "Secret reason.", recorded_in=minute)
    meeting = minute.item.meeting
    meeting.minutes_stage, meeting.approved_at, meeting.approved_by = "approved", MOMENT, member
    meeting.save()

    assert "Secret reason." not in page_of(client, official, asked)
    assert "Secret reason." in page_of(client, member, asked)


def test_what_follows_is_told_as_far_as_the_reader_sees_it(client, official, member, board, asked):
    draft = make_meeting(board, stage="circulated")
    asked.actions.add(
        make_action(board, text="Count beds."),
        make_action(raised_in=make_minute(make_item(draft)), text="Secret task."),
    )
    asked.actions.add(make_action(make_board(), text="Secret elsewhere."))
    asked.meetings.add(
        make_meeting(board, title="With the Minister"), make_meeting(make_board(), title="Secret meeting")
    )
    asked.themes.add(make_theme(name="Accommodation"))

    words = page_of(client, official, asked)

    for told in ("Count beds.", "With the Minister", "Accommodation"):
        assert told in words
    assert "Secret" not in words
    assert "Secret task." in page_of(client, member, asked)


def test_its_paper_is_linked_for_those_who_may_open_it(client, official, member, board, asked):
    paper = make_document(make_meeting(board, stage="circulated"), kind="paper", title="Secret draft of the paper")
    asked.advice.document = paper
    asked.advice.save()

    assert "Secret draft" not in page_of(client, official, asked)
    assert "Secret draft" in page_of(client, member, asked)


def test_a_draft_is_for_the_secretariat(client, secretary, member, board):
    draft = make_recommendation(make_advice(board, given_on=None))

    assert "only the secretariat sees it" in page_of(client, secretary, draft)
    client.force_login(member)
    assert client.get(draft.get_absolute_url()).status_code == 404


def test_which_recommendation_supersedes_it_is_told(client, official, asked):
    later = make_recommendation(make_advice(asked.advice.board, title="On beds again"), number="9")
    asked.superseded_by = later
    asked.save()

    assert "Superseded by Recommendation 9 of On beds again." in page_of(client, official, asked)
    assert "Recommendation 3 of On beds" in page_of(client, official, later)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_the_same_queries_however_much_there_is(
    client, official, board, rows, django_assert_num_queries
):
    advice = make_advice(board, meeting=make_meeting(board, stage="approved"))
    asked = make_recommendation(advice, *(make_organisation() for _ in range(rows)))
    for one in asked.addressees.all():
        record_response(one, answer="accepted", responded_on=DAY, text="Yes.", by=None, at=MOMENT)
        asked.actions.add(make_action(board))
        asked.meetings.add(make_meeting(board))
    client.force_login(official)

    with django_assert_num_queries(12):
        client.get(asked.get_absolute_url())
