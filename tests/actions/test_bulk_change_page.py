"""Choosing in the register, asking, looking at what will become of each, making it, and undoing it on its page."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from actions.models import Action, ActionChange, ActionOwner, ActionUpdate, Status
from meetings.models import Meeting
from tests.factories import (
    DAY,
    MOMENT,
    make_action,
    make_board,
    make_change,
    make_item,
    make_meeting,
    make_membership,
    make_minute,
    make_update,
)
from tests.test_nasty_input import FormsOnPage, send_nasty

EARLY = DAY - dt.timedelta(days=30)
CHANGE = "/actions/change/"
CHOSEN = f"{CHANGE}?a=RR3-1&a=RR3-2&a=RR3-3"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: DAY)


@pytest.fixture
def three(board):
    return [make_action(board, raised_on=EARLY, owners=[ActionOwner(words=f"Owner {n}")]) for n in range(3)]


def form_on(page, at=-1):
    assert page.status_code == 200
    return FormsOnPage(page.content.decode()).forms[at]


def filled(client, **typed):
    """What the form sends, with these fields filled in."""
    return {**form_on(client.get(CHOSEN)), **typed}


def words_of(page):
    main = page.content.decode().split("<main")[1]
    return " ".join(re.sub(r"<[^>]+>", " ", main).replace("&#x27;", "’").split())


def test_boxes_stand_beside_what_the_reader_may_change(client, board, secretary, member, three):
    other = make_board(minutes_visible_to="public")
    make_action(raised_in=make_minute(make_item(make_meeting(other, "published"))))
    client.force_login(secretary)

    page = client.get("/actions/").content.decode()
    assert re.findall(r'name="a" value="([^"]+)"', page) == ["RR3-1", "RR3-2", "RR3-3"]
    assert "Change what is ticked" in page

    client.force_login(member)
    page = client.get("/actions/").content.decode()
    assert 'name="a"' not in page
    assert "Change what is ticked" not in page


def test_from_choosing_to_undoing(client, secretary, three):
    client.force_login(secretary)
    typed = {"status": "delayed", "text": "Waiting for\nthe data.", "owners-0-who": "role:chair"}

    preview = client.post(CHANGE, filled(client, preview="1", **typed))
    assert "This will change 3 actions" in words_of(preview)
    assert ActionUpdate.objects.count() == 0

    made = client.post(CHANGE, {**form_on(preview), "make": "1"}, follow=True)
    assert "3 actions: status “Delayed”, owned by Chair. It can be undone on this page." in words_of(made)
    assert {(a.status, a.owners.get().role) for a in Action.objects.all()} == {("delayed", "chair")}
    assert {u.text.replace("\r\n", "\n") for u in ActionUpdate.objects.all()} == {"Waiting for\nthe data."}

    undone = client.post(ActionChange.objects.get().get_absolute_url(), follow=True)
    assert "All of it was undone." in words_of(undone)
    assert [(a.status, a.owners.get().words) for a in Action.objects.all()] == [
        ("open", f"Owner {n}") for n in range(3)
    ]


def test_the_preview_shows_each_before_and_after(client, board, secretary, three):
    minute = make_minute(make_item(make_meeting(board, held_on=DAY - dt.timedelta(days=3))))
    client.force_login(secretary)

    preview = client.post(CHANGE, filled(client, status="complete", recorded_in=minute.pk, preview="1"))

    words = words_of(preview)
    assert "Recorded in paragraph 1.1 of the meeting of 2 March 2026." in words
    assert "RR3-2 Do thing" in words
    assert "Open → becomes Complete No date Owner 1 No words" in words


def test_what_is_refused_is_said_beside_it_and_can_be_left_out(client, secretary, three):
    make_update(three[1], Status.COMPLETE, reported_on=EARLY)
    client.force_login(secretary)

    preview = client.post(CHANGE, filled(client, status="in_progress", preview="1"))
    words = words_of(preview)
    assert "1 of 3 cannot be changed like this" in words
    assert "It is closed: tick “Reopen those that are closed”, or leave it out." in words
    assert "Make these changes" not in words

    preview = client.post(CHANGE, {**form_on(preview), "leave_out": "1"})
    assert "This will change 2 actions" in words_of(preview)
    client.post(CHANGE, {**form_on(preview), "make": "1"})
    assert [action.status for action in Action.objects.all()] == ["in_progress", "complete", "in_progress"]


def test_what_was_reported_meanwhile_is_looked_at_again(client, secretary, three):
    client.force_login(secretary)
    preview = client.post(CHANGE, filled(client, status="complete", text="Agreed.", preview="1"))
    make_update(three[2], Status.DELAYED, reported_on=DAY)

    again = client.post(CHANGE, {**form_on(preview), "make": "1"})
    words = words_of(again)
    assert "RR3-3: Somebody reported on it since you looked: this is how it stands now." in words
    assert "Delayed → becomes Complete" in words
    assert ActionChange.objects.count() == 0

    client.post(CHANGE, {**form_on(again), "make": "1"})
    assert {action.status for action in Action.objects.all()} == {"complete"}


def test_a_paragraph_that_is_approved_meanwhile_is_refused(client, board, secretary, three):
    minute = make_minute(make_item(make_meeting(board, "circulated")))
    client.force_login(secretary)
    preview = client.post(CHANGE, filled(client, status="complete", text="Agreed.", recorded_in=minute.pk, preview="1"))
    Meeting.objects.update(minutes_stage="approved", approved_at=MOMENT, approved_by=secretary)

    page = client.post(CHANGE, {**form_on(preview), "make": "1"})

    assert "Choose another paragraph: this one is approved meanwhile, or deleted" in words_of(page)
    assert form_on(page)["text"][0].strip() == "Agreed."
    assert ActionUpdate.objects.count() == 0


def test_going_back_and_asking_for_more_owners_lose_nothing(client, secretary, three):
    client.force_login(secretary)
    typed = {"status": "delayed", "text": "Waiting.", "reported_on": "2 March 2026", "owners-0-words": "Leads"}
    preview = client.post(CHANGE, filled(client, preview="1", **typed))

    for page in (
        client.post(CHANGE, {**form_on(preview), "edit": "1"}),
        client.post(CHANGE, filled(client, more_owners="1", **typed)),
    ):
        form = form_on(page)
        assert {name: form[name][0].strip() for name in typed} == typed
        assert form["a"] == ["RR3-1", "RR3-2", "RR3-3"]


def test_asking_for_nothing_is_said(client, secretary, three):
    client.force_login(secretary)

    page = client.post(CHANGE, filled(client, preview="1"))

    assert "Nothing would change: enter what was reported" in words_of(page)


def test_actions_of_several_boards_have_no_one_paragraph(client, board, secretary, three):
    other = make_board(slug="another", reference_prefix="AN")
    make_membership(other, person=secretary.person, role="secretariat")
    make_action(other, raised_on=EARLY)
    client.force_login(secretary)

    page = client.get(f"{CHOSEN}&a=AN-1")

    assert "recorded_in" not in form_on(page)
    assert "These are actions of several boards" in words_of(page)


@pytest.mark.parametrize(
    ("who", "query", "status"),
    [
        ("member", "?a=RR3-1", 403),
        ("outsider", "?a=RR3-1", 404),
        ("secretary", "?a=RR3-1&a=NO-1", 404),
        ("secretary", "?a=AN-1", 403),
        ("secretary", "?a=RR3-1%00", 404),
        ("secretary", "", 200),
        ("secretary", "?" + "&".join(f"a=RR3-{n}" for n in range(101)), 200),
    ],
)
def test_who_changes_what(client, request, board, secretary, three, who, query, status):
    other = make_board(minutes_visible_to="public", reference_prefix="AN")
    make_action(raised_in=make_minute(make_item(make_meeting(other, "published"))))
    client.force_login(request.getfixturevalue(who))

    assert client.get(f"{CHANGE}{query}").status_code == status


def test_no_field_can_make_it_fail(client, secretary, three):
    client.force_login(secretary)
    form = form_on(client.get(CHOSEN))
    send_nasty(client, CHANGE, {**form, "preview": "1"})
    preview = client.post(CHANGE, {**form, "status": "complete", "preview": "1"})
    send_nasty(client, CHANGE, {**form_on(preview), "make": "1"})


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_take_as_many_queries_for_one_as_for_three(
    client, secretary, three, count, django_assert_num_queries
):
    chosen = f"{CHANGE}?" + "&".join(f"a=RR3-{n + 1}" for n in range(count))
    client.force_login(secretary)
    with django_assert_num_queries(14):
        page = client.get(chosen)
    with django_assert_num_queries(13):
        preview = client.post(CHANGE, {**form_on(page), "status": "complete", "text": "Agreed.", "preview": "1"})
    client.post(CHANGE, {**form_on(preview), "make": "1"})
    with django_assert_num_queries(7):
        client.get(ActionChange.objects.get().get_absolute_url())
    with django_assert_num_queries(6):
        client.get(reverse("actions:change_list"))


def test_changes_are_seen_by_who_edits_all_their_boards(board, secretary, member, outsider, three):
    other = outsider.person.memberships.get().board
    make_membership(other, person=secretary.person, role="secretariat")
    mine, mixed = make_change(three[0]), make_change(three[1], make_action(other))

    seen = {user: set(ActionChange.objects.visible_to(user)) for user in (secretary, member, outsider)}

    assert seen == {secretary: {mine, mixed}, member: set(), outsider: set()}


def test_undoing_what_was_reported_on_since_is_refused_on_the_page(client, secretary, three):
    client.force_login(secretary)
    preview = client.post(CHANGE, filled(client, status="complete", preview="1"))
    client.post(CHANGE, {**form_on(preview), "make": "1"})
    made = ActionChange.objects.get()
    make_update(three[0], Status.OPEN, reopen=True, reported_on=DAY)

    page = client.post(made.get_absolute_url())

    assert "RR3-1 was reported on since, on 5 March 2026" in words_of(page)
    assert Action.objects.get(reference="RR3-2").status == "complete"
