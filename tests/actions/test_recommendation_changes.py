"""What the secretariat records of a recommendation: a response, what takes its place, and what follows from it."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from actions.models import Action, Response
from actions.services import follow_up, raise_follow_up, record_response, supersede_recommendation
from tests.actions.test_action_page import words_of
from tests.factories import (
    DAY,
    MOMENT,
    make_action,
    make_advice,
    make_board,
    make_item,
    make_meeting,
    make_minute,
    make_organisation,
    make_recommendation,
)


def after(days):
    return DAY + dt.timedelta(days=days)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: after(20))


@pytest.fixture
def asked(board):
    organisations = make_organisation("Ministry"), make_organisation("Service")
    return make_recommendation(make_advice(board, title="On beds"), *organisations, number="3", text="Find beds.")


@pytest.fixture
def newer(board):
    return make_recommendation(make_advice(board, title="On beds again", given_on=after(5)), number="9")


def stood(recommendation):
    return [(row.answer, row.answered_on) for row in recommendation.addressees.all()]


# Superseded


def test_who_has_not_answered_is_asked_no_more_and_the_answers_that_were_given_stay(asked, newer, secretary):
    record_response(asked.addressees.first(), answer="accepted", responded_on=DAY, by=None, at=MOMENT)

    supersede_recommendation(asked, superseded_by=newer, on=after(6), by=secretary, at=MOMENT)

    assert asked.superseded_by == newer
    assert stood(asked) == [("accepted", DAY), ("superseded", after(6))]
    response = Response.objects.latest("pk")
    assert (response.answer_before, response.text, response.entered_by) == ("awaiting", "", secretary)


def test_superseded_again_by_the_same_changes_nothing(asked, newer, secretary):
    for _ in "ab":
        supersede_recommendation(asked, superseded_by=newer, on=after(6), by=secretary, at=MOMENT)

    assert Response.objects.count() == 2


def test_who_is_awaited_again_is_superseded_from_then_at_the_earliest(asked, newer, secretary):
    first = asked.addressees.first()
    record_response(first, answer="accepted", responded_on=after(6), by=None, at=MOMENT)
    record_response(first, answer="awaiting", responded_on=after(9), text="Withdrawn.", by=None, at=MOMENT)

    supersede_recommendation(asked, superseded_by=newer, on=after(7), by=secretary, at=MOMENT)

    assert stood(asked) == [("superseded", after(9)), ("superseded", after(7))]


def test_what_cannot_take_its_place_is_refused(asked, newer, secretary, board):
    draft = make_recommendation(make_advice(board, given_on=None))
    elsewhere = make_recommendation(make_advice(make_board()))

    def refusal(row, by, days=6):
        with pytest.raises(ValidationError) as refused:
            supersede_recommendation(row, superseded_by=by, on=after(days), by=secretary, at=MOMENT)
        return refused.value.messages

    assert refusal(asked, asked) == ["A recommendation cannot be superseded by itself."]
    assert refusal(asked, elsewhere) == ["This is a recommendation of another board."]
    assert refusal(asked, draft) == ["A draft asks nobody yet: enter the day on which it was given first."]
    assert refusal(asked, newer, days=4) == ["The other had not been given by that day."]
    supersede_recommendation(asked, superseded_by=newer, on=after(6), by=secretary, at=MOMENT)
    assert refusal(newer, asked) == ["Recommendation 3 was itself superseded by this one."]


@pytest.mark.parametrize("who", ["member", "official", "outsider"])
def test_only_its_secretariat_supersedes_it_and_says_what_follows(asked, newer, board, request, who):
    user = request.getfixturevalue(who)

    with pytest.raises(ValidationError, match="Only the secretariat of the board keeps its advice"):
        supersede_recommendation(asked, superseded_by=newer, on=after(6), by=user, at=MOMENT)
    with pytest.raises(ValidationError, match="Only the secretariat of the board says what follows"):
        follow_up(asked, actions=[make_action(board)], by=user)


# What follows


def test_actions_and_meetings_are_named_and_taken_off_again(asked, secretary, board):
    action, meeting = make_action(board), make_meeting(board)

    for _ in "ab":
        follow_up(asked, actions=[action], meetings=[meeting], by=secretary)
    assert (list(asked.actions.all()), list(asked.meetings.all())) == ([action], [meeting])

    follow_up(asked, actions=[action], no_longer=True, by=secretary)
    assert (list(asked.actions.all()), list(asked.meetings.all())) == ([], [meeting])


def test_an_action_of_which_they_do_not_know_does_not_follow(asked, secretary):
    with pytest.raises(ValidationError, match="There is no such action or meeting"):
        follow_up(asked, actions=[make_action(make_board())], by=secretary)


def test_a_new_action_follows_from_it(asked, secretary, board):
    action = raise_follow_up(asked, text="Ask for beds.", raised_on=after(1), by=secretary)

    assert list(asked.actions.all()) == [action]
    assert (action.board, action.text, action.raised_in) == (board, "Ask for beds.", None)


# The pages


def page(name, recommendation, *more):
    return reverse(f"actions:recommendation_{name}", args=[recommendation.pk, *more])


def test_a_response_is_recorded_with_the_paragraph_and_has_the_day_of_its_meeting(client, secretary, asked, board):
    minute = make_minute(make_item(make_meeting(board, stage="approved", held_on=after(8))))
    first = asked.addressees.first()
    client.force_login(secretary)
    typed = {
        "answer": "not_accepted",
        "text": "No money.",
        "responded_by_words": "the Minister",
        "recorded_in": minute.pk,
        "after": 0,
    }

    for _ in "ab":
        assert client.post(page("respond", asked, first.pk), typed).url == asked.get_absolute_url()

    response = Response.objects.get()
    assert (response.responded_on, response.recorded_in, response.entered_by) == (after(8), minute, secretary)
    words = words_of(client.get(asked.get_absolute_url()))
    assert f"No money. Answered by the Minister, in {minute.citation} ; entered by Sadia Marsh" in words


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Answer is missing"),
        ({"answer": "accepted"}, "Enter the day of the answer, or choose the paragraph that reports it."),
        ({"answer": "accepted", "responded_on": "1 April 2026"}, "The day of the answer cannot be in the future."),
        ({"answer": "not_accepted", "responded_on": "6 March 2026"}, "Say why it is not accepted."),
        ({"answer": "superseded", "responded_on": "6 March 2026"}, "superseded is not one of the available choices"),
        ({"answer": "awaiting", "responded_on": "6 March 2026"}, "awaiting is not one of the available choices"),
        ({"answer": "accepted", "responded_on": "4 March 2026"}, "it was not answered before that."),
    ],
)
def test_a_response_that_is_none_is_refused_and_what_was_typed_is_kept(client, secretary, asked, typed, said):
    client.force_login(secretary)

    shown = client.post(
        page("respond", asked, asked.addressees.first().pk), {"responded_by_words": "the Minister", "after": 0, **typed}
    )

    assert said in words_of(shown)
    assert 'value="the Minister"' in shown.content.decode()
    assert not Response.objects.exists()


def test_a_response_that_crossed_another_is_sent_again_knowingly(client, secretary, asked):
    first = asked.addressees.first()
    record_response(first, answer="accepted", responded_on=after(2), by=None, at=MOMENT)
    client.force_login(secretary)
    typed = {"answer": "not_accepted", "text": "No.", "responded_on": "7 March 2026"}

    shown = client.post(page("respond", asked, first.pk), {**typed, "after": 0})
    assert "Somebody recorded a response while you were writing" in words_of(shown)
    client.post(page("respond", asked, first.pk), {**typed, "after": shown.context["after"]})

    assert stood(asked)[0] == ("not_accepted", after(2))


def test_an_addressee_of_another_recommendation_is_not_there(client, secretary, asked, newer):
    client.force_login(secretary)

    assert client.get(page("respond", asked, newer.addressees.get().pk)).status_code == 404


def test_another_takes_its_place(client, secretary, asked, newer):
    make_recommendation(make_advice(make_board(), title="Secret paper"))
    client.force_login(secretary)

    shown = client.get(page("supersede", asked))
    client.post(page("supersede", asked), {"superseded_by": newer.pk, "on": "12 March 2026"})

    assert "Secret paper" not in shown.content.decode()
    asked.refresh_from_db()
    assert asked.superseded_by == newer
    assert stood(asked) == [("superseded", after(7))] * 2


def test_an_action_and_a_meeting_are_linked_and_taken_off(client, secretary, asked, board):
    action, meeting = make_action(board), make_meeting(board)
    client.force_login(secretary)

    client.post(page("follow", asked), {"action": action.reference.lower(), "meeting": meeting.pk})
    assert (list(asked.actions.all()), list(asked.meetings.all())) == ([action], [meeting])

    client.post(page("follow", asked), {"no_action": action.pk})
    client.post(page("follow", asked), {"no_meeting": meeting.pk})
    assert (list(asked.actions.all()), list(asked.meetings.all())) == ([], [])


@pytest.mark.parametrize("reference", ["RR3-999", "theirs"])
def test_an_action_that_is_not_there_and_one_of_another_board_are_the_same(client, secretary, asked, reference):
    theirs = make_action(make_board())
    client.force_login(secretary)
    named = theirs.reference if reference == "theirs" else reference

    shown = client.post(page("follow", asked), {"action": named})

    assert f"There is no action {named} that you may see." in words_of(shown)


def test_an_action_is_raised_from_it_once(client, secretary, asked):
    client.force_login(secretary)
    shown = client.get(page("action", asked))
    assert shown.context["form"]["text"].value() == "Find beds."
    rows = {"owners-TOTAL_FORMS": 0, "owners-INITIAL_FORMS": 0}

    for _ in "ab":
        client.post(page("action", asked), {"text": "Ask for beds.", "after": 0, **rows})

    action = Action.objects.get()
    assert (action.text, action.raised_on, list(asked.actions.all())) == ("Ask for beds.", after(20), [action])
