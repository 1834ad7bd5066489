"""Every number of the dashboard is the length of the list that it opens."""

import datetime as dt
import re
from html import unescape

import pytest
from django.http import QueryDict
from django.urls import reverse

from actions import rag
from actions.dashboard.owners import MOST_ORGANISATIONS
from actions.dashboard.scope import last_twelve_months, this_financial_year, this_quarter
from actions.dashboard.tables import MOST_LINES
from actions.filters import ActionFilter
from actions.filters_as_at import AsAtFilter
from actions.models import ActionOwner, Status
from actions.services import Due
from organisations.models import Membership, Organisation, Theme
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
    make_theme,
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
    themes = [make_theme(name="Homes"), make_theme(board, name="Jobs")]

    def make(**overrides):
        turn = next(everybody)
        action = make_action(board, owners=owners[turn % len(owners)](), **{"raised_on": long_ago, **overrides})
        action.themes.set(themes[: turn % 3])
        return action

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
    put_off = make(due_on=DAY - days(300))
    for ago in (200, 90, 3):
        make_update(put_off, Status.DELAYED, reported_on=DAY - days(ago), due=Due(on=DAY - days(ago - 60)))
    reopened = make(due_on=DAY - days(300))
    make_update(reopened, Status.COMPLETE, reported_on=DAY - days(100))
    make_update(reopened, Status.IN_PROGRESS, reported_on=DAY - days(40), reopen=True)
    draft, read = make_meeting(board), make_meeting(board, "published")
    make(raised_in=make_minute(make_item(draft)), raised_on=DAY)
    make(raised_in=make_minute(make_item(read)), raised_on=DAY)
    make_action(board, raised_on=DAY, owners=[ActionOwner(person=member.person)])


