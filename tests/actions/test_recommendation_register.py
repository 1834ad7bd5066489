"""The register of recommendations: its address is its state, and a row is a recommendation to one organisation."""

import csv
import datetime as dt
import io

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.urls import reverse

from actions.recommendations.figures import answers_by, answers_of
from actions.recommendations.filters import RecommendationFilter
from actions.services import record_response
from organisations.models import Board
from tests.factories import (
    DAY,
    MOMENT,
    make_advice,
    make_board,
    make_item,
    make_meeting,
    make_minute,
    make_organisation,
    make_recommendation,
    make_theme,
)

LIST, FILE = reverse("actions:recommendation_list"), reverse("actions:recommendation_csv")


def after(days):
    return DAY + dt.timedelta(days=days)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: after(20))


@pytest.fixture
def many(board):
    """Four rows: beds to the ministry (in part) and to the service (late), a count to the ministry, an offer to the service."""
    ministry, service = make_organisation("Ministry", acronym="MIN"), make_organisation("Service")
    paper = make_advice(board, title="On beds", response_due_on=after(10))
    letter = make_advice(board, title="A letter", kind="letter", given_on=after(5))
    beds = make_recommendation(paper, ministry, service, number="1", text="Find beds.")
    count = make_recommendation(letter, ministry, number="7b", text="Count them.", response_due_on=after(60))
    offer = make_recommendation(letter, service, number="8", text="We can help.", kind="offer")
    beds.themes.add(make_theme(name="Accommodation"))
    to_ministry = beds.addressees.get(organisation=ministry)
    record_response(to_ministry, answer="accepted_in_part", responded_on=after(8), text="Some.", by=None, at=MOMENT)
    return {"paper": paper, "ministry": ministry, "beds": beds, "count": count, "offer": offer}


def shown(client, user, **query):
    client.force_login(user)
    page = client.get(LIST, query)
    return [
        f"{row.addressee.recommendation.number} {row.addressee.organisation.short_name}" for row in page.context["rows"]
    ]


def test_the_bare_address_lists_all_that_was_given_the_latest_first(client, official, many, board):
    make_recommendation(make_advice(board, given_on=None), many["ministry"], number="draft")

    assert shown(client, official) == ["7b MIN", "8 Service", "1 MIN", "1 Service"]


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ({"board": "rr3"}, ["7b MIN", "8 Service", "1 MIN", "1 Service"]),
        ({"answer": "awaiting"}, ["7b MIN", "8 Service", "1 Service"]),
        ({"answer": ["awaiting", "accepted_in_part"], "q": "beds"}, ["1 MIN", "1 Service"]),
        ({"overdue": "on"}, ["1 Service"]),
        ({"kind": "offer"}, ["8 Service"]),
        ({"q": "count them"}, ["7b MIN"]),
        ({"q": "7B"}, ["7b MIN"]),
        ({"given_from": "2026-03-06"}, ["7b MIN", "8 Service"]),
        ({"given_to": "5 March 2026"}, ["1 MIN", "1 Service"]),
        ({"theme": "none"}, ["7b MIN", "8 Service"]),
        ({"as_at": "2026-03-12"}, ["7b MIN", "8 Service", "1 MIN", "1 Service"]),
        ({"as_at": "2026-03-12", "answer": "awaiting"}, ["7b MIN", "8 Service", "1 MIN", "1 Service"]),
        ({"as_at": "2026-03-13", "answer": "accepted_in_part"}, ["1 MIN"]),
        ({"as_at": "2026-03-09"}, ["1 MIN", "1 Service"]),
        ({"as_at": "2026-03-15", "overdue": "on"}, []),
        ({"as_at": "2026-03-16", "overdue": "on"}, ["1 Service"]),
        ({"sort": "due"}, ["1 MIN", "1 Service", "7b MIN", "8 Service"]),
        ({"sort": "organisation"}, ["7b MIN", "1 MIN", "8 Service", "1 Service"]),
        ({"sort": "-answer"}, ["1 MIN", "7b MIN", "8 Service", "1 Service"]),
        ({"sort": "answer", "as_at": "2026-03-13"}, ["7b MIN", "8 Service", "1 Service", "1 MIN"]),
        ({"sort": "nonsense"}, ["7b MIN", "8 Service", "1 MIN", "1 Service"]),
    ],
)
def test_the_list_is_what_its_address_says(client, official, many, query, rows):
    assert shown(client, official, **query) == rows


def test_it_is_narrowed_to_an_organisation_advice_or_theme(client, official, many):
    theme = many["beds"].themes.get()

    assert shown(client, official, organisation=many["ministry"].pk) == ["7b MIN", "1 MIN"]
    assert shown(client, official, advice=many["paper"].pk) == ["1 MIN", "1 Service"]
    assert shown(client, official, theme=theme.pk) == ["1 MIN", "1 Service"]


