"""Advice is recorded by the secretariat, is a draft until it is given, and makes recommendations."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from actions.models import Advice, Recommendation
from actions.services import Recommended, add_recommendations, change_recommendation, record_response, save_advice
from organisations.models import Board
from tests.actions.test_action_page import words_of
from tests.factories import (
    DAY,
    MOMENT,
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

LIST = reverse("actions:advice_list")


def after(days):
    return DAY + dt.timedelta(days=days)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: after(20))


@pytest.fixture
def ministry(db):
    return make_organisation("Ministry of Beds", acronym="MOB")


@pytest.fixture
def service(db):
    return make_organisation("Prison Service")


def respond(recommendation, day):
    record_response(
        recommendation.addressees.first(), answer="accepted", responded_on=day, text="Yes.", by=None, at=MOMENT
    )


# The services


def test_new_advice_says_who_added_it_and_when(board, secretary):
    advice = save_advice(Advice(board=board, title="On beds"), by=secretary, at=MOMENT)

    assert (advice.given_on, advice.added_by, advice.added_at) == (None, secretary, MOMENT)


def test_new_advice_sent_twice_is_recorded_once(board, secretary):
    first, second = (
        save_advice(Advice(board=board, title="On beds", given_on=DAY), by=secretary, at=MOMENT, after=0) for _ in "ab"
    )

    assert first == second
    assert Advice.objects.count() == 1


@pytest.mark.parametrize("day", [None, after(4)])
def test_advice_that_was_answered_was_given_by_then(board, secretary, ministry, day):
    recommendation = make_recommendation(make_advice(board), ministry)
    respond(recommendation, after(3))
    advice = Advice.objects.get()
    advice.given_on = day

    with pytest.raises(ValidationError, match="It was answered on 8 March 2026: it was given by then"):
        save_advice(advice, by=secretary, at=MOMENT)


@pytest.mark.parametrize("who", ["member", "official", "outsider"])
def test_only_its_secretariat_keeps_the_advice_of_a_board(board, request, who, ministry):
    user, advice = request.getfixturevalue(who), make_advice(board)
    refusal = "Only the secretariat of the board keeps its advice"

    with pytest.raises(ValidationError, match=refusal):
        save_advice(advice, by=user, at=MOMENT)
    with pytest.raises(ValidationError, match=refusal):
        add_recommendations(advice, [Recommended("Find beds.", (ministry,))], by=user)
    with pytest.raises(ValidationError, match=refusal):
        change_recommendation(make_recommendation(advice), Recommended("Find beds.", (ministry,)), by=user)


def rows(advice):
    return [
        (one.number, one.kind, one.text, [row.organisation.name for row in one.addressees.all()])
        for one in advice.recommendations.all()
    ]


def test_recommendations_are_added_in_their_order_after_those_that_are_there(board, secretary, ministry, service):
    advice = make_advice(board)
    add_recommendations(advice, [Recommended("Find beds.", (ministry, service), "1")], by=secretary)
    add_recommendations(
        advice,
        [Recommended("We help.", (service,), kind="offer"), Recommended("Count.", (ministry,), "3a")],
        by=secretary,
    )

    assert rows(advice) == [
        ("1", "recommendation", "Find beds.", ["Ministry of Beds", "Prison Service"]),
        ("", "offer", "We help.", ["Prison Service"]),
        ("3a", "recommendation", "Count.", ["Ministry of Beds"]),
    ]


def test_the_same_list_sent_twice_is_recorded_once(board, secretary, ministry):
    advice = make_advice(board)
    wanted = [Recommended("Find beds.", (ministry,)), Recommended("Count.", (ministry,))]

    first, second = (add_recommendations(advice, wanted, by=secretary, after=0) for _ in "ab")

    assert first == second
    assert advice.recommendations.count() == 2


@pytest.mark.parametrize(
    ("row", "refusal"),
    [
        ({"number": "1"}, "Recommendation 1: There already is a recommendation of this number here."),
        ({"to": ()}, "Entry 3: Enter the organisations that it is addressed to."),
        ({"text": " "}, "Entry 3: This field cannot be blank."),
        ({"response_due_on": after(-1)}, "Entry 3: A response cannot be due before the advice is given."),
    ],
)
def test_a_row_that_is_refused_leaves_none_recorded(board, secretary, ministry, row, refusal):
    advice = make_advice(board)
    add_recommendations(advice, [Recommended("Find beds.", (ministry,), "1")], by=secretary)
    bad = Recommended(**{"text": "More.", "to": (ministry,), **row})

    with pytest.raises(ValidationError) as refused:
        add_recommendations(advice, [Recommended("Count.", (ministry,), "2"), bad], by=secretary)

    assert refusal in refused.value.messages
    assert [number for number, *_ in rows(advice)] == ["1"]


def test_to_whom_it_is_addressed_is_put_right_but_who_answered_stays(board, secretary, ministry, service):
    recommendation = make_recommendation(make_advice(board), ministry, service, number="1")
    respond(recommendation, DAY)

    with pytest.raises(ValidationError, match="MOB has answered: it stays addressed"):
        change_recommendation(recommendation, Recommended("Find beds.", (service,), "1"), by=secretary)
    change_recommendation(recommendation, Recommended("Find beds.", (ministry,), "1"), by=secretary)

    assert rows(recommendation.advice) == [("1", "recommendation", "Find beds.", ["Ministry of Beds"])]
    assert recommendation.addressees.get().answer == "accepted"


def test_saving_a_recommendation_as_it_is_leaves_no_history(board, secretary, ministry):
    (recommendation,) = add_recommendations(make_advice(board), [Recommended("Do.", (ministry,))], by=secretary)

    change_recommendation(recommendation, Recommended("Do.", (ministry,)), by=secretary)

    assert recommendation.history.count() == recommendation.addressees.get().history.count() == 1


def test_the_line_ends_of_a_browser_are_made_alike(board, secretary, ministry):
    advice = make_advice(board)

    for text in ("Do:\r\na) this\r\n", "Do:\na) this"):
        add_recommendations(advice, [Recommended(text, (ministry,))], by=secretary, after=0)

    assert [text for _, _, text, _ in rows(advice)] == ["Do:\na) this"]


# The pages


def test_the_secretariat_adds_advice_and_gives_it_later(client, secretary, board):
    client.force_login(secretary)
    meeting = make_meeting(board)
    typed = {"title": "On beds", "kind": "discussion_paper", "meeting": meeting.pk, "response_due_on": "1 May 2026"}

    client.post(reverse("actions:advice_add"), {**typed, "after": 0})
    advice = Advice.objects.get()
    client.post(reverse("actions:advice_edit", args=[advice.pk]), {**typed, "given_on": "6 March 2026"})

    advice.refresh_from_db()
    assert (advice.board, advice.meeting, advice.given_on, advice.added_by) == (board, meeting, after(1), secretary)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"given_on": "1 April 2026"}, "Advice cannot be given in the future."),
        ({"kind": "meeting"}, "Choose the meeting that recommended it."),
        ({"title": ""}, "Enter the title"),
        ({"given_on": "5 March 2026", "response_due_on": "4 March 2026"}, "Responses cannot be due before"),
    ],
)
def test_what_is_refused_is_said_and_what_was_typed_is_kept(client, secretary, board, typed, said):
    client.force_login(secretary)

    page = client.post(
        reverse("actions:advice_add"), {"title": "On beds", "kind": "letter", "address": "https://a.b/c", **typed}
    )

    assert said in words_of(page)
    assert 'value="https://a.b/c"' in page.content.decode()
    assert not Advice.objects.exists()


def test_only_a_public_board_publishes(client, secretary, board):
    client.force_login(secretary)
    address = reverse("actions:advice_add")

    assert "is_published" not in client.get(address).content.decode()
    Board.objects.filter(pk=board.pk).update(minutes_visible_to=Board.Visibility.PUBLIC)
    assert "is_published" in client.get(address).content.decode()


def test_who_keeps_several_boards_is_asked_which(client, secretary, board):
    other = make_board("Another board")
    secretary.is_superuser = True
    secretary.save()
    client.force_login(secretary)

    assert "Which board gives it?" in words_of(client.get(reverse("actions:advice_add")))
    page = client.get(reverse("actions:advice_add"), {"board": other.slug})
    assert f"Add advice of {other.short_name}" in words_of(page)


def test_its_page_lists_the_recommendations_with_who_was_asked_and_counts_the_answers(
    client, official, board, ministry, service
):
    advice = make_advice(board, title="On beds", response_due_on=after(10))
    first = make_recommendation(advice, ministry, service, number="1", text="Find beds.")
    respond(first, after(2))
    client.force_login(official)

    words = words_of(client.get(advice.get_absolute_url()))

    assert "2 responses asked for : 1 awaiting a response ; 1 accepted ; 1 overdue" in words
    assert "MOB: Accepted Prison Service: Awaiting a response Overdue" in words


def test_a_draft_is_for_the_secretariat(client, secretary, member, board):
    draft = make_advice(board, given_on=None, title="Secret draft")
    client.force_login(member)

    assert client.get(draft.get_absolute_url()).status_code == 404
    assert "Secret draft" not in client.get(LIST).content.decode()
    client.force_login(secretary)
    assert "A draft: only the secretariat sees it." in words_of(client.get(draft.get_absolute_url()))


def test_its_page_leaves_out_what_the_reader_may_not_see(client, official, member, board, ministry):
    meeting = make_meeting(board, stage="approved")
    advice = make_advice(board, kind="meeting", meeting=meeting)
    restricted = make_minute(make_item(meeting, is_restricted=True))
    make_recommendation(advice, ministry, raised_in=restricted, text="Secret recommendation.")
    paper = make_document(make_meeting(board, stage="circulated"), kind="paper", title="Secret paper")
    Advice.objects.update(document=paper)

    client.force_login(official)
    told = client.get(advice.get_absolute_url())
    assert "Secret" not in told.content.decode()
    assert told.context["page"].answers.asked.count == 0
    client.force_login(member)
    assert "Secret recommendation." in client.get(advice.get_absolute_url()).content.decode()


def test_the_list_is_narrowed_by_board_and_kind(client, secretary, official, board, ministry):
    letter = make_advice(board, kind="letter")
    paper = make_advice(board)
    make_advice(make_board(), title="Theirs")
    client.force_login(official)

    def listed(**query):
        return [row.advice for row in client.get(LIST, query).context["rows"]]

    assert listed() == [paper, letter]
    assert listed(kind="letter") == [letter]
    assert listed(board="rr3") == [paper, letter]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_and_the_page_take_the_same_queries_however_long(
    client, official, board, count, django_assert_num_queries
):
    for _ in range(count):
        advice = make_advice(board, meeting=make_meeting(board))
        for _ in range(count):
            make_recommendation(advice, make_organisation(), make_organisation())
    client.force_login(official)

    with django_assert_num_queries(8):
        client.get(LIST)
    with django_assert_num_queries(9):
        client.get(advice.get_absolute_url())


def test_one_recommendation_is_added_and_put_right(client, secretary, board, ministry, service):
    theme = make_theme(name="Accommodation")
    meeting = make_meeting(board, stage="approved")
    minute = make_minute(make_item(meeting))
    advice = make_advice(board, meeting=meeting)
    client.force_login(secretary)
    typed = {"number": "4", "kind": "offer", "text": "Find beds.", "to": "MOB and Prison Service", "after": 0}

    client.post(reverse("actions:recommendation_add", args=[advice.pk]), typed)
    made = Recommendation.objects.get()
    page = client.get(reverse("actions:recommendation_edit", args=[made.pk]))
    client.post(
        reverse("actions:recommendation_edit", args=[made.pk]),
        {**typed, "to": "mob", "raised_in": minute.pk, "themes": [theme.pk], "response_due_on": "1 May 2026"},
    )

    assert 'value="MOB; Prison Service"' in page.content.decode()
    made.refresh_from_db()
    assert rows(advice) == [("4", "offer", "Find beds.", ["Ministry of Beds"])]
    assert (made.raised_in, list(made.themes.all()), made.response_due_on) == (minute, [theme], dt.date(2026, 5, 1))


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ("Ministry of Chairs", "“Ministry of Chairs” is not in the directory of organisations."),
        ("YB", "“YB” could be Yellow Board or Youth Board: enter its full name."),
        ("", "Enter the organisations that it is addressed to"),
    ],
)
def test_an_organisation_that_is_not_known_for_certain_is_said(client, secretary, board, to, said):
    make_organisation("Yellow Board", acronym="YB")
    make_organisation("Youth Board", acronym="YB")
    client.force_login(secretary)

    page = client.post(
        reverse("actions:recommendation_add", args=[make_advice(board).pk]),
        {"kind": "offer", "text": "Find beds.", "to": to},
    )

    assert said in words_of(page)
    assert not Recommendation.objects.exists()
