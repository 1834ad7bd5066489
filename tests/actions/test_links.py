"""The token of a link: made from its row, and read by nobody but us."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.links import link_of, make_link, token_of
from tests.factories import MOMENT, make_board, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def link():
    return make_link(make_board(), make_person(), at=MOMENT, days=30)


def test_a_token_finds_its_link(link):
    assert link_of(token_of(link)) == link
    assert link.expires_at == MOMENT + dt.timedelta(days=30)


def test_a_token_says_nothing_that_a_path_would_change(link):
    assert set(token_of(link)) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")


def test_a_token_that_was_altered_finds_nothing(link):
    token = token_of(link)

    altered = {
        f"{token[:place]}{'A' if token[place] != 'A' else 'B'}{token[place + 1 :]}" for place in range(len(token))
    }

    assert [token for token in altered if link_of(token)] == []


def test_the_signature_of_one_link_opens_no_other(link):
    other = make_link(link.board, make_person(), at=MOMENT, days=30)
    mine, theirs = token_of(link), token_of(other)

    mixed = f"{theirs.rpartition('.')[0]}.{mine.rpartition('.')[2]}"

    assert link_of(mixed) is None


def test_a_new_nonce_makes_the_old_token_nobodys(link):
    token = token_of(link)
    link.nonce = "another"
    link.save()

    assert link_of(token) is None


@given(st.text())
def test_any_other_text_finds_nothing(text):
    assert link_of(text) is None
