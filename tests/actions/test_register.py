"""The register: its filters, order, pages and words, all of them in its address."""

import datetime as dt

import pytest
from django.urls import reverse

from actions.models import Action, ActionOwner, Status
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
)

LIST = "/actions/"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: DAY)


def days(count):
    return dt.timedelta(days=count)


def listed(client, query=""):
    page = client.get(f"{LIST}?{query}" if query else LIST)
    assert page.status_code == 200
    assert not page.context["filter"].form.errors
    return [row.action.text for row in page.context["rows"]]


@pytest.fixture
def actions(client, board, secretary, member):
    """Eight actions, named for what they are; the secretary is signed in."""
    other = make_board("Another board", slug="another", reference_prefix="AN")
    make_membership(other, person=secretary.person, role=Membership.Role.SECRETARIAT)
    housing = make_organisation("Housing Trust")
    ann = make_person("Ann Ashby", organisation=housing)
    early = DAY - days(100)
    meeting = make_meeting(board, "published", held_on=DAY - days(50))
    make_action(board, text="late", raised_on=early, due_on=DAY - days(1), owners=[ActionOwner(person=ann)])
    make_action(board, text="today", raised_on=early, due_on=DAY, owners=[ActionOwner(organisation=housing)])
    make_action(board, text="soon", raised_on=early, due_at=make_meeting(board, held_on=DAY + days(14)))
    make_action(board, text="later", raised_on=early, due_on=DAY + days(15), owners=[ActionOwner(role="secretariat")])
    make_action(raised_in=make_minute(make_item(meeting)), text="at the meeting", due_text="After publication")
    make_action(other, text="elsewhere", raised_on=DAY - days(3))
    make_update(make_action(board, text="done", raised_on=early), Status.COMPLETE, reported_on=DAY - days(10))
    make_update(make_action(board, text="said done", raised_on=early), Status.TO_BE_AGREED, reported_on=DAY)
    client.force_login(secretary)
    return {action.text: action for action in Action.objects.all()}


def test_the_bare_address_lists_open_actions_soonest_due_first(client, actions):
    assert listed(client) == ["late", "today", "soon", "later", "elsewhere", "at the meeting", "said done"]


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("state=", ["at the meeting", "done", "elsewhere", "late", "later", "said done", "soon", "today"]),
        ("state=open", ["at the meeting", "elsewhere", "late", "later", "said done", "soon", "today"]),
        ("state=overdue", ["late"]),
        ("state=due_soon", ["soon", "today"]),
        ("state=closed", ["done"]),
        ("status=complete", ["done"]),
        ("status=complete&status=to_be_agreed", ["done", "said done"]),
        ("board=another", ["elsewhere"]),
        ("board=another&board=rr3&state=overdue", ["late"]),
        ("due_from=2026-03-05&due_to=2026-03-19", ["soon", "today"]),
        ("due_to=4 March 2026", ["late"]),
        ("due_from=20/3/2026", ["later"]),
        ("raised_from=2026-01-14&raised_to=2026-01-14", ["at the meeting"]),
        ("raised_from=2026-03-01", ["elsewhere"]),
        ("completed_from=2026-02-23&completed_to=2026-02-23", ["done"]),
        ("completed_from=2026-02-24", []),
        ("q=MEETING", ["at the meeting"]),
        ("q=said+done", ["said done"]),
        ("q=an-1", ["elsewhere"]),
        ("q=100%25", []),
        ("mine=1", ["later"]),
        ("organisation=none&state=open", ["at the meeting", "elsewhere", "later", "said done", "soon"]),
    ],
)
def test_a_filter_lists_exactly_what_it_names(client, actions, query, texts):
    assert sorted(listed(client, query)) == texts


def test_filters_by_owner_and_by_the_meeting_that_raised_it(client, actions):
    ann = actions["late"].owners.get().person
    meeting = actions["at the meeting"].raised_in.item.meeting

    assert listed(client, f"person={ann.pk}") == ["late"]
    assert listed(client, f"organisation={ann.organisation_id}") == ["late", "today"]
    assert listed(client, f"raised_at={meeting.pk}") == ["at the meeting"]


