"""Several actions of the register are tagged at once."""

from __future__ import annotations

import pytest

from organisations.models import Membership
from tests.factories import make_action, make_board, make_membership, make_theme

pytestmark = pytest.mark.django_db
PAGE = "/actions/themes/"


def names(row):
    return sorted(theme.name for theme in row.themes.all())


@pytest.fixture
def health():
    return make_theme(name="Health")


@pytest.fixture
def work(board):
    return make_theme(board, name="Work")


@pytest.fixture(autouse=True)
def signed_in(client, secretary):
    client.force_login(secretary)


def test_what_is_ticked_in_the_register_is_shown_with_what_it_carries(client, board, health, work):
    actions = [make_action(board), make_action(board, themes=[health])]
    page = client.get(PAGE, {"a": [str(action) for action in actions]})
    assert page.context["actions"] == actions
    assert list(page.context["form"].fields["add"].offered.values()) == [health, work]
    assert list(page.context["form"].fields["remove"].offered.values()) == [health]
    assert 'formaction="/actions/themes/"' in client.get("/actions/").text


def test_themes_come_on_and_off_all_of_them(client, board, health, work):
    actions = [make_action(board, themes=[health]), make_action(board, themes=[work])]
    sent = {"a": [str(action) for action in actions], "add": [work.pk], "remove": [health.pk]}
    response = client.post(PAGE, sent, follow=True)
    again = client.post(PAGE, {"a": sent["a"], "add": [work.pk]}, follow=True)
    assert "The themes of 1 of the 2 actions were changed: the rest were so already." in response.text
    assert "The themes are as they were." in again.text
    assert [names(action) for action in actions] == [["Work"], ["Work"]]


@pytest.mark.parametrize(
    ("ticked", "field", "said"),
    [
        ([], "__all__", "Tick the themes to tag them with, or to take off."),
        (["add", "remove"], "remove", "“Health” is ticked in both lists: choose one."),
    ],
)
def test_nothing_and_both_are_refused(client, board, health, ticked, field, said):
    action = make_action(board, themes=[health])
    response = client.post(PAGE, {"a": [str(action)], **{name: [health.pk] for name in ticked}})
    assert response.context["form"].errors == {field: [said]}


def test_of_several_boards_only_themes_of_all_are_on_offer(client, board, secretary, health, work):
    secretary.is_superuser = True
    secretary.save()
    actions = [make_action(board), make_action()]
    form = client.get(PAGE, {"a": [str(action) for action in actions]}).context["form"]
    assert list(form.fields["add"].offered.values()) == [health]


def test_an_action_of_others_is_not_found_and_nothing_tagged(client, board, health):
    ours, theirs = make_action(board), make_action()
    response = client.post(PAGE, {"a": [str(ours), str(theirs)], "add": [health.pk]})
    assert response.status_code == 404
    assert names(ours) == []


def test_an_action_that_one_may_only_see_is_refused(client, board, health):
    seen = make_action(make_board(minutes_visible_to="public"))

    person = board.memberships.get(role="secretariat").person
    make_membership(seen.board, person=person, role=Membership.Role.MEMBER)
    assert client.post(PAGE, {"a": [str(seen)], "add": [health.pk]}).status_code == 403


def test_without_any_the_page_says_how_to_choose(client):
    assert "No action is chosen yet." in client.get(PAGE).text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_as_many_queries_for_more_rows(client, board, work, rows, django_assert_num_queries):
    actions = [make_action(board, themes=[work]) for _ in range(rows)]
    with django_assert_num_queries(9):
        client.get(PAGE, {"a": [str(action) for action in actions]})
