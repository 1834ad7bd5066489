from __future__ import annotations

import datetime as dt

import pytest
from django import forms
from django.http import QueryDict

from organisations.forms.themes import ThemesField, offer_themes
from tests.factories import make_action, make_board, make_theme


class Form(forms.Form):
    themes = ThemesField()

    def __init__(self, data=None, *, board, carried=None):
        super().__init__(data)
        offer_themes(self, board, carried=carried)


def sent(*themes):
    return QueryDict("&".join(f"themes={theme}" for theme in themes))


def test_a_board_offers_its_own_themes_and_those_of_all(board):
    make_theme(make_board(), name="Theirs")
    ours = make_theme(board, name="Housing", starts_on=dt.date(2026, 4, 1), ends_on=dt.date(2027, 3, 31))
    of_all = make_theme(name="Health")
    choices = Form(board=board).fields["themes"].choices
    assert choices == [(str(of_all.pk), "Health"), (str(ours.pk), "Housing (April 2026 to March 2027)")]


def test_what_is_ticked_comes_as_themes_by_name(board, django_assert_num_queries):
    work, health = make_theme(board, name="Work"), make_theme(name="Health")
    with django_assert_num_queries(1):
        form = Form(sent(work.pk, health.pk), board=board)
        assert form.is_valid()
    assert form.cleaned_data == {"themes": [health, work]}


@pytest.mark.parametrize("value", ["theirs", "0", "x", "9" * 30, "1\0"])
def test_a_theme_of_another_board_is_no_choice(board, value):
    make_theme(board)
    theirs = make_theme(make_board())
    form = Form(sent(str(theirs.pk) if value == "theirs" else value.replace("\0", "%00")), board=board)
    assert form.errors == {"themes": ["Choose among the themes of this board."]}


def test_nothing_ticked_is_no_theme(board):
    make_theme(board)
    form = Form(sent(), board=board)
    assert form.is_valid()
    assert form.cleaned_data == {"themes": []}


def test_a_board_without_themes_has_no_field(board):
    make_theme(make_board())
    assert list(Form(board=board).fields) == []


def test_what_a_record_carries_is_ticked(board):
    make_theme(board, name="Health")
    work = make_theme(board, name="Work")
    action = make_action(board)
    action.themes.add(work)
    words = str(Form(board=board, carried=action))
    assert words.count("checked") == 1
    assert f'value="{work.pk}" checked' in words


@pytest.mark.parametrize(("themes", "is_folded"), [(8, False), (9, True)])
def test_more_than_eight_are_folded_away(board, themes, is_folded):
    for _ in range(themes):
        make_theme(board)
    assert ("<details" in str(Form(board=board))) == is_folded
