"""The promise to every document: no word of it is lost, and no text makes the reader fail or dawdle."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.reading import UnreadableDocument, decode, read
from meetings.reading.kept import words

from .documents import EVERY

FRAGMENTS = [
    "1. ", "1.1. ", "(a) ", "88/19 ", "- ", "o ", "* ", "# ", "**", "_", "|", "| a | b |", "\t", "\n", "\n\n", "\f", "    ",
    "Present:", "Apologies: ", "Officials:", "In attendance", "Ada Quill", "Ben Osei (BO), Pier Trust", "Name   Organisation",
    "Action: ", "ACTION 5.1: ", "Action AQ to ", "Outstanding action: ", "Decision: ", "Due: ", "RESOLVED", "AGENDA", "Actions log",
    "Complete", "Ongoing – with the clerk", "by 3 May", "31 February", "21 January 2020", "next meeting", "12", "Page 2 of 3",
    "[words](https://example.org)", "<b>", "<td>", "</table>", "&amp;", "1\\.", "---\n", "+++\n", "ENDS.", "Signed: .... Date: ....",
    "The board met and was content.", "words that go on", "É’s", "²", "ﬁn", "o’clock",
]  # fmt: skip


def lost(text: str) -> set[str]:
    """The words of a text that stand nowhere in its reading."""
    answer = read(text).as_json()
    return set(words(text)) - set(words("\n".join(every_string(answer))))


def every_string(value):
    if isinstance(value, dict):
        return [s for part in value.values() for s in every_string(part)]
    if isinstance(value, list):
        return [s for part in value for s in every_string(part)]
    return [] if value is None else [str(value)]


@given(st.text(max_size=400))
def test_no_word_of_any_text_is_lost(text):
    assert lost(text) == set()


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=60).map("".join))
def test_no_word_of_anything_like_minutes_is_lost(text):
    assert lost(text) == set()


@pytest.mark.parametrize("name", EVERY)
def test_no_word_of_whole_minutes_is_lost(name):
    assert lost(EVERY[name]) == set()


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_refused_in_a_sentence(data):
    try:
        text = decode(data)
    except UnreadableDocument:
        return
    assert text.strip()


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=60).map("".join))
def test_every_action_cites_a_paragraph_of_the_reading(text):
    reading = read(text)

    for action in reading.actions:
        assert action.item is not None
        assert 0 <= (action.paragraph or 0) < len(reading.items[action.item].paragraphs)


HARD = {
    "one enormous word": "a" * 400_000,
    "one enormous line": "word " * 80_000,
    "tiny lines": "a\n" * 20_000,
    "brackets": "(" * 50_000 + "[" * 50_000,
    "links": "[](" * 50_000,
    "tags": "<a " * 50_000,
    "stars": "** " * 80_000,
    "bars": "| a " * 40_000,
    "numbers": "1." * 100_000,
    "blank lines": "\n" * 400_000,
    "actions": "Action: AB to do it\n" * 5_000,
    "labels": "Present:\n" * 10_000,
    "names": "Present: " + "Ada Quill, " * 20_000,
    "ands": "Present: " + " and " * 20_000,
    "dots and signatures": "." * 100_000 + "\n" + "signed " * 20_000,
    "months": "jan " * 50_000,
}


@pytest.mark.parametrize("name", HARD)
def test_time_grows_with_the_text_and_no_faster(name):
    """Twenty seconds of processor time is far above what each needs (under two) and far below what a square would."""
    start = time.process_time()

    read(HARD[name])

    assert time.process_time() - start < 20
