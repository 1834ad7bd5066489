"""The themes of an action in the forms that add and edit it."""

from __future__ import annotations

import pytest

from actions.models import Action
from tests.factories import make_action, make_board, make_item, make_meeting, make_minute, make_theme

pytestmark = pytest.mark.django_db
OWNERS = {"owners-TOTAL_FORMS": "0", "owners-INITIAL_FORMS": "0"}


def names(row):
    return sorted(theme.name for theme in row.themes.all())


@pytest.fixture
def work(board):
    return make_theme(board, name="Work")


@pytest.fixture(autouse=True)
def signed_in(client, secretary):
    client.force_login(secretary)


def test_an_action_is_added_with_themes_and_takes_those_of_its_item(client, board, work):
    item = make_item(make_meeting(board))
    item.themes.add(make_theme(name="Health"))
    address = f"/actions/add/?minute={make_minute(item).pk}"
    assert "it takes by itself" in client.get(address).text

    client.post(address, {"text": "Ask", "themes": [work.pk], **OWNERS})

    assert names(Action.objects.get()) == ["Health", "Work"]


def test_the_edit_page_ticks_what_it_carries_and_saves_what_is_ticked(client, board, work):
    health = make_theme(name="Health")
    action = make_action(board, themes=[work])
    address = f"/actions/{action}/edit/"

    page = client.get(address)
    client.post(address, {"text": action.text, "themes": [health.pk], **OWNERS})

    assert page.context["form"]["themes"].value() == [str(work.pk)]
    assert names(action) == ["Health"]
    client.post(address, {"text": action.text, **OWNERS})
    assert names(action) == []


def test_themes_are_changed_after_the_minutes_are_approved(client, board, work):
    action = make_action(raised_in=make_minute(make_item(make_meeting(board, stage="approved"))))
    response = client.post(f"/actions/{action}/edit/", {"themes": [work.pk], **OWNERS})
    assert response.status_code == 302
    assert names(action) == ["Work"]


def test_a_theme_of_another_board_is_refused(client, board, work):
    theirs = make_theme(make_board())
    action = make_action(board)
    response = client.post(f"/actions/{action}/edit/", {"text": "Ask", "themes": [theirs.pk], **OWNERS})
    assert response.context["form"].errors == {"themes": ["Choose among the themes of this board."]}
    assert names(action) == []


def test_a_board_without_themes_asks_for_none_and_keeps_what_there_is(client, board):
    action = make_action(board)
    page = client.get(f"/actions/{action}/edit/")
    response = client.post(f"/actions/{action}/edit/", {"text": "Ask", **OWNERS})
    assert "themes" not in page.context["form"].fields
    assert response.status_code == 302


@pytest.mark.parametrize("ticked", [True, False])
def test_what_is_ticked_stays_so_when_more_rows_of_owners_are_asked_for(client, board, work, ticked):
    action = make_action(board, themes=[] if ticked else [work])
    typed = {"text": "Ask", "themes": [work.pk] if ticked else [], "more_owners": "1", **OWNERS}
    page = client.post(f"/actions/{action}/edit/", typed)
    assert (f'value="{work.pk}" checked' in page.text) is ticked


def test_the_page_of_an_action_names_its_themes(client, board, work):
    action = make_action(board, themes=[work])
    assert f'href="/themes/{work.pk}/">Work</a>' in client.get(action.get_absolute_url()).text
