"""Rows as text, and back."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from meetings.reading import read_typed
from meetings.writing.text import show
from tests.meetings.reading.test_read_typed import ANYTHING

NUMBERS = st.sampled_from(["", "8", "88/19", "4A", "12"])


@dataclass
class Paragraph:
    level: int
    kind: str
    text: str


ROWS = st.lists(
    st.builds(
        Paragraph,
        level=st.integers(1, 3),
        kind=st.sampled_from(["discussion", "decision", "action", "progress"]),
        text=ANYTHING.filter(bool),
    ),
    max_size=6,
)


def rows_of(text, number=""):
    return [Paragraph(p.level, p.kind.value, p.text) for p in read_typed(text, item_number=number).paragraphs]


def test_levels_are_indents_and_the_items_own_text_has_its_number():
    rows = [Paragraph(1, "discussion", "One"), Paragraph(2, "discussion", "Two"), Paragraph(3, "discussion", "Three")]

    assert show(rows, "8").text == "8. One\n\nTwo\n\n    Three"


def test_what_the_words_do_not_say_is_said_by_a_label():
    rows = [Paragraph(2, "decision", "To close the fund."), Paragraph(2, "decision", "Decision: to open it.")]

    shown = show(rows)

    assert shown.text == "Decision: To close the fund.\n\nDecision: to open it."
    assert shown.labels == ("Decision: ", "")


def test_words_that_look_like_a_number_are_kept_by_a_number_before_them():
    rows = [Paragraph(2, "discussion", "8.2 per cent was the rise.")]

    assert show(rows, "8").text == "8.1 8.2 per cent was the rise."
    assert rows_of(show(rows, "8").text, "8") == rows


@given(ANYTHING, NUMBERS)
def test_text_to_rows_to_text_to_rows_is_stable(text, number):
    rows = rows_of(text, number)
    again = rows_of(show(rows, number).text, number)

    assert [(r.level if number else max(r.level, 2), r.kind, r.text) for r in rows] == [
        (r.level, r.kind, r.text) for r in again
    ]
    assert show(again, number).text == show(rows, number).text


@given(ROWS, NUMBERS)
def test_any_rows_are_shown_as_one_paragraph_each(rows, number):
    assert len(show(rows, number).read) == len(rows)