def test_a_person_or_organisation_who_owns_nothing_has_an_empty_list_and_no_error(client, actions, member):
    assert listed(client, f"person={member.person.pk}") == []
    assert listed(client, f"organisation={member.person.organisation_id}") == []


@pytest.mark.parametrize(
    ("sort", "texts"),
    [
        ("due", ["late", "today", "soon", "later", "elsewhere", "at the meeting"]),
        ("-due", ["later", "soon", "today", "late", "elsewhere", "at the meeting"]),
        ("reference", ["elsewhere", "late", "today", "soon", "later", "at the meeting"]),
        ("-reference", ["at the meeting", "later", "soon", "today", "late", "elsewhere"]),
        ("board", ["elsewhere", "late", "today", "soon", "later", "at the meeting"]),
        ("raised", ["late", "today", "soon", "later", "at the meeting", "elsewhere"]),
        ("-raised", ["elsewhere", "at the meeting", "late", "today", "soon", "later"]),
        ("nonsense", ["late", "today", "soon", "later", "elsewhere", "at the meeting"]),
        ("-nonsense", ["late", "today", "soon", "later", "elsewhere", "at the meeting"]),
        ("--due", ["late", "today", "soon", "later", "elsewhere", "at the meeting"]),
    ],
)
def test_sorts_as_the_address_says(client, actions, sort, texts):
    assert listed(client, f"status=open&sort={sort}") == texts


def test_sorts_by_status_in_the_order_of_the_work(client, actions):
    assert listed(client, "sort=-status&state=")[:2] == ["done", "said done"]


def test_says_which_column_it_is_sorted_by(client, actions):
    words = client.get(f"{LIST}?sort=-raised").content.decode()

    assert words.count("aria-sort=") == 1
    assert (
        '<th scope="col" class="govuk-table__header" aria-sort="descending"><a class="rr3-sort" href="?sort=raised">'
        in words
    )


@pytest.mark.parametrize(
    "query",
    [
        "person=abc", "person=0", "person=99999999999999999999999", "person=%00", "person=-1", "person=%F0%9F%98%80",
        "organisation=abc", "organisation=%00", "board=nonsense", "board=%00", "status=nonsense", "status=%00",
        "state=nonsense", "raised_at=abc", "raised_at=99999999999999999999", "due_from=nonsense", "due_to=31/02/2026",
        "raised_from=%00", "completed_to=0000-00-00", "q=%00", "q=" + "x" * 300,
    ],
)  # fmt: skip
def test_says_what_it_does_not_understand(client, actions, query):
    page = client.get(f"{LIST}?{query}")

    assert page.status_code == 200
    assert b"There is a problem" in page.content


@pytest.mark.parametrize(
    "query",
    ["page=abc", "page=0", "page=-1", "page=99999999999999999999", "page=%00", "page=" + "9" * 5000, "sort=%00", "mine=maybe",
     "mine=%00", "x=1", "q=", "q=%25%5F%5C", "q=" + "+a" * 90, "state=open&state=closed", "%00=1", "q[]=1"],
)  # fmt: skip
def test_takes_no_harm_from_odd_values(client, actions, query):
    assert client.get(f"{LIST}?{query}").status_code == 200


def test_counts_in_a_sentence(client, actions, board):
    for query, sentence in (
        ("", "<strong>7 actions</strong>, 1 overdue"),
        ("q=late&q=late&status=open&board=rr3&due_to=2026-03-04", "<strong>1 action</strong>, 1 overdue"),
        ("state=closed", "<strong>1 action</strong>, none overdue"),
        ("q=nonsense", "<strong>0 actions</strong></p>"),
    ):
        assert sentence in client.get(f"{LIST}?{query}" if query else LIST).content.decode()


