"""Every number of the dashboard is the length of the list that it opens."""

import datetime as dt
import re
from html import unescape

import pytest
from django.http import QueryDict
from django.urls import reverse

from actions.filters import ActionFilter
from actions.filters_as_at import AsAtFilter
from actions.models import ActionOwner, Status
from actions.services import Due
from organisations.models import Membership
from tests.factories import (
    DAY,
    make_action,
    make_board,
    make_item,
    make_meeting,
    make_membership,
    make_minute,
    make_organisation,
    make_person,
    make_update,
    make_user,
)

LINK = re.compile(r'<a class="govuk-link[^"]*" href="(/actions/\?[^"]*)">(.*?)</a>', re.DOTALL)
COUNT = re.compile(r'<p class="rr3-count"[^>]*><strong>([\d,]+) actions?</strong>')


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: DAY)


def days(count):
    return dt.timedelta(days=count)


def numbers_of(page):
    """(address, number) of every link to the register on the page."""
    words = page.content.decode()
    found = [
        (unescape(address), int(re.search(r"[\d,]+", re.sub(r"<[^>]+>", " ", text))[0].replace(",", "")))
        for address, text in LINK.findall(words)
    ]
    assert len(found) == words.count('href="/actions/?'), "a link to the register has no number"
    return found


def length_of(client, address):
    page = client.get(address)
    assert page.status_code == 200
    assert not page.context["filter"].form.errors, address
    if not page.context.get("any_at_all", True):
        return 0
    return int(COUNT.search(page.content.decode())[1].replace(",", ""))


def counted_again(addresses, user):
    """How long the list at each address is, by the filters of the register."""
    lengths = {}
    for address in addresses:
        query = QueryDict(address.partition("?")[2])
        moment = dt.date.fromisoformat(query["as_at"]) if "as_at" in query else None
        found = (
            AsAtFilter(query, user=user, moment=moment, on=moment) if moment else ActionFilter(query, user=user, on=DAY)
        )
        assert not found.form.errors, address
        lengths[address] = found.qs.count()
    return lengths


def one_for_each_set_of_filters(addresses):
    """The pages of these are opened: all of them would be hundreds."""
    return {frozenset(QueryDict(address.partition("?")[2])): address for address in addresses}.values()


def make_rows_near_every_edge(board, member):
    """One action on each side of every line that the dashboard draws."""
    housing, health = make_organisation("Housing Trust"), make_organisation("Health Board", acronym="HB")
    worker = make_person("Ann Ashby", organisation=housing)
    long_ago = DAY - days(900)
    owners = [
        lambda: [ActionOwner(organisation=housing), ActionOwner(person=worker)],
        lambda: [ActionOwner(organisation=housing, is_lead=True), ActionOwner(organisation=health)],
        lambda: [ActionOwner(role=ActionOwner.Role.SECRETARIAT)],
        lambda: [ActionOwner(person=make_person())],
        lambda: [ActionOwner(words="Theme leads"), ActionOwner(organisation=health)],
        lambda: [],
    ]
    everybody = iter(range(1000))

    def make(**overrides):
        return make_action(
            board, owners=owners[next(everybody) % len(owners)](), **{"raised_on": long_ago, **overrides}
        )

    for away in (-200, -91, -90, -89, -29, -28, -27, -1, 0, 14, 15):
        make(due_on=DAY + days(away))
        meeting = make_meeting(board, held_on=DAY + days(away))
        make(due_at=meeting)
    for raised in (
        dt.date(2025, 3, 4), dt.date(2025, 3, 5), dt.date(2025, 3, 6), dt.date(2025, 9, 4), dt.date(2025, 9, 5),
        dt.date(2025, 9, 6), dt.date(2025, 12, 4), dt.date(2025, 12, 5), dt.date(2025, 12, 6), DAY,
    ):  # fmt: skip
        make(raised_on=raised)
    for closed in (dt.date(2025, 12, 4), dt.date(2025, 12, 5), dt.date(2025, 12, 6), DAY - days(1), DAY):
        make_update(make(due_on=DAY - days(40)), Status.COMPLETE, reported_on=closed)
    for status in set(Status) - {Status.COMPLETE}:
        make_update(make(due_on=DAY - days(40)), status, reported_on=DAY)
    draft, read = make_meeting(board), make_meeting(board, "published")
    make(raised_in=make_minute(make_item(draft)), raised_on=DAY)
    make(raised_in=make_minute(make_item(read)), raised_on=DAY)
    make_action(board, raised_on=DAY, owners=[ActionOwner(person=member.person)])


@pytest.mark.parametrize(
    ("who", "address"),
    [
        *((who, "/dashboard/") for who in ("secretary", "member", "official", "outsider", "stranger", "superuser")),
        ("anonymous", "/dashboard/"),
        ("anonymous", "/dashboard/?board=open"),
        ("secretary", "/dashboard/?board=rr3"),
        ("member", "/dashboard/?board=rr3&board=open"),
    ],
)
def test_every_number_is_the_length_of_the_list_that_it_opens(request, client, board, member, outsider, who, address):
    make_rows_near_every_edge(board, member)
    public = make_board("An open board", slug="open", acronym="OP", minutes_visible_to="public")
    make_action(raised_in=make_minute(make_item(make_meeting(public, "published"))), due_on=DAY)
    make_action(raised_in=make_minute(make_item(make_meeting(public, "circulated"))))
    if who == "superuser":
        client.force_login(make_user(is_superuser=True))
    elif who != "anonymous":
        client.force_login(request.getfixturevalue(who))

    page = client.get(address)

    numbers = dict(numbers_of(page))
    assert len(numbers) >= 19
    assert numbers == counted_again(numbers, page.wsgi_request.user)
    sample = one_for_each_set_of_filters(numbers)
    assert {address: numbers[address] for address in sample} == {one: length_of(client, one) for one in sample}


