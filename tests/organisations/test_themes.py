"""Keeping themes: whose they are, and that none is lost from what carries it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError

from organisations.models import Theme
from organisations.permissions import can_edit_theme
from organisations.services import delete_theme, save_theme
from tests.factories import make_action, make_board, make_item, make_recommendation, make_theme

pytestmark = pytest.mark.django_db
WHO = ("secretary", "member", "official", "outsider", "stranger", "anonymous")


@pytest.fixture
def people(secretary, member, official, outsider, stranger):
    cast = (secretary, member, official, outsider, stranger, AnonymousUser())
    return dict(zip(WHO, cast, strict=True))


@pytest.mark.parametrize(
    ("of_all", "seen", "kept"),
    [(True, set(WHO), {"secretary", "outsider"}), (False, {"secretary", "member", "official"}, {"secretary"})],
)
def test_who_sees_and_who_keeps_a_theme(board, people, of_all, seen, kept):
    theme = make_theme(None if of_all else board)

    assert {who for who, user in people.items() if theme in Theme.objects.visible_to(user)} == seen
    assert {who for who, user in people.items() if theme in Theme.objects.editable_by(user)} == kept
    assert {who for who, user in people.items() if can_edit_theme(user, theme)} == kept


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "days", "label"),
    [
        (None, None, "", "Work"),
        (dt.date(2026, 4, 1), None, "from 1 April 2026", "Work (from April 2026)"),
        (None, dt.date(2027, 3, 31), "until 31 March 2027", "Work (until March 2027)"),
        (
            dt.date(2026, 4, 1),
            dt.date(2027, 3, 31),
            "1 April 2026 to 31 March 2027",
            "Work (April 2026 to March 2027)",
        ),
        (dt.date(2026, 4, 1), dt.date(2026, 4, 1), "1 April 2026", "Work (April 2026 to April 2026)"),
    ],
)
def test_the_days_of_a_priority_in_words(starts_on, ends_on, days, label):
    theme = Theme(name="Work", starts_on=starts_on, ends_on=ends_on)
    assert (theme.days, theme.label) == (days, label)


def test_who_saved_it_is_in_its_history(board, secretary):
    theme = Theme(board=board, name="Health")
    save_theme(theme, by=secretary)
    assert theme.history.get().history_user == secretary


@pytest.mark.parametrize("what", ["item", "action", "recommendation"])
def test_what_something_carries_is_not_deleted(secretary, what):
    theme = make_theme()
    make = {"item": make_item, "action": make_action, "recommendation": make_recommendation}[what]
    make().themes.add(theme)

    with pytest.raises(ValidationError, match="Something still carries this theme"):
        delete_theme(theme, by=secretary)

    assert Theme.objects.get() == theme


def test_what_nothing_carries_is_deleted_once(secretary):
    theme = make_theme()
    make_action().themes.add(make_theme())
    for _ in range(2):
        delete_theme(Theme.objects.filter(pk=theme.pk).first() or theme, by=secretary)
    assert Theme.history.filter(id=theme.pk, history_type="-").get().history_user == secretary


def test_the_page_adds_one_to_a_board(client, board, secretary):
    client.force_login(secretary)
    form = client.get("/themes/add/?board=rr3").context["form"]
    typed = {"name": "Housing", "board": "rr3", "note": "Roofs.", "starts_on": "1 April 2026", "ends_on": "31/3/2027"}
    response = client.post("/themes/add/", typed, follow=True)

    theme = Theme.objects.get()
    assert form["board"].value() == "rr3"
    assert response.redirect_chain == [(f"/themes/{theme.pk}/", 302)]
    assert "The theme “Housing” was added." in response.text
    assert (theme.board, theme.name, theme.note) == (board, "Housing", "Roofs.")
    assert (theme.starts_on, theme.ends_on) == (dt.date(2026, 4, 1), dt.date(2027, 3, 31))


def test_the_page_adds_one_of_all_boards(client, secretary):
    client.force_login(secretary)
    client.post("/themes/add/", {"name": "Health", "board": "*"})
    assert Theme.objects.get().board is None


def test_a_board_of_others_is_no_choice(client, secretary):
    make_board(slug="theirs")
    client.force_login(secretary)
    response = client.post("/themes/add/", {"name": "Health", "board": "theirs"})
    assert list(response.context["form"].errors) == ["board"]
    assert not Theme.objects.exists()


@pytest.mark.parametrize(
    ("of_board", "said"),
    [
        ("rr3", "This board already has a theme of this name."),
        ("*", "There already is a theme of this name for all boards."),
    ],
)
def test_a_name_that_is_there_is_refused_beside_it(client, board, secretary, of_board, said):
    make_theme(board, name="Health")
    make_theme(name="Health")
    make_theme(make_board(), name="Sport")
    client.force_login(secretary)

    response = client.post("/themes/add/", {"name": "health", "board": of_board})
    client.post("/themes/add/", {"name": "Sport", "board": of_board})

    assert response.context["form"].errors == {"name": [said]}
    assert Theme.objects.filter(name="Sport").count() == 2


def test_a_theme_that_ends_before_it_starts_is_refused(client, secretary):
    client.force_login(secretary)
    response = client.post(
        "/themes/add/", {"name": "A", "board": "*", "starts_on": "2026-04-02", "ends_on": "2026-04-01"}
    )
    assert "A theme cannot end before it starts." in response.text


def test_the_page_puts_one_right(client, board, secretary):
    theme = make_theme(board, name="Halth")
    client.force_login(secretary)
    client.post(f"/themes/{theme.pk}/edit/", {"name": "Health"})
    theme.refresh_from_db()
    assert (theme.name, theme.board) == ("Health", board)


def test_the_page_deletes_it_unless_something_carries_it(client, board, secretary):
    carried, free = make_theme(board), make_theme(board)
    make_action(board).themes.add(carried)
    client.force_login(secretary)

    refused = client.post(f"/themes/{carried.pk}/delete/")
    done = client.post(f"/themes/{free.pk}/delete/", follow=True)

    assert "Something still carries this theme" in refused.text
    assert f"The theme “{free}” was deleted." in done.text
    assert Theme.objects.get() == carried
