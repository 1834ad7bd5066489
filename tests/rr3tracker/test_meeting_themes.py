"""The themes of a meeting on one page, and those of an item on its form."""

from __future__ import annotations

import pytest

from meetings.models import AgendaItem
from tests.factories import make_action, make_board, make_item, make_meeting, make_minute, make_theme, make_update

pytestmark = pytest.mark.django_db


def names(row):
    return sorted(theme.name for theme in row.themes.all())


@pytest.fixture
def meeting(board):
    return make_meeting(board, stage="approved")


@pytest.fixture
def health():
    return make_theme(name="Health")


@pytest.fixture
def work(board):
    return make_theme(board, name="Work")


@pytest.fixture(autouse=True)
def signed_in(client, secretary):
    client.force_login(secretary)


def as_drawn(client, address):
    """What a browser would send if nobody touched the page."""
    form = client.get(address).context["form"]
    return {bound.html_name: bound.value() or "" for bound in form if bound.value()}


def test_items_and_their_actions_are_tagged_though_the_minutes_are_approved(client, meeting, health, work):
    item, other = make_item(meeting), make_item(meeting)
    action, done = (make_action(raised_in=make_minute(item)) for _ in range(2))
    make_update(done, status="complete")
    address = f"/meetings/{meeting.pk}/themes/"
    sent = as_drawn(client, address) | {f"item-{item.pk}": [health.pk], f"action-{done.pk}": [work.pk]}

    response = client.post(address, sent, follow=True)

    assert response.redirect_chain == [(f"/meetings/{meeting.pk}/", 302)]
    assert "The themes of 1 item and 2 actions were changed." in response.text
    assert [names(row) for row in (item, other, action, done)] == [["Health"], [], ["Health"], ["Work"]]


def test_a_theme_that_comes_off_an_item_comes_off_its_open_actions(client, meeting, health, work):
    item = make_item(meeting)
    item.themes.set([health, work])
    action = make_action(raised_in=make_minute(item))
    address = f"/meetings/{meeting.pk}/themes/"
    client.post(address, as_drawn(client, address) | {f"item-{item.pk}": [work.pk]})
    assert (names(item), names(action)) == (["Work"], ["Work"])


def test_what_somebody_else_ticked_meanwhile_stays(client, meeting, health, work):
    item = make_item(meeting)
    address = f"/meetings/{meeting.pk}/themes/"
    sent = as_drawn(client, address) | {f"item-{item.pk}": [health.pk]}
    item.themes.add(work)
    client.post(address, sent)
    assert names(item) == ["Health", "Work"]


def test_what_is_sent_as_it_was_changes_nothing(client, meeting, health):
    item = make_item(meeting)
    item.themes.add(health)
    address = f"/meetings/{meeting.pk}/themes/"
    response = client.post(address, as_drawn(client, address), follow=True)
    assert "The themes are as they were." in response.text
    assert names(item) == ["Health"]


def test_a_theme_of_another_board_is_refused(client, meeting, work):
    item, theirs = make_item(meeting), make_theme(make_board())
    address = f"/meetings/{meeting.pk}/themes/"
    response = client.post(address, {f"item-{item.pk}": [theirs.pk]})
    assert response.context["form"].errors == {f"item-{item.pk}": ["Choose among the themes of this board."]}
    assert names(item) == []


def test_items_of_no_subject_are_left_out_unless_they_carry_something(client, board, meeting, work):
    kinds = AgendaItem.Kind
    items = {kind: make_item(meeting, kind=kind) for kind in kinds}
    items[kinds.WELCOME].themes.add(work)
    make_action(raised_in=make_minute(items[kinds.LAST_MINUTES]))
    rows = client.get(f"/meetings/{meeting.pk}/themes/").context["form"].rows
    assert [row.row.kind for row in rows] == ["ordinary", "welcome", "last_minutes", "other_business"]


def test_a_board_without_themes_is_shown_where_to_add_one(client, meeting):
    make_item(meeting)
    assert "/themes/add/?board=rr3" in client.get(f"/meetings/{meeting.pk}/themes/").text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_as_many_queries_for_more_rows(client, meeting, work, rows, django_assert_num_queries):
    for _ in range(rows):
        item = make_item(meeting)
        make_action(raised_in=make_minute(item)).themes.add(work)
        item.themes.add(work)
    with django_assert_num_queries(10):
        client.get(f"/meetings/{meeting.pk}/themes/")


def test_the_form_of_an_item_tags_it_and_its_actions(client, board, health, work):
    meeting = make_meeting(board)
    typed = {"title": "Housing", "number": "1", "depth": "1", "purpose": "discussion", "kind": "ordinary"}
    client.post(f"/meetings/{meeting.pk}/items/add/", typed | {"themes": [work.pk]})
    item = meeting.items.get()
    action = make_action(raised_in=make_minute(item))
    assert (names(item), names(action)) == (["Work"], ["Work"])

    address = f"/meetings/{meeting.pk}/items/{item.pk}/edit/"
    assert client.get(address).context["form"]["themes"].value() == [str(work.pk)]
    client.post(address, typed | {"title": "Homes", "themes": [health.pk]})

    item.refresh_from_db()
    assert (item.title, names(item), names(action)) == ("Homes", ["Health"], ["Health"])


def test_the_form_of_an_item_of_a_board_without_themes_changes_none(client, board):
    item = make_item(make_meeting(board))
    typed = {"title": "Homes", "number": "1", "depth": "1", "purpose": "discussion", "kind": "ordinary"}
    client.post(f"/meetings/{item.meeting.pk}/items/{item.pk}/edit/", typed)
    item.refresh_from_db()
    assert item.title == "Homes"
