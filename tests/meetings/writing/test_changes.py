"""What changed between two texts: words, and paragraphs."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.writing.changes import Line, compare, fold
from meetings.writing.words import Mark, Patience, Piece, changed_words, side
from tests.meetings.reading.test_read_typed import ANYTHING


def marked(before, after):
    """As a reader of marks writes it: [-taken out-] {+added+}."""
    signs = {Mark.SAME: ("", ""), Mark.ADDED: ("{+", "+}"), Mark.TAKEN_OUT: ("[-", "-]")}
    return "".join(
        f"{signs[piece.mark][0]}{piece.text}{signs[piece.mark][1]}" for piece in changed_words(before, after)
    )


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", ""),
        ("Same", "Same", "Same"),
        ("", "New", "{+New+}"),
        ("Old", "", "[-Old-]"),
        ("Same", "Same.", "Same{+.+}"),
        ("It closed the fund.", "It closed the account.", "It closed the[- fund-]{+ account+}."),
        ("Rents and bonds rose.", "Rents, and bonds, rose.", "Rents{+,+} and bonds{+,+} rose."),
        ("by 3 of May", "to 5 of June", "[-by 3 of May-]{+to 5 of June+}"),
        ("He met a judge", "Clerks of the court wrote", "[-He met a judge-]{+Clerks of the court wrote+}"),
        ("a <b>x</b> word", "a <i>x</i> word", "a <[-b-]{+i+}>x</[-b-]{+i+}> word"),
    ],
)
def test_words_that_came_and_went_are_marked(before, after, expected):
    assert marked(before, after) == expected


@given(ANYTHING, ANYTHING)
def test_the_pieces_give_both_texts_letter_for_letter(before, after):
    pieces = changed_words(before, after)

    assert "".join(piece.text for piece in side(pieces, Mark.TAKEN_OUT)) == before
    assert "".join(piece.text for piece in side(pieces, Mark.ADDED)) == after


@given(st.lists(st.sampled_from(["a", "the ", ". ", "\n", "word "]), max_size=40).map("".join), st.integers(0, 200))
def test_the_pieces_give_both_texts_also_where_there_is_little_patience(text, pairs):
    after = text[::-1]
    pieces = changed_words(text, after, Patience(pairs))

    assert "".join(piece.text for piece in side(pieces, Mark.TAKEN_OUT)) == text
    assert "".join(piece.text for piece in side(pieces, Mark.ADDED)) == after


def test_a_text_too_long_for_its_words_is_compared_by_its_sentences():
    before, after = "They met. " * 2 + "They left.", "They met. They stayed. They left."

    pieces = changed_words(before, after, Patience(20))

    assert pieces == (
        Piece(Mark.SAME, "They met. They"),
        Piece(Mark.TAKEN_OUT, " met"),
        Piece(Mark.ADDED, " stayed"),
        Piece(Mark.SAME, ". They left."),
    )


def story(before, after):
    return [(change.words, change.line.text) for change in compare(before, after)]


A, B, C = Line("One", 1, "8.1"), Line("Two", 2, "8.2"), Line("Three", 3, "8.3")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([], [], []),
        ([A, B], [A, B], [("", "One"), ("", "Two")]),
        ([A], [A, B], [("", "One"), ("Added", "Two")]),
        ([A, B, C], [A, C], [("", "One"), ("Taken out", "Two"), ("", "Three")]),
        ([A, B], [], [("Taken out", "One"), ("Taken out", "Two")]),
        ([A, B, C], [C, A, B], [("Moved", "Three"), ("", "One"), ("", "Two")]),
        ([A], [Line("Other", 1, "8.1")], [("Reworded", "Other")]),
        ([A, B], [B, Line("Uno", 1)], [("Moved", "Two"), ("Reworded", "Uno")]),
        ([A, B, C], [B, C, Line("Uno", 1)], [("", "Two"), ("", "Three"), ("Reworded, moved", "Uno")]),
        ([A], [Line("One", 1, "8.1", level=3)], [("Set at another level", "One")]),
        ([A], [Line("One", 1, "8.2")], [("", "One")]),
        ([Line("a", 1, kind="Action")], [Line("a", 1, kind="Decision")], [("Now “Decision”, not “Action”", "a")]),
        ([A], [Line("One", 9, "8.1")], [("", "One")]),
        ([A, B], [A, Line("Something else", 9)], [("", "One"), ("Added", "Something else"), ("Taken out", "Two")]),
    ],
)
def test_paragraphs_that_came_went_moved_and_changed(before, after, expected):
    assert story(before, after) == expected


def test_a_number_alone_is_told_but_is_no_change():
    (change,) = compare([A], [Line("One", 1, "8.4")])

    assert (change.is_change, change.is_renumbered, change.was_number) == (False, True, "8.1")


LINES = st.lists(st.integers(0, 9), max_size=9, unique=True).flatmap(
    lambda keys: st.tuples(
        *(st.builds(Line, st.sampled_from(["one", "two", "three words here"]), st.just(k)) for k in keys)
    )
)


@given(LINES, LINES)
def test_every_paragraph_is_told_of_once_in_the_order_of_the_later_text(before, after):
    changes = compare(before, after)

    assert [change.after for change in changes if change.after] == list(after)
    assert sorted([change.before for change in changes if change.before], key=before.index) == list(before)
    shared = {line.key for line in before} & {line.key for line in after}
    both = [c for c in changes if c.before and c.after and c.before.key in shared]
    assert all(change.before.key == change.after.key for change in both)


def test_long_runs_without_a_change_are_folded():
    before = [Line(f"Paragraph {n}", n) for n in range(10)]
    after = [*before[:8], Line("Other", 8), before[9]]

    passages = fold(compare(before, after))

    assert [(passage.is_folded, len(passage.changes)) for passage in passages] == [(True, 7), (False, 3)]
    assert [passage.is_folded for passage in fold(compare(before[:2], before[:2]))] == [False]
    assert [passage.is_folded for passage in fold(compare(before, before))] == [True]


def spoiled(text, chance):
    return " ".join("changed" if chance.random() < 0.1 else word for word in text.split(" "))


def hard_texts():
    chance = random.Random(1)  # noqa: S311  # the same texts each time
    words = [f"word{n}" for n in range(500)] + ["the", "of", "and"] * 100
    paragraphs = [" ".join(chance.choices(words, k=60)) for _ in range(1000)]
    long = " ".join(chance.choices(words, k=15_000))[:100_000]
    alike = [Line(chance.choice("ab")) for _ in range(1000)]
    return {
        "a thousand paragraphs, all reworded": (
            [Line(text, n) for n, text in enumerate(paragraphs)],
            [Line(spoiled(text, chance), n) for n, text in enumerate(paragraphs)],
        ),
        "and unknown": ([Line(text) for text in paragraphs], [Line(spoiled(text, chance)) for text in paragraphs]),
        "a thousand of the same words": (alike, alike[::-1]),
        "one of 100,000 letters": ([Line(long, 1)], [Line(spoiled(long, chance), 1)]),
        "one of 100,000 letters, every second word": (
            [Line(" ".join(f"w{n}" for n in range(16_000)), 1)],
            [Line(" ".join(f"w{n}" if n % 2 else "x" for n in range(16_000)), 1)],
        ),
        "one of one sign": ([Line("." * 100_000, 1)], [Line("," + "." * 99_998, 1)]),
    }


@pytest.mark.parametrize("name", hard_texts())
def test_the_longest_texts_are_compared_in_about_a_second(name):
    before, after = hard_texts()[name]

    start = time.process_time()
    compare(before, after)

    # Measured at under half a second; a machine may be slow, but without its bounds this takes minutes.
    assert time.process_time() - start < 5
