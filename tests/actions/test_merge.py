"""A duplicate is merged into the action that asks for the same."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from actions.issued import owners_in_words
from actions.models import Action, ActionChange, ActionOwner, ActionUpdate, Status
from actions.services import merge_action, undo_change
from meetings.models import Meeting
from tests.actions.test_action_page import words_of
from tests.factories import (
    DAY,
    MOMENT,
    make_action,
    make_board,
    make_item,
    make_meeting,
    make_membership,
    make_minute,
    make_person,
    make_update,
)
from tests.test_nasty_input import FormsOnPage, send_nasty

WEEK = dt.timedelta(days=7)
MERGE = "/actions/RR3-2/merge/"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: DAY + WEEK)


@pytest.fixture
def stays(board):
    return make_action(board, text="Send the figures", owners=[ActionOwner(role="chair", is_lead=True)])


@pytest.fixture
def double(board, stays):
    owners = [ActionOwner(role="chair"), ActionOwner(person=make_person("Ann Ashby"), is_lead=True)]
    return make_action(board, text="Figures to be sent", owners=owners)


def merge(double, into, by, **details):
    return merge_action(double, into=into, **{"reported_on": DAY + WEEK, "by": by, "at": MOMENT, **details})


def test_the_duplicate_gives_way_and_keeps_its_history(double, stays, secretary):
    make_update(double, text="Begun.", reported_on=DAY)

    made = merge(double, stays, secretary)

    double.refresh_from_db()
    assert (double.status, double.succeeded_by, double.closed_on) == ("no_longer_needed", stays, DAY + WEEK)
    assert [update.text for update in double.updates.all()] == [
        "Begun.",
        "It asks for the same work as another action.",
    ]
    assert owners_in_words(stays) == ["Chair (lead)"]
    assert (made.summary, made.updates.count()) == ("RR3-2 merged into RR3-1", 1)


def test_owners_who_are_ticked_own_the_other_too(double, stays, secretary):
    merge(double, stays, secretary, owners=[owner.pk for owner in double.owners.all()])

    assert owners_in_words(stays) == ["Chair (lead)", "Ann Ashby"]
    update = stays.updates.get()
    assert (update.text, update.owners_after) == (
        "Owned by Ann Ashby too from now on.",
        ["Chair (lead)", "Ann Ashby"],
    )


def test_is_undone_as_a_set(double, stays, secretary):
    made = merge(double, stays, secretary, owners=[owner.pk for owner in double.owners.all()])

    undo_change(made, by=secretary, at=MOMENT, on=DAY + WEEK)

    double.refresh_from_db()
    assert (double.status, double.succeeded_by, owners_in_words(stays)) == ("open", None, ["Chair (lead)"])


def test_twice_merges_once(double, stays, secretary):
    first = merge(double, stays, secretary, after=0)

    assert merge(double, stays, secretary, after=0) == first
    assert ActionUpdate.objects.count() == 1


def test_refuses_what_crosses_a_report(double, stays, secretary):
    make_update(double, reported_on=DAY)

    with pytest.raises(ValidationError, match="Somebody reported on RR3-2 while you were writing"):
        merge(double, stays, secretary, after=0)
    assert ActionChange.objects.count() == 0


def test_refuses_itself_a_closed_one_a_chain_and_another_board(board, double, stays, secretary):
    closed = make_action(board)
    make_update(closed, Status.COMPLETE, reported_on=DAY)
    gone = make_action(board)
    merge(gone, stays, secretary)

    for into, message in {
        double: "An action cannot be merged into itself",
        closed: "RR3-3 is closed: reopen it first, or choose another",
        gone: "RR3-4 was itself replaced by RR3-1: merge it into that one",
        make_action(make_board()): "is of another board: refer the action to it instead",
    }.items():
        with pytest.raises(ValidationError, match=message):
            merge(double, into, secretary)
    with pytest.raises(ValidationError, match="RR3-3 is closed: only an open action is merged"):
        merge(closed, stays, secretary)


def test_refuses_a_day_before_either_was_last_reported_on(double, stays, secretary):
    make_update(stays, reported_on=DAY + WEEK)

    with pytest.raises(ValidationError, match="RR3-1 was reported on later, on 12 March 2026"):
        merge(double, stays, secretary, reported_on=DAY)


def test_refuses_who_is_not_of_the_secretariat(double, stays, member):
    with pytest.raises(ValidationError, match="is not yours to report on"):
        merge(double, stays, member)


def form_on(page):
    return FormsOnPage(page.content.decode()).forms[-1]


def test_from_the_page_of_the_duplicate_to_that_of_the_other(client, double, stays, secretary):
    client.force_login(secretary)
    assert f'href="{MERGE}"' in client.get("/actions/RR3-2/").content.decode()

    page = client.get(MERGE, {"into": "rr3-1"})
    words = words_of(page)
    assert "Gives way: RR3-2 Figures to be sent" in words
    assert "Stays: RR3-1 Send the figures" in words
    ann = double.owners.get(is_lead=True)
    done = client.post(MERGE, {**form_on(page), "owners": [ann.pk], "text": "Said twice."}, follow=True)

    assert "RR3-2 merged into RR3-1. It can be undone" in words_of(done)
    assert "Merged RR3-2 was merged into this on 12 March 2026" in words_of(done)
    words = words_of(client.get("/actions/RR3-2/"))
    assert "This was merged into RR3-1 on 12 March 2026. What becomes of it is reported there." in words
    assert "Said twice." in words
    assert f'href="{MERGE}"' not in client.get("/actions/RR3-2/").content.decode()
    for query in ("RR3-1", "RR3-2"):
        assert f"/actions/{query}/" in client.get("/actions/", {"q": query}).content.decode()
        assert f"/actions/{query}/" in client.get("/search/", {"q": query}).content.decode()


def test_what_is_refused_is_said_beside_the_reference(client, double, stays, secretary):
    client.force_login(secretary)

    for into, message in {
        "": "Enter the reference",
        "rr3-2": "into itself",
        "RR3-9": "There is no action RR3-9.",
    }.items():
        page = client.get(MERGE, {"into": into})
        assert message in words_of(page)
        assert f'value="{into}"' in page.content.decode() or not into


def test_nothing_typed_is_lost_where_a_day_is_refused(client, double, stays, secretary):
    client.force_login(secretary)
    typed = {"text": "Said twice.", "reported_on": "31 March 2026", "owners": [double.owners.get(is_lead=True).pk]}

    page = client.post(MERGE, {**form_on(client.get(MERGE, {"into": "RR3-1"})), **typed})

    form = form_on(page)
    assert "The day cannot be in the future." in words_of(page)
    assert (form["text"][0].strip(), form["reported_on"]) == ("Said twice.", ["31 March 2026"])
    assert form["owners"] == [str(pk) for pk in typed["owners"]]


def test_approved_minutes_are_not_on_offer(client, board, double, stays, secretary):
    minute = make_minute(make_item(make_meeting(board)))
    client.force_login(secretary)
    form = {**form_on(client.get(MERGE, {"into": "RR3-1"})), "recorded_in": minute.pk}
    Meeting.objects.update(minutes_stage="approved", approved_at=MOMENT, approved_by=secretary)

    assert "this one is approved meanwhile" in words_of(client.post(MERGE, form))
    assert ActionUpdate.objects.count() == 0


def test_the_form_sent_twice_merges_once(client, double, stays, secretary):
    client.force_login(secretary)
    form = form_on(client.get(MERGE, {"into": "RR3-1"}))

    for _ in range(2):
        assert client.post(MERGE, form).url == "/actions/RR3-1/"
    assert ActionChange.objects.count() == 1


def test_no_field_can_make_it_fail(client, double, stays, secretary):
    client.force_login(secretary)
    send_nasty(client, MERGE, form_on(client.get(MERGE, {"into": "RR3-1"})))


def test_a_restricted_action_is_not_told_of_to_who_does_not_see_it(client, board, secretary, member, official):
    """Whichever of the two is restricted: neither its words nor its reference are on the page of the open one."""
    meeting = make_meeting(board, "published")
    restricted = make_minute(make_item(meeting, is_restricted=True))
    opened = make_minute(make_item(meeting))
    secret = [make_action(raised_in=restricted, text=f"Secret words {n}") for n in range(2)]
    plain = [make_action(raised_in=opened, text=f"Plain words {n}") for n in range(2)]
    merge(secret[0], plain[0], secretary)
    merge(plain[1], secret[1], secretary)

    for user, seen in ((official, False), (member, True)):
        client.force_login(user)
        for own, other in ((plain[0], secret[0]), (plain[1], secret[1])):
            page = client.get(own.get_absolute_url())
            assert (other.reference in words_of(page)) is seen
            assert "Secret words" not in words_of(page)


def test_what_only_takes_another_place_is_said_otherwise(client, double, stays, secretary):
    make_update(double, Status.NO_LONGER_NEEDED, succeeded_by=stays)
    client.force_login(secretary)

    assert "Replaces RR3-2" in words_of(client.get("/actions/RR3-1/"))
    assert "Replaced by RR3-1" in words_of(client.get("/actions/RR3-2/"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_as_many_queries_for_one_relation_as_for_three(
    client, board, stays, secretary, count, django_assert_num_queries
):
    for _ in range(count):
        merge(make_action(board), stays, secretary)
        make_action(board, split_from=stays)
    client.force_login(secretary)

    with django_assert_num_queries(12):
        client.get("/actions/RR3-1/")
    assert Action.objects.filter(succeeded_by=stays).count() == count


def test_boards_of_others_are_not_found(client, double, stays, secretary):
    other = make_board(reference_prefix="AN")
    make_action(other)
    client.force_login(secretary)

    assert "There is no action AN-1." in words_of(client.get(MERGE, {"into": "AN-1"}))
    make_membership(other, person=secretary.person, role="secretariat")
    assert "AN-1 is of another board" in words_of(client.get(MERGE, {"into": "AN-1"}))
