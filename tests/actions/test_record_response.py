"""What an organisation answers to a recommendation becomes a row of its history, and how it stands follows."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from actions.models import Answer, Response
from actions.services import record_response
from tests.factories import (
    DAY,
    MOMENT,
    make_advice,
    make_board,
    make_item,
    make_meeting,
    make_minute,
    make_organisation,
    make_person,
    make_recommendation,
)


def after(days):
    return DAY + dt.timedelta(days=days)


@pytest.fixture
def asked(board):
    return make_recommendation(make_advice(board), make_organisation("Ministry")).addressees.get()


def respond(asked, by, answer="accepted", on=DAY, **details):
    return record_response(asked, answer=answer, responded_on=on, by=by, at=MOMENT, **details)


def stands(asked):
    asked.refresh_from_db()
    return asked.answer, asked.answered_on


def test_a_response_is_kept_with_by_whom_when_and_where_it_was_reported(asked, board, secretary):
    minute = make_minute(make_item(make_meeting(board)))
    minister = make_person()

    response = respond(
        asked,
        secretary,
        answer="accepted_in_part",
        on=after(3),
        text=" The pilot alone. ",
        responded_by=minister,
        responded_by_words="the Minister",
        recorded_in=minute,
    )

    assert Response.objects.values(
        "answer_before", "answer_after", "responded_on", "text", "responded_by", "responded_by_words", "recorded_in"
    ).get() == {
        "answer_before": "awaiting",
        "answer_after": "accepted_in_part",
        "responded_on": after(3),
        "text": "The pilot alone.",
        "responded_by": minister.pk,
        "responded_by_words": "the Minister",
        "recorded_in": minute.pk,
    }
    assert (response.entered_by, response.entered_at) == (secretary, MOMENT)
    assert stands(asked) == ("accepted_in_part", after(3))


def test_an_older_response_that_is_entered_late_leaves_the_newest_standing(asked, secretary):
    respond(asked, secretary, answer="accepted", on=after(9))
    late = respond(asked, secretary, answer="not_accepted", on=after(2), text="No money.")

    assert stands(asked) == ("accepted", after(9))
    assert late.answer_before == "awaiting"
    assert [row.answer_after for row in asked.responses.all()] == ["not_accepted", "accepted"]


def test_a_response_of_the_same_day_stands_over_the_one_before(asked, secretary):
    respond(asked, secretary, answer="accepted")
    respond(asked, secretary, answer="not_accepted", text="Misheard.")

    assert stands(asked) == ("not_accepted", DAY)


def test_a_response_recorded_by_mistake_is_awaited_again(asked, secretary):
    respond(asked, secretary)
    respond(asked, secretary, answer="awaiting", text="It was another’s.")

    assert stands(asked) == ("awaiting", None)


def test_the_same_response_sent_twice_is_recorded_once(asked, secretary):
    first = respond(asked, secretary, after=0)
    second = respond(asked, secretary, after=0)

    assert first == second
    assert Response.objects.count() == 1


def test_a_response_that_crosses_another_is_refused(asked, secretary):
    respond(asked, secretary, after=0)

    with pytest.raises(ValidationError, match="Somebody recorded a response while you were writing"):
        respond(asked, secretary, answer="not_accepted", text="No.", after=0)
    assert stands(asked) == ("accepted", DAY)


@pytest.mark.parametrize(
    ("details", "refusal"),
    [
        ({"answer": "not_accepted"}, "Say why it is not accepted."),
        ({"answer": "accepted_in_part", "text": " "}, "Say which part is accepted."),
        ({"answer": "superseded"}, "Choose the recommendation that supersedes it, on the page of this one."),
        ({"answer": "perhaps"}, "Value 'perhaps' is not a valid choice."),
        (
            {"on": DAY - dt.timedelta(days=1)},
            "The advice was given on 5 March 2026: it was not answered before that.",
        ),
    ],
)
def test_what_is_no_response_is_refused(asked, secretary, details, refusal):
    with pytest.raises(ValidationError) as refused:
        respond(asked, secretary, **details)

    assert refused.value.messages == [refusal]
    assert stands(asked) == ("awaiting", None)


def test_a_draft_is_not_answered(board, secretary):
    asked = make_recommendation(make_advice(board, given_on=None)).addressees.get()

    with pytest.raises(ValidationError, match="This advice is a draft"):
        respond(asked, secretary)


def test_a_paragraph_of_another_board_is_refused(asked, secretary):
    elsewhere = make_minute(make_item(make_meeting(make_board())))

    with pytest.raises(ValidationError, match="This paragraph is in the minutes of another board"):
        respond(asked, secretary, recorded_in=elsewhere)


@pytest.mark.parametrize("who", ["member", "official", "chair", "outsider"])
def test_only_its_secretariat_records_a_response(asked, request, who):
    with pytest.raises(ValidationError, match="Only the secretariat of the board records a response"):
        respond(asked, request.getfixturevalue(who))


def test_every_answer_that_may_be_given_can_be_recorded(asked, secretary):
    for n, answer in enumerate(set(Answer) - {Answer.SUPERSEDED}):
        respond(asked, secretary, answer=answer, on=after(n), text="So.")

        assert stands(asked)[0] == answer
