"""The list of themes, the workplan and the report by theme."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.utils import timezone

from tests.factories import (
    DAY,
    make_action,
    make_advice,
    make_board,
    make_item,
    make_meeting,
    make_minute,
    make_recommendation,
    make_theme,
    make_update,
)

pytestmark = pytest.mark.django_db
LABELS = ["Items", "Open actions", "Overdue", "Complete", "Recommended"]


def carry(theme, board, *, restricted=False, stage="approved", given_on=DAY):
    """One of everything on the theme."""
    meeting = make_meeting(board, stage=stage)
    item = make_item(meeting, is_restricted=restricted)
    late = make_action(raised_in=make_minute(item), due_on=meeting.held_on)
    recommendation = make_recommendation(make_advice(board, given_on=given_on))
    for row in (item, late, recommendation):
        row.themes.add(theme)
    return late


def told(response):
    return [
        (group.heading, [(line.theme.name, [figure.count for figure in line.figures]) for line in group.lines])
        for group in response.context["groups"]
    ]


def test_the_list_counts_what_carries_each_theme(client, board, member):
    carry(make_theme(name="Health"), board)
    carry(make_theme(board, name="Housing"), board)
    make_theme(board, name="Work")
    make_theme(make_board(), name="Theirs")
    client.force_login(member)

    response = client.get("/themes/")

    assert [figure.label for figure in response.context["groups"][0].lines[0].figures] == LABELS
    assert told(response) == [
        ("All boards", [("Health", [1, 1, 1, 0, 1])]),
        (board.name, [("Housing", [1, 1, 1, 0, 1]), ("Work", [0, 0, 0, 0, 0])]),
    ]


def test_of_one_board_its_workplan_comes_first_in_order_of_its_days(client, board, member):
    days = {"starts_on": dt.date(2026, 4, 1), "ends_on": dt.date(2027, 3, 31)}
    make_theme(board, name="A later one", starts_on=dt.date(2027, 4, 1))
    make_theme(board, name="Work", **days)
    make_theme(board, name="Arts", **days)
    make_theme(board, name="Anything")
    make_theme(name="Health")
    make_theme(make_board(), name="Theirs")
    client.force_login(member)

    groups = client.get("/themes/?board=rr3").context["groups"]

    assert [(group.heading, [line.theme.name for line in group.lines]) for group in groups] == [
        ("Priorities of the workplan", ["Arts", "Work", "A later one"]),
        ("Its own themes", ["Anything"]),
        ("Themes of all boards", ["Health"]),
    ]


def test_of_one_board_only_its_own_is_counted(client, board, secretary):
    theme = make_theme()
    carry(theme, board)
    carry(theme, make_board(minutes_visible_to="public"), stage="published")
    client.force_login(secretary)
    assert told(client.get("/themes/?board=rr3")) == [("Themes of all boards", [(theme.name, [1, 1, 1, 0, 1])])]


@pytest.mark.parametrize("slug", ["other", "no-such-board"])
def test_a_board_that_is_not_known_is_as_one_that_is_not_there(client, member, outsider, slug):
    client.force_login(member)
    response = client.get("/themes/", {"board": slug})
    assert response.context["form"].errors == {"board": ["Choose a board from the list."]}
    assert "Somebody else" not in response.text


@pytest.mark.parametrize("who", ["official", "outsider", "stranger", "anonymous"])
def test_what_a_reader_may_not_see_counts_nowhere(client, request, board, who):
    """Of another board, of minutes that are not approved, in a restricted item: none of it moves a number."""
    theme = make_theme()
    if who != "anonymous":
        client.force_login(request.getfixturevalue(who))
    addresses = ("/themes/", f"/themes/{theme.pk}/", f"/themes/{theme.pk}/?board=rr3")
    before = [client.get(address).text for address in addresses]

    secret = make_board(name="Quillfeather board", slug="quill")
    for of, restricted, stage in ((secret, False, "approved"), (board, True, "approved")):
        late = carry(theme, of, restricted=restricted, stage=stage, given_on=None)
        late.text = "quillfeather"
        late.save()

    hidden = [client.get(address).text for address in addresses]
    assert "quillfeather" not in " ".join(hidden).lower()
    assert [without_tokens(text) for text in hidden] == [without_tokens(text) for text in before]


def without_tokens(text):
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)


def test_every_number_is_of_the_list_that_it_opens(client, board, secretary):
    theme = make_theme(board)
    carry(theme, board)
    done = make_action(board)
    done.themes.add(theme)
    make_update(done, status="complete")
    make_action(board)
    client.force_login(secretary)
    (line,) = client.get("/themes/").context["groups"][0].lines

    counts = {}
    for figure in line.figures:
        page = client.get(figure.address)
        if figure.label == "Items":
            counts[figure.label] = page.context["items"].paginator.count
        elif figure.label == "Recommended":
            counts[figure.label] = page.context["report"].recommended.count
        else:
            counts[figure.label] = page.context["total"]

    assert counts == {figure.label: figure.count for figure in line.figures}


def test_advice_that_is_still_a_draft_is_in_no_figure(client, board, secretary):
    theme = make_theme(board)
    carry(theme, board, given_on=None)
    client.force_login(secretary)

    (line,) = client.get("/themes/").context["groups"][0].lines
    report = client.get(f"/themes/{theme.pk}/").context["report"]

    assert (line.figures[-1].label, line.figures[-1].count) == ("Recommended", 0)
    assert (report.recommended.count, report.recommendations) == (0, [])


def test_the_report_shows_the_overdue_first_and_the_newest_meeting_first(client, board, secretary):
    theme, today = make_theme(board), timezone.localdate()
    old, new = make_meeting(board, held_on=dt.date(2025, 3, 5)), make_meeting(board, held_on=dt.date(2026, 3, 5))
    items = [make_item(meeting) for meeting in (old, new, new)]
    coming = make_action(board, due_on=today + dt.timedelta(days=9))
    late = make_action(raised_in=make_minute(items[0]), due_on=dt.date(2025, 9, 1))
    agreed = make_action(board, due_on=DAY)
    make_update(agreed, status="to_be_agreed")
    done = make_action(board)
    make_update(done, status="complete")
    for row in (*items, coming, late, agreed, done):
        row.themes.add(theme)
    client.force_login(secretary)

    context = client.get(f"/themes/{theme.pk}/").context

    assert [row.action for row in context["report"].rows] == [late, agreed, coming]
    assert list(context["items"]) == [items[1], items[2], items[0]]
    assert [(figure.label, figure.count) for figure in context["report"].figures] == [
        ("All open", 3),
        ("Overdue", 1),
        ("Open", 2),
        ("Complete, to be agreed", 1),
        ("Complete", 1),
    ]


@pytest.mark.parametrize(
    ("query", "held_on"),
    [
        ("", [2024, 2025, 2026]),
        ("from=2025-03-05", [2025, 2026]),
        ("from=6 March 2025", [2026]),
        ("to=5/3/2025", [2024, 2025]),
        ("from=2025-03-05&to=2025-03-05", [2025]),
    ],
)
def test_the_report_is_narrowed_to_a_period_with_both_its_days(client, board, secretary, query, held_on):
    theme = make_theme(board)
    for year in (2024, 2025, 2026):
        item = make_item(make_meeting(board, held_on=dt.date(year, 3, 5)))
        action = make_action(raised_in=make_minute(item))
        recommendation = make_recommendation(make_advice(board, given_on=dt.date(year, 3, 5)))
        for row in (item, action, recommendation):
            row.themes.add(theme)
    client.force_login(secretary)

    context = client.get(f"/themes/{theme.pk}/?{query}").context

    assert sorted(item.meeting.held_on.year for item in context["items"]) == held_on
    assert sorted(row.action.raised_on.year for row in context["report"].rows) == held_on
    given = [one.advice.given_on.year for one in context["report"].recommendations]
    assert sorted(given) == held_on


def test_the_report_of_all_boards_is_narrowed_to_one(client, board, secretary):
    theme, other = make_theme(), make_board(minutes_visible_to="public", slug="open")
    carry(theme, board)
    carry(theme, other, stage="published")
    client.force_login(secretary)

    of_all, of_one = (client.get(f"/themes/{theme.pk}/{query}").context for query in ("", "?board=rr3"))

    assert {item.meeting.board for item in of_all["items"]} == {board, other}
    assert [item.meeting.board for item in of_one["items"]] == [board]
    assert [row.action.board for row in of_one["report"].rows] == [board]
    assert of_one["report"].open.address == f"/actions/?theme={theme.pk}&board=rr3&state=open"


def test_a_period_that_ends_before_it_begins_is_said_so(client, board, secretary):
    theme = make_theme(board)
    client.force_login(secretary)
    response = client.get(f"/themes/{theme.pk}/?from=2026-03-05&to=2026-03-04")
    assert "The last day cannot be before the first." in response.text


def test_more_than_fifty_actions_are_a_link_away(client, board, secretary):
    theme = make_theme(board)
    for _ in range(51):
        make_action(board).themes.add(theme)
    client.force_login(secretary)
    response = client.get(f"/themes/{theme.pk}/")
    assert len(response.context["report"].rows) == 50
    assert "All 51 in the register" in response.text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_as_many_queries_for_more_rows(client, board, member, rows, django_assert_num_queries):
    for _ in range(rows):
        carry(make_theme(board), board)
        carry(make_theme(), board)
    client.force_login(member)
    with django_assert_num_queries(9):
        client.get("/themes/")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_report_takes_as_many_queries_for_more_rows(client, board, member, rows, django_assert_num_queries):
    theme = make_theme()
    for _ in range(rows):
        carry(theme, board)
        carry(theme, make_board(minutes_visible_to="public"), stage="published")
    client.force_login(member)
    with django_assert_num_queries(14):
        client.get(f"/themes/{theme.pk}/")