def test_counts_what_is_near_each_edge(client, board, secretary, member):
    make_rows_near_every_edge(board, member)
    client.force_login(secretary)

    figures = client.get(reverse("actions:dashboard")).context["dashboard"]

    assert {figure.label: figure.count for figure in [*figures.now, *figures.in_period]} == {
        "Open": 22 + 10 + 4 + 3,
        "Due within 14 days": 2 * 2,
        "Overdue": 2 * 8 + 3,
        "Complete, to be agreed": 1,
        "Completed": 5,
        "No longer needed": 1,
    }
    assert {figure.label: figure.count for figure in figures.by_age} == {
        "0 to 30 days": 4,
        "31 to 90 days": 2,
        "91 to 180 days": 2,
        "181 to 365 days": 4,
        "More than a year": 1 + 22 + 4,
    }
    assert sum(figure.count for figure in figures.by_age) == figures.now[0].count
    assert sum(figure.count for figure in figures.by_carried) == figures.now[0].count
    assert sum(figure.count for figure in figures.by_lateness) == figures.now[2].count
    assert figures.months[-1].open_then.count == figures.now[0].count


def test_counts_an_action_of_two_organisations_under_each_and_once_for_both_ways_of_owning(client, board, secretary):
    housing, health = make_organisation("Housing Trust"), make_organisation("Health Board")
    both = [ActionOwner(organisation=housing), ActionOwner(person=make_person(organisation=housing))]
    make_action(board, owners=[*both, ActionOwner(organisation=health)])
    make_action(board, owners=[ActionOwner(role="chair")])
    make_action(board, owners=[ActionOwner(role="chair"), ActionOwner(organisation=health)])
    client.force_login(secretary)

    lines = client.get(reverse("actions:dashboard")).context["dashboard"].by_organisation.lines

    assert [(line.label, line.opened) for line in lines] == [
        ("Health Board", 2),
        ("Housing Trust", 1),
        ("No organisation", 1),
    ]


def test_leaves_out_what_is_raised_in_draft_minutes_for_all_but_the_secretariat(client, board, secretary, member):
    make_action(raised_in=make_minute(make_item(make_meeting(board))), due_on=DAY)

    client.force_login(member)
    assert client.get(reverse("actions:dashboard")).context["dashboard"].is_empty
    client.force_login(secretary)
    assert client.get(reverse("actions:dashboard")).context["dashboard"].now[0].count == 1


def test_is_of_one_board_where_the_address_says_so(client, board, secretary):
    other = make_board("Another board", slug="another")
    make_membership(other, person=secretary.person, role=Membership.Role.SECRETARIAT)
    make_action(board)
    make_action(other)
    make_action(other)
    client.force_login(secretary)

    counts = [
        client.get(f"/dashboard/{query}").context["dashboard"].now[0].count
        for query in ("", "?board=rr3", "?board=another", "?board=rr3&board=another")
    ]

    assert counts == [3, 1, 2, 3]


@pytest.mark.parametrize("query", ["board=nonsense", "board=other", "board=%00", "board=&board=", "page=9&x=%FF"])
def test_a_board_that_is_unknown_or_not_to_be_seen_is_left_out_of_account(client, board, outsider, secretary, query):
    make_action(board)
    client.force_login(secretary)

    page = client.get(f"/dashboard/?{query}")

    assert page.status_code == 200
    assert page.context["dashboard"].now[0].count == 1
    assert b"Somebody else" not in page.content


def test_says_so_where_there_is_nothing_to_count(client, board, secretary):
    client.force_login(secretary)

    page = client.get(reverse("actions:dashboard"))

    assert b"There are no actions here that you may see." in page.content
    assert b'<svg class="rr3-bars"' not in page.content


@pytest.mark.parametrize("rows", [1, 3])
def test_asks_the_database_a_fixed_number_of_times(client, secretary, rows, django_assert_num_queries):
    for _ in range(rows):
        board = make_board()
        make_membership(board, person=secretary.person, role=Membership.Role.SECRETARIAT)
        make_action(board, owners=[ActionOwner(organisation=make_organisation())], due_on=DAY)
        make_update(make_action(board, raised_on=DAY - days(30)), Status.COMPLETE)
    client.force_login(secretary)

    with django_assert_num_queries(20):
        client.get(reverse("actions:dashboard"))


def test_charts_say_in_words_what_their_bars_show(client, board, secretary):
    late = make_action(board, raised_on=DAY - days(60), due_on=DAY - days(1))
    make_update(late, Status.DELAYED, text="Waiting.", due=Due(on=DAY - days(2)))
    make_action(board)
    client.force_login(secretary)

    words = client.get(reverse("actions:dashboard")).content.decode()

    chart = re.search(
        r'<svg[^>]*aria-labelledby="chart-status-title chart-status-description".*?</svg>', words, re.DOTALL
    )
    assert 'role="img"' in chart[0]
    assert '<title id="chart-status-title">Actions by status</title>' in chart[0]
    assert ">Open: 1; In progress: 0; Delayed: 1; Complete, to be agreed: 0; Complete: 0;" in chart[0]
    assert "style=" not in words
