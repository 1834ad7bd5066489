"""Who owns an action, who reported on it and who typed that are three things, and no page takes one for another.

Olive Ashby of Owner Trust owns it, Rhoda Birch of Reporter Trust reported, and the secretary typed.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re

import pytest

from actions.dashboard import Scope, dashboard_of
from actions.models import Action, ActionOwner, ActionReport, Status
from actions.services import take_report
from organisations.models import Person, User
from tests.factories import DAY, MOMENT, make_action, make_membership, make_organisation, make_person, make_user

pytestmark = pytest.mark.django_db
ROLES = ("owner", "reporter", "typist")


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: DAY + dt.timedelta(days=2))


@pytest.fixture
def cast(board, secretary) -> dict[str, Person]:
    def sits(name: str, organisation: str) -> Person:
        person = make_person(name, organisation=make_organisation(organisation), user=make_user())
        make_membership(board, person=person)
        return person

    return {
        "owner": sits("Olive Ashby", "Owner Trust"),
        "reporter": sits("Rhoda Birch", "Reporter Trust"),
        "typist": secretary.person,
    }


@pytest.fixture
def action(board, cast) -> Action:
    made = make_action(board, text="Send the figures", due_on=DAY, owners=[ActionOwner(person=cast["owner"])])
    take_report(
        made,
        text="Half of them are in.",
        status=Status.IN_PROGRESS,
        reported_on=DAY + dt.timedelta(days=1),
        reported_by=cast["reporter"],
        channel=ActionReport.Channel.EMAIL,
        at=MOMENT,
        by=cast["typist"].user,
    )
    return made


@pytest.fixture
def reader(client, action, cast):
    client.force_login(cast["typist"].user)
    return client


def again(person: Person) -> User:
    """As the next request reads them: without the roles that were read before."""
    return User.objects.get(pk=person.user_id)


def words_of(page) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.text.split("<main")[1]).split())


def test_the_record_keeps_the_three_apart(action, cast):
    update, report = action.updates.get(), action.reports.get()

    assert [owner.person for owner in action.owners.all()] == [cast["owner"]]
    assert (update.reported_by, update.entered_by) == (cast["reporter"], cast["typist"].user)
    assert (report.reported_by, report.made_by) == (cast["reporter"], cast["typist"].user)


@pytest.mark.parametrize("who", ROLES)
def test_the_register_finds_it_by_its_owner_alone(reader, cast, who):
    by_person = reader.get("/actions/", {"person": cast[who].pk})
    by_organisation = reader.get("/actions/", {"organisation": cast[who].organisation_id})

    found = [[row.action.reference for row in page.context["rows"]] for page in (by_person, by_organisation)]
    assert found == ([["RR3-1"], ["RR3-1"]] if who == "owner" else [[], []])


def test_the_filter_offers_owners_alone(reader):
    choices = dict(reader.get("/actions/").context["filter"].form.fields["person"].choices)

    assert [name for name in choices.values() if name != "Anybody"] == ["Olive Ashby"]


@pytest.mark.parametrize("who", ROLES)
def test_it_is_owed_by_its_owner_alone(client, action, cast, who):
    client.force_login(again(cast[who]))

    owed = [row.reference for row in Action.objects.owed_by_user(again(cast[who]))]
    mine = [row.action.reference for row in client.get("/actions/", {"mine": "on"}).context["rows"]]

    assert owed == mine == (["RR3-1"] if who == "owner" else [])
    assert ("RR3-1" in words_of(client.get("/my/actions/"))) == (who == "owner")


@pytest.mark.parametrize("who", ROLES)
def test_the_page_of_a_person_lists_what_they_own_alone(reader, cast, who):
    assert ("RR3-1" in words_of(reader.get(cast[who].get_absolute_url()))) == (who == "owner")


def test_the_row_of_the_list_names_the_owner_alone(reader):
    row = reader.get("/actions/").context["rows"][0]

    assert row.owners == "Olive Ashby"


def test_the_file_has_the_owner_under_owners_and_nobody_else(reader):
    text = b"".join(reader.get("/actions/csv/").streaming_content).decode("utf-8-sig")
    (line,) = csv.DictReader(io.StringIO(text))

    assert line["Owners"] == "Olive Ashby"
    assert "Birch" not in text
    assert "Marsh" not in text


def test_the_dashboard_counts_it_for_the_organisation_of_its_owner_alone(action, board, cast):
    reader = again(cast["typist"])
    seen = dashboard_of(Scope.usual(reader, on=DAY, boards=(board.slug,)))

    assert [line.label for line in seen.by_organisation.lines] == ["Owner Trust"]


def test_the_page_of_the_action_says_each_in_its_place(reader, action):
    words = words_of(reader.get(action.get_absolute_url()))
    facts, story = words.split("What has been reported")

    assert "Owners Olive Ashby" in facts
    assert "Rhoda Birch" not in facts
    assert "Sadia Marsh" not in facts
    assert "Reported by Rhoda Birch by e-mail" in story
    assert "entered by sadia@example.org" in story.replace("Sadia Marsh", "sadia@example.org")
    assert "Reported by Sadia" not in story
    assert "Olive Ashby" not in story


@pytest.mark.parametrize(("words", "finds"), [("figures", True), ("Olive", False), ("Rhoda", False), ("Sadia", False)])
def test_the_search_finds_it_by_its_words_and_not_by_who_owns_it_said_or_typed_it(reader, words, finds):
    page = reader.get("/search/", {"q": words})

    assert ('href="/actions/RR3-1/"' in page.text) == finds
