"""Red, amber or green, by the rule that the page prints."""

from __future__ import annotations

import datetime as dt

import pytest

from actions.models import Action
from actions.rag import Rag, is_long_overdue, rag_of
from tests.factories import DAY, make_action, make_board


@pytest.mark.parametrize(
    ("open_now", "overdue", "long_overdue", "expected"),
    [
        (0, 0, 0, Rag.CLEAR),
        (12, 0, 0, Rag.GREEN),
        (12, 1, 0, Rag.AMBER),
        (12, 3, 0, Rag.AMBER),
        (12, 4, 0, Rag.RED),
        (12, 1, 1, Rag.RED),
        (1, 1, 0, Rag.RED),
    ],
)
def test_the_rule(open_now, overdue, long_overdue, expected):
    assert rag_of(open_now=open_now, overdue=overdue, long_overdue=long_overdue) == expected


def test_each_has_a_word_and_the_worst_sorts_last():
    assert [(rag.word, rag.colour) for rag in sorted([Rag.RED, Rag.GREEN, Rag.CLEAR, Rag.AMBER])] == [
        ("Clear", "grey"),
        ("Green", "green"),
        ("Amber", "orange"),
        ("Red", "red"),
    ]


@pytest.mark.django_db
def test_three_months_overdue_to_the_day_is_long_overdue():
    board = make_board()
    due = {
        "a day less": dt.date(2025, 12, 6),
        "to the day": dt.date(2025, 12, 5),
        "a year": dt.date(2025, 3, 5),
    }
    for text, day in due.items():
        make_action(board, text=text, raised_on=dt.date(2025, 1, 1), due_on=day)
    done = make_action(board, text="done", raised_on=dt.date(2025, 1, 1), due_on=dt.date(2025, 3, 5))
    Action.objects.filter(pk=done.pk).update(status="complete", closed_on=DAY)

    found = Action.objects.filter(is_long_overdue(on=DAY)).order_by("-due_on")

    assert [action.text for action in found] == ["to the day", "a year"]
