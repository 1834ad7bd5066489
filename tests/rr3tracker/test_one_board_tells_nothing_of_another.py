"""An official of one board learns nothing of another: not from a page, a number, a link, an export, nor a refusal.

The other board is that of the cast, with one of everything (`tests.test_access.world`), so that a new kind of record is asked for
here as soon as it has its row there. The official's own organisation owes that board too, and shares a theme with it.
"""

import datetime as dt
import re
from collections import Counter, deque
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from actions.models import ActionOwner, Status
from actions.services import Due
from organisations.models import Membership
from tests.factories import (
    DAY,
    make_action,
    make_advice,
    make_board,
    make_item,
    make_meeting,
    make_membership,
    make_minute,
    make_organisation,
    make_person,
    make_recommendation,
    make_response,
    make_seat,
    make_theme,
    make_update,
    make_user,
)
from tests.test_access import TABLE, world
from tests.test_nasty_input import QUERY

__all__ = ["world"]

SECRET = "zinnober"
OF_THE_DIRECTORY = {"organisation", "person"}
"""Every organisation is known to whoever has a role on a board."""
BY_LINK = {"report_token", "calendar_token"}
LIKE_IT = 2
"""How many more addresses are followed of those that differ in their numbers or in their query alone."""


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: DAY)


def after(count):
    return DAY + dt.timedelta(days=count)


@pytest.fixture
def shared(db):
    return make_theme(name="Accommodation")


@pytest.fixture
def ours(db):
    return make_organisation("Ministry of Paper", acronym="MOP")


@pytest.fixture
def reader(client, ours, shared):
    """An official of a board with a meeting, an action, a theme and a recommendation of its own."""
    mine = make_board("Paper board", slug="paper", acronym="PAP", reference_prefix="PAP")
    user = make_user("paula@example.org")
    person = make_person("Paula Reed", user=user, organisation=ours)
    make_membership(mine, person=person, organisation=ours, role=Membership.Role.OFFICIAL)
    meeting = make_meeting(mine, "approved", held_on=after(-60))
    make_meeting(mine, held_on=after(20))
    item = make_item(meeting)
    action = make_action(raised_in=make_minute(item), due_on=after(-20), owners=[ActionOwner(organisation=ours)])
    action.themes.add(shared, make_theme(mine, name="Envelopes"))
    make_update(action, Status.DELAYED, reported_on=after(-30), due=Due(on=after(-10)))
    make_action(mine, raised_on=after(-40), owners=[ActionOwner(seat=make_seat(mine)), ActionOwner(person=person)])
    recommendation = make_recommendation(make_advice(mine, given_on=after(-30)), ours)
    make_response(recommendation.addressees.get(), responded_on=after(-5))
    client.force_login(user)
    return user


def tell_secrets(board, ours, shared):
    """What the other board has besides one of everything: each could be counted, listed or offered somewhere."""
    for number, status in enumerate((Status.OPEN, Status.TO_BE_AGREED, Status.COMPLETE, Status.NO_LONGER_NEEDED)):
        owners = [
            ActionOwner(organisation=ours),
            ActionOwner(words=SECRET),
            ActionOwner(seat=make_seat(board, title=f"{SECRET} {number}")),
        ]
        action = make_action(board, text=f"About {SECRET}", raised_on=after(-50), due_on=after(-9), owners=owners)
        action.themes.add(shared, make_theme(board, name=f"{SECRET} {number}"))
        make_update(action, Status.DELAYED, reported_on=after(-20), due=Due(on=after(-4)), text=SECRET)
        if status != Status.OPEN:
            make_update(action, status, reported_on=after(-3), text=SECRET)
    meeting = make_meeting(board, "approved", held_on=after(-2), title=f"On {SECRET}")
    item = make_item(meeting, title=SECRET)
    item.themes.add(shared)
    make_action(raised_in=make_minute(item, text=SECRET), text=SECRET, owners=[ActionOwner(organisation=ours)])
    recommendation = make_recommendation(make_advice(board, title=SECRET), ours, text=SECRET)
    recommendation.themes.add(shared)
    make_response(recommendation.addressees.get(), text=SECRET)


def words_of(response):
    body = b"".join(response.streaming_content) if response.streaming else response.content
    words = re.sub(r'name="(csrfmiddlewaretoken|sent_key)" value="[\w-]+"', "", body.decode(errors="replace"))
    return f"{response.status_code} {response.get('Location', '')}\n{words}"


def shape(address):
    """What addresses have in common that lead to pages of one kind."""
    return re.sub(r"\d+", "9", urlsplit(address).path)


def links_of(address, words):
    here = urlsplit(address)
    for found in re.findall(r'href="([^"#]+)', words):
        link = unescape(found)
        link = f"{here.path}{link}" if link.startswith("?") else link
        if link.startswith("/") and not link.startswith(("/static/", "/accounts/")):
            yield link


def crawl(client, starts):
    """Every page that links lead to, by its address; of pages of one kind, some."""
    pages, kinds, waiting = {}, Counter(), deque(starts)
    while waiting:
        address = waiting.popleft()
        pages[address] = words_of(client.get(address))
        for link in links_of(address, pages[address]):
            if link not in pages and link not in waiting and kinds[shape(link)] < LIKE_IT:
                kinds[shape(link)] += 1
                waiting.append(link)
    return pages


