"""What was recommended stands on the dashboard too: each number is as long as the list that it opens, however it is narrowed."""

import datetime as dt

import pytest

from actions.services import record_response
from tests.factories import (
    DAY,
    MOMENT,
    make_advice,
    make_board,
    make_membership,
    make_organisation,
    make_recommendation,
    make_theme,
)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: DAY)


@pytest.fixture
def asked(board, secretary):
    """Two organisations and a theme; another board of the reader's, a draft, and a board of others."""
    other, theirs = make_board("Board of ink", slug="ink"), make_board("Board of others")
    make_membership(other, person=secretary.person, role="secretariat")
    police, ministry = make_organisation("Police"), make_organisation("Ministry")
    late = make_advice(board, given_on=DAY - dt.timedelta(days=60), response_due_on=DAY - dt.timedelta(days=1))
    theme = make_theme(name="Beds")
    make_recommendation(late, police, ministry).themes.add(theme)
    answered = make_recommendation(make_advice(other, given_on=DAY), police)
    record_response(answered.addressees.get(), answer="accepted", responded_on=DAY, by=None, at=MOMENT)
    make_recommendation(make_advice(board, given_on=None), police).themes.add(theme)
    make_recommendation(make_advice(theirs, given_on=DAY), police).themes.add(theme)
    return {"police": police.pk, "ministry": ministry.pk, "theme": theme.pk}


@pytest.mark.parametrize(
    ("query", "asked_for", "awaited", "overdue", "accepted"),
    [
        ("", 3, 2, 2, 1),
        ("board=rr3", 2, 2, 2, 0),
        ("board=rr3&board=ink", 3, 2, 2, 1),
        ("organisation={police}", 2, 1, 1, 1),
        ("organisation={ministry}&board=rr3", 1, 1, 1, 0),
        ("theme={theme}", 2, 2, 2, 0),
        ("theme=none", 1, 0, 0, 1),
    ],
)
def test_each_number_is_of_the_list_that_it_opens(
    client, secretary, asked, query, asked_for, awaited, overdue, accepted
):
    client.force_login(secretary)

    figures = client.get(f"/dashboard/?{query.format(**asked)}").context["dashboard"].recommended

    counts = {figure.label: figure.count for figure in figures}
    assert counts == {
        "Responses asked for": asked_for,
        "Awaiting a response": awaited,
        "Response overdue": overdue,
        "Accepted": accepted,
        "Accepted in part": 0,
        "Not accepted": 0,
    }
    for figure in figures:
        page = client.get(figure.address)
        assert not page.context["filter"].form.errors
        assert page.context["filter"].qs.count() == figure.count, figure.address


@pytest.mark.parametrize("query", ["board=ink&theme={theme}", "organisation=none"])
def test_nothing_is_said_of_recommendations_where_nobody_was_asked(client, secretary, asked, query):
    client.force_login(secretary)
    page = client.get(f"/dashboard/?{query.format(**asked)}")
    assert page.context["dashboard"].recommended == []
    assert ">Recommendations<" not in page.content.decode()


def test_it_is_there_where_no_action_is(client, secretary, asked):
    client.force_login(secretary)
    page = client.get("/dashboard/")
    assert page.context["dashboard"].is_empty
    assert ">Recommendations<" in page.content.decode()
