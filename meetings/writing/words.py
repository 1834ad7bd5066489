"""Which words of a text changed: pieces to draw, that put together again give both texts, letter for letter."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORD = re.compile(r"\s*(?:\w+|[^\w\s]|$)")
_SENTENCE = re.compile(r".*?(?:[.!?;:]+(?=\s)|\n+|$)", re.DOTALL)
_FEWEST_LETTERS = 4
"""A shorter piece between two changes, such as "of the", is no help to a reader and is drawn as changed too."""
_LEAST_SHARED = 0.25
"""Texts that share less than this were written anew: the old one whole and then the new one is easier to read."""


class Mark(StrEnum):
    SAME = ""
    ADDED = "ins"
    TAKEN_OUT = "del"


@dataclass(frozen=True, slots=True)
class Piece:
    mark: Mark
    text: str


class Patience:
    """How much one page may still have compared: difflib takes the square of what it is given, and more.

    A text that would take more is compared by its sentences, and where that is too much still, as a whole. All of it
    is used up in less than a second.
    """

    def __init__(self, pairs: int = 400_000) -> None:
        self.pairs = pairs

    def allows(self, before: Sequence[str], after: Sequence[str]) -> bool:
        needed = pairs_of(before, after) + len(before) * len(after) // 50 + len(before) + len(after)
        if needed > self.pairs:
            return False
        self.pairs -= needed
        return True


def pairs_of(before: Sequence[str], after: Sequence[str]) -> int:
    """How many pairs of the same words the two have: what a comparison goes through, some of it more than once."""
    counts = Counter(before)
    return sum(counts[word] for word in after)


def changed_words(before: str, after: str, patience: Patience | None = None) -> tuple[Piece, ...]:
    """The text as pieces that stayed, came and went, in reading order: what went stands before what came for it."""
    if before == after:
        return _pieces([(Mark.SAME, before)])
    patience = patience or Patience()
    old, new = _WORD.findall(before), _WORD.findall(after)
    head, tail = _ends(old, new)
    start, end = "".join(old[:head]), "".join(old[len(old) - tail :])
    old, new = old[head : len(old) - tail], new[head : len(new) - tail]
    middle = _compared(old, new, patience)
    return _pieces(
        [(Mark.SAME, start), *_readable(middle, has_ends=bool(start.strip() or end.strip())), (Mark.SAME, end)]
    )


def side(pieces: Sequence[Piece], mark: Mark) -> tuple[Piece, ...]:
    """The one text, without what only the other has: ``mark`` says which pieces are its own."""
    return tuple(piece for piece in pieces if piece.mark in (Mark.SAME, mark))


def _ends(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """How many words the two have in common at the beginning, and of what is left, at the end."""
    most = min(len(old), len(new))
    head = next((k for k in range(most) if old[k] != new[k]), most)
    tail = next((k for k in range(most - head) if old[-1 - k] != new[-1 - k]), most - head)
    return head, tail


def _compared(old: list[str], new: list[str], patience: Patience) -> list[tuple[Mark, str]]:
    if not patience.allows(old, new):
        old, new = _SENTENCE.findall("".join(old)), _SENTENCE.findall("".join(new))
        if not patience.allows(old, new):
            return [(Mark.TAKEN_OUT, "".join(old)), (Mark.ADDED, "".join(new))]
    found: list[tuple[Mark, str]] = []
    for tag, start, end, at, to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append((Mark.SAME, "".join(old[start:end])))
        else:
            found += [(Mark.TAKEN_OUT, "".join(old[start:end])), (Mark.ADDED, "".join(new[at:to]))]
    return found


def _readable(found: list[tuple[Mark, str]], *, has_ends: bool) -> list[tuple[Mark, str]]:
    """Without the small change of words that two unlike texts happen to share."""
    shared = sum(len(text) for mark, text in found if mark is Mark.SAME)
    longest = max((sum(len(t) for m, t in found if m is not gone) for gone in (Mark.ADDED, Mark.TAKEN_OUT)), default=0)
    anew = not has_ends and shared < _LEAST_SHARED * longest
    calm: list[tuple[Mark, str]] = []
    old = new = ""
    for at, (mark, text) in enumerate(found):
        is_between = 0 < at < len(found) - 1
        if mark is Mark.SAME and not anew and not (is_between and len(text.strip()) < _FEWEST_LETTERS):
            calm += [(Mark.TAKEN_OUT, old), (Mark.ADDED, new), (mark, text)]
            old = new = ""
        else:
            old += text if mark is not Mark.ADDED else ""
            new += text if mark is not Mark.TAKEN_OUT else ""
    return [*calm, (Mark.TAKEN_OUT, old), (Mark.ADDED, new)]


def _pieces(found: Sequence[tuple[Mark, str]]) -> tuple[Piece, ...]:
    """Without empty ones; neighbours of one kind as one."""
    pieces: list[Piece] = []
    for mark, text in found:
        if text and pieces and pieces[-1].mark is mark:
            pieces[-1] = Piece(mark, pieces[-1].text + text)
        elif text:
            pieces.append(Piece(mark, text))
    return tuple(pieces)
