"""The text of an agenda item as it is typed: nothing of it is lost, and what it records is recognised."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.reading import Kind, Origin, Status, read_typed
from meetings.reading.kept import words

from .test_kept_words import FRAGMENTS, HARD

ANYTHING = st.text(max_size=300) | st.lists(st.sampled_from([*FRAGMENTS, "8.", "8.2 ", "8.2.1 "]), max_size=40).map(
    "".join
)


def read(text, **options):
    return [(p.level, p.kind.value, p.text) for p in read_typed(text, **options).paragraphs]


def test_paragraphs_stand_apart_by_blank_lines_and_keep_their_lines_and_marks():
    assert read("One **bold** line\n- a\n- b\n\n\nTwo & <b>three</b>") == [
        (2, "discussion", "One **bold** line\n- a\n- b"),
        (2, "discussion", "Two & <b>three</b>"),
    ]


def test_a_paragraph_set_in_is_one_deeper_and_lines_in_it_keep_their_own_indent():
    assert read("One\n\n    Two\n      set in\n\n\tThree\n\n Four") == [
        (2, "discussion", "One"),
        (3, "discussion", "Two\n  set in"),
        (3, "discussion", "Three"),
        (2, "discussion", "Four"),
    ]


def test_a_number_of_the_item_says_the_level_and_is_taken_off():
    assert read("8. One\n\n8.1 Two\n\n8.1.1 Three\n\n9.1 Four\n\n8 people came", item_number="8") == [
        (1, "discussion", "One"),
        (2, "discussion", "Two"),
        (3, "discussion", "Three"),
        (2, "discussion", "9.1 Four"),
        (2, "discussion", "8 people came"),
    ]


def test_lines_that_open_with_a_label_are_paragraphs_of_their_own():
    assert read("They talked.\nDecision: close it.\nAction: Clerk to write\nAction: Chair to ring") == [
        (2, "discussion", "They talked."),
        (2, "decision", "Decision: close it."),
        (2, "action", "Action: Clerk to write"),
        (2, "action", "Action: Chair to ring"),
    ]


def test_details_on_lines_of_their_own_belong_to_the_action():
    (action,) = read_typed(
        "Action: Write to the court.\nOwner: Ada Quill\nDue: 3 May", meeting=date(2026, 3, 5)
    ).actions

    assert (action.text, action.owners, action.due) == ("Write to the court.", ("Ada Quill",), date(2026, 5, 3))


@pytest.mark.parametrize(
    ("text", "status", "narrative"),
    [
        ("Outstanding action RR3-12 (delayed): The draft is late.", Status.DELAYED, None),
        (
            "Outstanding action RR3-12: The draft.\n\n    Complete. It went out.",
            Status.COMPLETE,
            "Complete. It went out.",
        ),
    ],
)
def test_a_report_on_an_outstanding_action(text, status, narrative):
    typed = read_typed(text)
    (action,) = typed.actions

    assert (action.ref, action.origin, action.status) == ("RR3-12", Origin.PREVIOUS, status)
    assert action.narrative == narrative
    assert {p.kind for p in typed.paragraphs} == {Kind.PROGRESS}


@given(ANYTHING, st.sampled_from(["", "8", "88/19", "4A"]))
def test_every_word_of_any_text_is_kept(text, number):
    paragraphs = read_typed(text, item_number=number).paragraphs

    assert words(text) == words("\n".join(f"{p.number or ''} {p.text}" for p in paragraphs))


@given(ANYTHING)
def test_every_action_has_its_paragraph(text):
    typed = read_typed(text, item_number="8")

    assert all(0 <= (action.paragraph or 0) < len(typed.paragraphs) for action in typed.actions)


@pytest.mark.parametrize("name", HARD)
def test_hard_texts_are_read_in_good_time(name):
    read_typed(HARD[name], item_number="8")