@pytest.mark.parametrize("as_at", [None, dt.date(2026, 3, 12)])
def test_every_figure_is_the_length_of_the_list_that_it_opens(client, official, many, as_at):
    client.force_login(official)
    groups = [answers_of(None, official, on=after(20), as_at=as_at)]
    for by in ("organisation", "board", "advice"):
        groups += answers_by(by, None, official, on=after(20), as_at=as_at)

    for figure in [one for answers in groups for one in (answers.asked, answers.overdue, *answers.by_answer)]:
        assert client.get(figure.address).context["total"]["asked"] == figure.count, figure.address


def test_its_filters_are_named_and_each_may_be_taken_off(client, official, many):
    client.force_login(official)

    page = client.get(LIST, {"answer": "awaiting", "overdue": "on", "sort": "due"})

    assert [(chip.text, chip.query) for chip in page.context["chips"]] == [
        ("Only responses overdue", "answer=awaiting&sort=due"),
        ("Answer: Awaiting a response", "overdue=on&sort=due"),
    ]


def test_an_address_that_makes_no_sense_is_said_so(client, official, many):
    client.force_login(official)

    page = client.get(LIST, {"as_at": "yesterday"})

    assert "Enter a date such as 5 March 2025" in page.content.decode()
    assert client.get(FILE, {"as_at": "yesterday"}).url == f"{LIST}?as_at=yesterday"


def read(response):
    return list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode().removeprefix("\ufeff"))))


def test_the_file_has_the_rows_of_the_list(client, official, many):
    client.force_login(official)

    rows = read(client.get(FILE, {"q": "beds"}))

    beds = (many["paper"].board.name, "On beds", "2026-03-05", "1", "Recommendation", "Find beds.")
    assert rows[1:] == [
        [*beds, "Ministry (MIN)", "Accepted in part", "2026-03-13", "2026-03-15", ""],
        [*beds, "Service", "Awaiting a response", "", "2026-03-15", "Overdue"],
    ]


def test_the_file_of_an_earlier_day_says_how_each_stood_then(client, official, many):
    client.force_login(official)

    rows = read(client.get(FILE, {"q": "beds", "as_at": "2026-03-12"}))

    assert [row[7:] for row in rows[1:]] == [["Awaiting a response", "", "2026-03-15", ""]] * 2


def test_no_cell_of_the_file_is_a_formula(client, official, board):
    make_recommendation(make_advice(board, title="=1+1"), make_organisation("@Ministry"), number="-1", text="+SUM(A1)")
    client.force_login(official)

    (row,) = read(client.get(FILE))[1:]

    assert [cell for cell in row if cell.startswith("'")] == ["'=1+1", "'-1", "'+SUM(A1)", "'@Ministry"]


def test_another_boards_recommendations_are_nowhere_on_the_list_or_in_the_file(client, official, many):
    theirs = make_recommendation(
        make_advice(make_board("Board of secrets"), title="Secret paper"),
        make_organisation("Secret body"),
        text="Secret.",
    )
    theirs.themes.add(make_theme(theirs.advice.board, name="Secret theme"))
    client.force_login(official)

    for query in ({}, {"q": "secret"}, {"advice": theirs.advice.pk}, {"board": theirs.advice.board.slug}):
        assert "Secret" not in client.get(LIST, query).content.decode()
    assert not [row for row in read(client.get(FILE)) if "Secret" in " ".join(row)]
    assert client.get(theirs.get_absolute_url()).status_code == 404


def test_what_is_recommended_in_a_restricted_item_is_for_those_to_whom_it_is_open(board, official, member, many):
    meeting = make_meeting(board, stage="approved")
    secret = make_minute(make_item(meeting, is_restricted=True))
    make_recommendation(
        make_advice(board, kind="meeting", meeting=meeting), many["ministry"], raised_in=secret, number="hidden"
    )

    def numbers(user):
        found = RecommendationFilter(QueryDict("q=hidden"), user=user, on=DAY)
        return list(found.qs.values_list("recommendation__number", flat=True))

    assert (numbers(official), numbers(member)) == ([], ["hidden"])


def test_everybody_reads_what_a_public_board_has_published(client, board, many):
    Board.objects.filter(pk=board.pk).update(minutes_visible_to=Board.Visibility.PUBLIC)
    many["paper"].is_published = True
    many["paper"].save()

    page = client.get(LIST)

    assert [row.addressee.recommendation.number for row in page.context["rows"]] == ["1", "1"]
    assert RecommendationFilter(QueryDict(), user=AnonymousUser(), on=DAY).qs.count() == 2


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_the_same_queries_however_long(client, board, official, rows, django_assert_num_queries):
    paper = make_advice(board)
    for _ in range(rows):
        make_recommendation(paper, make_organisation(), make_organisation()).themes.add(make_theme())
    client.force_login(official)

    with django_assert_num_queries(11):
        client.get(LIST)
    with django_assert_num_queries(8):
        read(client.get(FILE))