def starts():
    """Every page that names no row, bare, and with each of the values that lists are asked for with."""
    bare = [reverse(name) for name, (_, rows) in TABLE.items() if not rows]
    register = [
        *("state=", "state=overdue", "state=closed", "mine=1", "moved=1", "carried=0", "carried=1", "on_time=yes", "on_time=no"),
        *("owner=words", "owner=nobody", "owner=role-chair", "theme=none", "organisation=none", f"q={SECRET}"),
        *("closed_from=2025-01-01", "completed_from=2025-01-01", "postponed_from=2025-01-01", "reopened_from=2025-01-01"),
        *("as_at=2026-03-01", "as_at=2026-03-01&state=overdue", "raised_from=2025-01-01", "due_to=2026-12-31"),
    ]  # fmt: skip
    return [
        *bare,
        *(f"/actions/?{query}" for query in register),
        *(f"/actions/csv/?{query}" for query in register),
        *(f"/search/?q={SECRET}&show={show}" for show in ("", "actions", "agendas", "minutes")),
        "/dashboard/?period_from=2025-01-01&period_to=2026-12-31&since=2025-01-01",
        "/dashboard/?organisation=none",
        "/dashboard/?theme=none",
        "/boards/paper/",
        "/boards/paper/summary/?as_at=2026-03-01",
    ]


def test_no_page_in_reach_changes_with_what_another_board_has(request, client, reader, board, member, ours, shared):
    before = crawl(client, starts())
    assert len(before) > 80
    assert sum("MOP" in words or "Ministry of Paper" in words for words in before.values()) > 10

    request.getfixturevalue("world")
    tell_secrets(board, ours, shared)

    changed = [address for address, words in before.items() if words_of(client.get(address)) != words]
    assert changed == []
    told = [address for address, words in before.items() if board.name in words]
    assert told == []


def test_what_the_crawl_would_find_is_there_to_be_found(request, client, reader, board, ours, shared):
    """With a role on the other board too, many of the same pages change."""
    person = make_person("Another reader", user=make_user("both@example.org"), organisation=ours)
    for one in Membership.objects.filter(person__user=reader):
        make_membership(one.board, person=person, organisation=ours, role=Membership.Role.OFFICIAL)
    make_membership(board, person=person, organisation=ours, role=Membership.Role.OFFICIAL)
    addresses = ["/", "/dashboard/", "/actions/", "/actions/csv/", shared.get_absolute_url(), f"/search/?q={SECRET}"]
    client.force_login(person.user)
    before = [words_of(client.get(address)) for address in addresses]

    tell_secrets(board, ours, shared)

    after_that = [words_of(client.get(address)) for address in addresses]
    assert [was == now for was, now in zip(before, after_that, strict=True)] == [False] * len(addresses)


def is_of_a_row(name):
    rows = set(TABLE[name][1])
    return bool(rows) and not rows & BY_LINK and not rows <= OF_THE_DIRECTORY


@pytest.fixture
def missing(world):
    """Keys like those of the world, of nothing."""
    return {"board": "no-such-board", "action": "RR3-99999"}


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_address_of_its_rows_answers_as_one_of_nothing(client, reader, board, world, missing, method):
    differ = []
    for name in filter(is_of_a_row, TABLE):
        answers = set()
        for keys in (world, {row: missing.get(row, 987654321) for row in world}):
            address = reverse(name, args=[keys[row] for row in TABLE[name][1]])
            answer = words_of(getattr(client, method)(address)).replace(address, "…")
            assert answer.split()[0] in ("404", "405"), name
            answers.add(answer)
        if len(answers) != 1:
            differ.append(name)
    assert differ == []


ROWS_IN_QUERIES = {
    "board": "board",
    "person": "person",
    "seat": "seat",
    "theme": "theme",
    "raised_at": "meeting",
    "at_meeting": "meeting",
    "minute": "minute",
    "into": "action",
    "since_meeting": "meeting",
}
"""Which rows of the world the query of an address may name."""


def asked_by_query(world, missing):
    """Pairs of addresses that differ in this alone: one names a row of the other board, and one nothing."""
    for name, fields in QUERY.items():
        if TABLE.get(name, ("", ("",)))[1]:
            continue
        for field in fields:
            if row := ROWS_IN_QUERIES.get(field):
                yield tuple(f"{reverse(name)}?{field}={key}" for key in (world[row], missing.get(row, 987654321)))
            if field in ("owner", "as_at"):
                kinds = (("person", "person"), ("seat", "seat")) if field == "owner" else (("meeting", "meeting"),)
                for kind, row in kinds:
                    yield tuple(f"{reverse(name)}?{field}={kind}-{key}" for key in (world[row], 987654321))


def _without(words, address):
    """Where the page gives back what was asked for."""
    field, _, value = address.partition("?")[2].partition("=")
    given_back = rf'(Select a valid choice\. |\b{field}=|name="{field}" value="|id="id_{field}" value=")'
    return re.sub(f'{given_back}{re.escape(value)}(?=[ "&\n])', r"\1…", words)


def test_a_query_that_names_its_rows_answers_as_one_that_names_nothing(client, reader, board, world, missing):
    pairs = list(asked_by_query(world, missing))
    assert len(pairs) > 15

    differ = []
    for known, unknown in pairs:
        answers = [_without(words_of(client.get(address)), address) for address in (known, unknown)]
        if len(set(answers)) != 1:
            differ.append(known)
    assert differ == []
