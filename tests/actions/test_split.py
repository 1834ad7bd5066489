"""An action that is several pieces of work is split into parts."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError

from actions.issued import owners_in_words
from actions.models import Action, ActionOwner, Status
from actions.services import Due, Part, split_action
from tests.actions.test_action_page import words_of
from tests.factories import DAY, MOMENT, make_action, make_item, make_meeting, make_minute, make_update
from tests.test_nasty_input import FormsOnPage, send_nasty

WEEK = dt.timedelta(days=7)
SPLIT = "/actions/RR3-1/split/"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: DAY + WEEK)


@pytest.fixture
def whole(board):
    return make_action(board, text="Ask the courts and write to prisons", owners=[ActionOwner(role="chair")])


PARTS = ("Ask the courts", "Write to prisons")


def split(action, by, parts=PARTS, **details):
    given = [part if isinstance(part, Part) else Part(part) for part in parts]
    return split_action(action, given, **{"reported_on": DAY + WEEK, "by": by, "at": MOMENT, **details})


def test_each_part_is_an_action_that_names_the_one_it_came_from(whole, secretary):
    owner = ActionOwner(words="Theme leads")
    parts = split(whole, secretary, [Part("Ask the courts ", [owner], Due(on=DAY + 3 * WEEK)), Part("Write")])

    assert [(p.reference, p.text, p.split_from, p.raised_in, p.raised_on, p.due_on) for p in parts] == [
        ("RR3-2", "Ask the courts", whole, None, DAY + WEEK, DAY + 3 * WEEK),
        ("RR3-3", "Write", whole, None, DAY + WEEK, None),
    ]
    assert [owners_in_words(part) for part in parts] == [["Theme leads"], []]
    assert (whole.status, whole.succeeded_by) == ("no_longer_needed", None)
    assert whole.updates.get().text == "Split into RR3-2 and RR3-3."


def test_it_may_stay_open_as_the_first_part(whole, secretary):
    split(whole, secretary, ["Write to prisons"], keeps_first=True)

    assert (whole.status, whole.updates.get().text) == ("open", "Split into RR3-2.")


def test_twice_splits_once(whole, secretary):
    first = split(whole, secretary, after=0)

    assert split(whole, secretary, after=0) == first
    assert Action.objects.count() == 3


@pytest.mark.parametrize(
    ("parts", "details", "message"),
    [
        (["One"], {}, "Enter two parts or more"),
        ([], {"keeps_first": True}, "Enter the other part"),
        ([Part("One", due=Due(on=DAY)), "Two"], {}, "Part 1: An action cannot be due before it was raised"),
        (PARTS, {"reported_on": DAY - WEEK}, "cannot be reported on before"),
    ],
)
def test_refuses_and_raises_none(whole, secretary, parts, details, message):
    with pytest.raises(ValidationError, match=message):
        split(whole, secretary, parts, **details)
    assert (Action.objects.count(), whole.updates.count()) == (1, 0)


def test_refuses_a_closed_one_a_crossed_report_and_who_is_not_of_the_secretariat(whole, secretary, member):
    with pytest.raises(ValidationError, match="is not yours to report on"):
        split(whole, member)
    make_update(whole, reported_on=DAY)
    with pytest.raises(ValidationError, match="Somebody reported on RR3-1 while you were writing"):
        split(whole, secretary, after=0)
    make_update(whole, Status.COMPLETE, reported_on=DAY)
    with pytest.raises(ValidationError, match="RR3-1 is closed: only an open action is split"):
        split(whole, secretary)
    assert Action.objects.count() == 1


@pytest.mark.parametrize("is_restricted", [False, True])
@pytest.mark.parametrize("stage", ["drafting", "with_chair", "circulated", "approved", "published"])
def test_a_part_is_seen_by_nobody_who_does_not_see_the_whole(
    board, secretary, member, chair, official, outsider, stranger, stage, is_restricted
):
    paragraph = make_minute(make_item(make_meeting(board, stage), is_restricted=is_restricted))
    whole = make_action(raised_in=paragraph)
    everybody = (secretary, member, chair, official, outsider, stranger, AnonymousUser())

    def who_sees(action):
        return {user for user in everybody if Action.objects.visible_to(user).filter(pk=action.pk).exists()}

    if is_restricted and stage in ("approved", "published"):
        with pytest.raises(ValidationError, match="restricted item of minutes that are approved"):
            split(whole, secretary)
        assert Action.objects.count() == 1
        return
    part, _ = split(whole, secretary)
    assert who_sees(part) == who_sees(whole)
    assert part.raised_in == (paragraph if stage in ("drafting", "with_chair", "circulated") else None)


def form_on(page):
    return FormsOnPage(page.content.decode()).forms[-1]


def test_from_the_page_to_the_parts(client, board, secretary):
    paragraph = make_minute(make_item(make_meeting(board, "published")), number="8.2.1")
    make_action(raised_in=paragraph)
    client.force_login(secretary)
    assert f'href="{SPLIT}"' in client.get("/actions/RR3-1/").content.decode()
    typed = {
        "part-0-text": "Ask the courts",
        "part-0-owners-0-who": "role:chair",
        "part-1-text": "Write to prisons",
        "part-1-due": "1 May 2026",
    }

    page = client.get(SPLIT)
    assert "The minutes that asked for it are approved, so the parts are raised between meetings." in words_of(page)
    more = client.post(SPLIT, {**form_on(page), **typed, "more_parts": "1"})
    form = form_on(more)
    assert {name: form[name][0].strip() for name in typed} == typed
    assert "part-2-text" in form
    assert "There is a problem" not in words_of(more)
    done = client.post(SPLIT, {**form, "becomes": "closed"}, follow=True)

    words = words_of(done)
    assert "RR3-1 was split: RR3-2, RR3-3." in words
    assert "Split into RR3-2 , RR3-3" in words
    assert "Split from RR3-1 , raised 5 March 2026, paragraph 8.2.1" in words_of(client.get("/actions/RR3-2/"))
    assert [owners_in_words(part) for part in Action.objects.filter(number__gt=1)] == [["Chair"], []]


def test_more_owners_keep_what_was_typed(client, whole, secretary):
    client.force_login(secretary)
    typed = {"part-1-text": "Write", "part-1-owners-1-words": "Leads", "becomes": "open", "part-1-owners-1-leads": "on"}

    form = form_on(client.post(SPLIT, {**form_on(client.get(SPLIT)), **typed, "more_owners": "1"}))

    assert {name: form[name][0].strip() for name in typed} == typed
    assert "part-1-owners-2-words" in form


def test_what_is_wrong_is_said_and_nothing_is_lost(client, whole, secretary):
    client.force_login(secretary)
    typed = {"part-0-text": "Ask", "part-1-due": "31 February", "part-1-owners-0-words": "Leads", "becomes": "closed"}

    page = client.post(SPLIT, {**form_on(client.get(SPLIT)), **typed})
    words = words_of(page)
    assert "Enter what is to be done" in words
    assert "31 February" in words
    assert {name: form_on(page)[name][0].strip() for name in typed} == typed

    page = client.post(SPLIT, {**form_on(client.get(SPLIT)), "part-0-text": "Ask", "becomes": "closed"})
    assert "Enter two parts or more." in words_of(page)
    assert Action.objects.count() == 1


def test_says_why_a_restricted_one_cannot_be_split(client, board, secretary):
    make_action(raised_in=make_minute(make_item(make_meeting(board, "approved"), is_restricted=True)))
    client.force_login(secretary)

    page = client.get(SPLIT)

    assert "RR3-1 was asked for in a restricted item of minutes that are approved." in words_of(page)
    assert "part-0-text" not in page.content.decode()


def test_parts_that_the_reader_does_not_see_are_not_named(client, board, secretary, official):
    """A part in minutes that are circulated, of an action between meetings."""
    whole = make_action(board)
    make_action(raised_in=make_minute(make_item(make_meeting(board, "circulated"))), split_from=whole)

    client.force_login(official)
    assert "RR3-2" not in words_of(client.get("/actions/RR3-1/"))
    client.force_login(secretary)
    assert "Split into RR3-2" in words_of(client.get("/actions/RR3-1/"))


def test_no_field_can_make_it_fail(client, whole, secretary):
    client.force_login(secretary)
    send_nasty(client, SPLIT, {**form_on(client.get(SPLIT)), "becomes": "closed"})