@pytest.mark.parametrize(
    ("who", "address"),
    [
        *((who, "/dashboard/") for who in ("secretary", "outsider", "stranger", "anonymous")),
        (
            "secretary",
            "/dashboard/?board=rr3&theme={theme}&period_from=2025-09-01&period_to=2026-02-01&since=2025-12-05",
        ),
        ("member", "/dashboard/?board=rr3&board=open"),
        ("official", "/dashboard/?organisation=none&theme=none"),
        ("superuser", "/dashboard/?organisation={organisation}"),
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

    housing, homes = Organisation.objects.get(name="Housing Trust").pk, Theme.objects.get(name="Homes").pk
    page = client.get(address.format(organisation=housing, theme=homes))

    assert not page.context["form"].errors
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
        "Open": 22 + 10 + 4 + 3 + 2,
        "Due within 14 days": 2 * 2,
        "Overdue": 2 * 8 + 3 + 1,
        "Complete, to be agreed": 1,
        "Completed": 5,
        "No longer needed": 1,
    }
    assert {figure.label: figure.count for figure in figures.by_age} == {
        "0 to 30 days": 4,
        "31 to 90 days": 2,
        "91 to 180 days": 2,
        "181 to 365 days": 4,
        "More than a year": 1 + 22 + 4 + 2,
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

    with django_assert_num_queries(21):
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


def test_tells_since_the_last_meeting_of_the_one_board_that_is_shown(client, board, secretary):
    make_meeting(board, held_on=DAY)
    make_meeting(board, held_on=DAY - days(50))
    client.force_login(secretary)

    assert client.get("/dashboard/?board=rr3").context["since"] == "14 January 2026"
    assert client.get("/dashboard/").context["since"] == "14 January 2026"
    make_membership(make_board(), person=secretary.person, role=Membership.Role.SECRETARIAT)
    assert client.get("/dashboard/").context["since"] == "3 February 2026"
    assert client.get("/dashboard/?since=2026-01-01").context["since"] == "1 January 2026"


@pytest.mark.parametrize(
    ("query", "field", "message"),
    [
        ("period_from=30 February 2026", "period_from", "Enter a date such as 5 March 2025"),
        ("period_to=soon", "period_to", "Enter a date such as 5 March 2025"),
        (
            "period_from=2026-02-02&period_to=2026-02-01",
            "period_to",
            "The period starts on 2 February 2026: enter that day or a later one.",
        ),
        ("period_from=2026-03-06", "period_from", "Enter today or an earlier day, or say when the period ends."),
        ("period_to=0001-01-01", "period_to", "Enter 1 January 1900 or a later day."),
        ("since=2026-03-06", "since", "Enter today or an earlier day: nothing has changed since."),
        ("theme=999999", "theme", "Select a valid choice. 999999 is not one of the available choices."),
    ],
)
def test_says_what_is_wrong_and_counts_the_rest(client, board, secretary, query, field, message):
    make_action(board)
    client.force_login(secretary)

    page = client.get(f"/dashboard/?{query.replace(' ', '%20')}")

    assert page.context["form"].errors == {field: [message]}
    assert page.context["dashboard"].now[0].count == 1
    assert b"There is a problem" in page.content
    assert b"<title>Error: Dashboard" in page.content


@pytest.mark.parametrize(
    ("on", "period", "first"),
    [
        (dt.date(2026, 3, 31), this_quarter, dt.date(2026, 1, 1)),
        (dt.date(2026, 4, 1), this_quarter, dt.date(2026, 4, 1)),
        (dt.date(2026, 12, 31), this_quarter, dt.date(2026, 10, 1)),
        (dt.date(2026, 3, 31), this_financial_year, dt.date(2025, 4, 1)),
        (dt.date(2026, 4, 1), this_financial_year, dt.date(2026, 4, 1)),
        (dt.date(2026, 3, 5), last_twelve_months, dt.date(2025, 3, 6)),
        (dt.date(2024, 2, 29), last_twelve_months, dt.date(2023, 3, 1)),
    ],
)
def test_usual_periods_end_today(on, period, first):
    assert period(on) == (first, on)


def test_links_to_the_usual_periods_keep_the_other_filters(client, board, secretary):
    client.force_login(secretary)

    links = client.get("/dashboard/?board=rr3&period_from=2026-01-01&period_to=2026-03-05").context["periods"]

    assert [(link.label, link.query, link.is_shown) for link in links] == [
        ("This quarter", "board=rr3&period_from=2026-01-01&period_to=2026-03-05", True),
        ("This financial year", "board=rr3&period_from=2025-04-01&period_to=2026-03-05", False),
        ("Last 12 months", "board=rr3&period_from=2025-03-06&period_to=2026-03-05", False),
    ]


def test_puts_the_worst_first_and_what_nobody_owns_last(client, board, secretary):
    late = {"raised_on": DAY - days(50), "due_on": DAY - days(1)}
    for name, overdue, opened in (("Ash", 0, 3), ("Birch", 1, 4), ("Cedar", 1, 0), ("Dogwood", 2, 0)):
        organisation = make_organisation(name)
        for one in [late] * overdue + [{}] * opened:
            make_action(board, owners=[ActionOwner(organisation=organisation)], **one)
    make_action(board, **late)
    client.force_login(secretary)

    page = client.get("/dashboard/")

    assert [(line.label, line.rag.word) for line in page.context["dashboard"].by_organisation.lines] == [
        ("Dogwood", "Red"),
        ("Cedar", "Red"),
        ("Birch", "Amber"),
        ("Ash", "Green"),
        ("No organisation", "Red"),
    ]
    assert rag.RULE in page.content.decode()


def test_tables_that_are_cut_say_so_and_show_every_line_where_asked(client, board, secretary):
    for number in range(MOST_ORGANISATIONS + 2):
        make_action(board, owners=[ActionOwner(organisation=make_organisation(f"Trust {number:02}"))])
    client.force_login(secretary)

    page = client.get("/dashboard/?board=rr3&since=2026-01-01")
    words = page.content.decode()
    query = re.search(r'2 more are not shown<span[^>]*>: <a class="govuk-link" href="([^"#]+)#by-owners', words)[1]
    whole = client.get(f"/dashboard/{unescape(query)}")

    assert 'id="by-owners-organisation"' in words
    assert f"{MOST_ORGANISATIONS + 2 - MOST_LINES} more are not shown" in words
    cut, shown = page.context["dashboard"], whole.context["dashboard"]
    assert (len(cut.by_organisation.lines), len(cut.by_owner.lines)) == (MOST_ORGANISATIONS, MOST_LINES)
    assert (len(shown.by_organisation.lines), len(shown.by_owner.lines)) == (MOST_ORGANISATIONS + 2,) * 2
    assert "not shown" not in whole.content.decode()
    assert (whole.context["form"].scope.boards, whole.context["form"].scope.since) == (("rr3",), dt.date(2026, 1, 1))
    assert '<input type="hidden" name="every_line" value="1"' in whole.content.decode()
    assert [chip.text for chip in whole.context["chips"]] == [f"Board: {board.name}", "Every line of the tables"]


@pytest.mark.parametrize("who", ["anonymous", "stranger"])
def test_tells_nothing_of_the_directory_to_those_without_a_role(request, db, client, who):
    board = make_board(minutes_visible_to="public")
    housing, worker = make_organisation("Housing Trust"), make_person("Ann Ashby")
    minute = make_minute(make_item(make_meeting(board, "published")))
    make_action(raised_in=minute, owners=[ActionOwner(organisation=housing), ActionOwner(person=worker)])
    if who == "stranger":
        client.force_login(request.getfixturevalue(who))

    page = client.get("/dashboard/")

    assert page.context["dashboard"].now[0].count == 1
    assert not page.context["dashboard"].by_organisation
    assert not page.context["dashboard"].by_owner
    assert "organisation=" not in page.content.decode()


def test_tells_an_official_of_one_board_nothing_of_another(client, board, official):
    other = make_board("Secret board", slug="secret", acronym="SB")
    body = make_organisation("Secret Police")
    make_action(other, owners=[ActionOwner(organisation=body)], text="Secret work").themes.add(
        make_theme(other, name="Secret theme"), make_theme(name="Open theme")
    )
    make_action(board)
    client.force_login(official)

    addresses = ("", "?board=secret", f"?organisation={body.pk}", f"?theme={Theme.objects.get(name='Secret theme').pk}")
    for address in addresses:
        page = client.get(f"/dashboard/{address}")
        assert b"Secret work" not in page.content
        assert b"Secret board" not in page.content
        assert b"Secret theme" not in page.content
        # The directory is open to the official, who may ask for any organisation; none is offered for what it owns elsewhere.
        assert (b"Secret Police" in page.content) == ("organisation" in address)
        assert page.context["dashboard"].is_empty == ("organisation" in address)


def test_draws_lines_that_differ_by_more_than_colour_and_are_named(client, board, secretary):
    make_action(board)
    client.force_login(secretary)

    words = client.get("/dashboard/").content.decode()

    chart = re.search(r'<svg class="rr3-lines"[^>]*aria-labelledby="chart-flow-title.*?</svg>', words, re.DOTALL)[0]
    assert (
        ">Raised: Apr 0, May 0, Jun 0, Jul 0, Aug 0, Sep 0, Oct 0, Nov 0, Dec 0, Jan 0, Feb 0, Mar 1. Completed:"
        in chart
    )
    assert (chart.count("<circle"), chart.count("<rect")) == (12, 12)
    assert ">Raised 1</text>" in chart
    assert ">Completed 0</text>" in chart