def test_a_chip_for_each_filter_leads_to_the_list_without_it(client, actions):
    query = "status=open&status=complete&due_from=1+March+2026&q=a+b&sort=-due&page=2"

    chips = {chip.text: chip.query for chip in client.get(f"{LIST}?{query}").context["chips"]}

    assert chips == {
        "“a b”": "status=open&status=complete&due_from=1+March+2026&sort=-due",
        "Status: Open": "status=complete&due_from=1+March+2026&q=a+b&sort=-due",
        "Status: Complete": "status=open&due_from=1+March+2026&q=a+b&sort=-due",
        "Due from 1 March 2026": "status=open&status=complete&q=a+b&sort=-due",
    }


def test_without_its_last_chip_the_list_is_of_all_actions(client, actions):
    for query, rest in (("", "state="), ("state=overdue", "state="), ("mine=1&sort=due", "state=&sort=due")):
        (chip,) = client.get(f"{LIST}?{query}" if query else LIST).context["chips"]
        assert chip.query == rest


def test_folds_away_the_filters_that_are_not_used(client, actions):
    assert b'rr3-filters__more">' in client.get(f"{LIST}?state=open&q=a&person=").content
    assert b'rr3-filters__more" open>' in client.get(f"{LIST}?status=open").content


def test_says_so_where_there_is_nothing_and_where_nothing_matches(client, board, secretary):
    client.force_login(secretary)
    assert b"There are no actions that you may see." in client.get(LIST).content

    make_action(board)
    assert b"No actions match these filters." in client.get(f"{LIST}?q=nonsense").content


def test_pages_keep_the_filters_of_the_address(client, board, secretary):
    for number in range(51):
        make_action(board, text=f"Thing {number}")
    client.force_login(secretary)

    first, second = client.get(LIST), client.get(f"{LIST}?state=open&page=2")

    assert (len(first.context["rows"]), len(second.context["rows"])) == (50, 1)
    assert b'href="?state=open&amp;page=2"' in first.content
    assert len(first.content) < 40_000


def test_offers_only_what_the_reader_may_know_of(client, board, member, outsider):
    make_action(board, owners=[ActionOwner(person=make_person("Ann Ashby"))])
    make_meeting(board, "circulated")
    client.force_login(outsider)

    form = client.get(f"{LIST}?board=rr3").context["filter"].form

    assert [name for name, _ in form.fields["board"].choices] == ["other"]
    assert "Ann Ashby" not in str(form["person"])
    assert len(form.fields["raised_at"].choices) == 1


def test_offers_the_owners_of_what_is_listed(client, actions):
    ann = actions["late"].owners.get().person

    words = client.get(f"{LIST}?person={ann.pk}").content.decode()

    assert f'<option value="{ann.pk}" selected>Ann Ashby</option>' in words
    assert f'<option value="{ann.organisation_id}">Housing Trust</option>' in words
    assert "&lt;option" not in words


def test_lists_nothing_of_draft_minutes_but_for_the_secretariat(client, board, secretary, member, official):
    make_action(raised_in=make_minute(make_item(make_meeting(board))), text="in draft")

    seen = {}
    for user in (secretary, member, official):
        client.force_login(user)
        seen[user.email] = listed(client, "state=")

    assert seen == {"sadia@example.org": ["in draft"], "mina@example.org": [], "owen@example.org": []}


def test_anybody_reads_what_a_public_board_has_published(client, db):
    public = make_board("An open board", slug="open", minutes_visible_to="public")
    for stage in ("drafting", "circulated", "approved", "published"):
        make_action(raised_in=make_minute(make_item(make_meeting(public, stage))), text=stage)
    make_action(public, text="between meetings")

    assert listed(client) == ["published"]


@pytest.mark.parametrize("rows", [1, 3])
def test_asks_the_database_a_fixed_number_of_times(client, board, secretary, rows, django_assert_num_queries):
    for _ in range(rows):
        minute = make_minute(make_item(make_meeting(board)))
        owners = [ActionOwner(person=make_person()), ActionOwner(organisation=make_organisation())]
        make_action(raised_in=minute, owners=owners, due_at=make_meeting(board, held_on=DAY + days(9)))
    client.force_login(secretary)

    with django_assert_num_queries(14):
        client.get(reverse("actions:action_list"))
