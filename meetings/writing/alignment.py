"""Which paragraph of a text is which recorded one: the very same words first, then likeness, then place."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Protocol

from meetings.reading.kept import words
from meetings.writing.words import pairs_of

ALIKE = 0.5
"""Share of words in common from which a paragraph is the other, reworded."""
_MOST_PAIRS = 250_000  # an item of 500 paragraphs, all reworded at once


class Paragraph(Protocol):
    @property
    def kind(self) -> str: ...
    @property
    def text(self) -> str: ...


def align(before: Sequence[Paragraph], after: Sequence[Paragraph], *, by_place: bool = True) -> list[int | None]:
    """For each paragraph of ``after``, the index of the one in ``before`` that it is; None for a new one.

    No paragraph is taken twice. Words that did not change keep theirs wherever they moved to; a changed
    paragraph is the likest of those left; one that was written anew in place of one other, between the same two,
    is that one if both record the same kind of thing, unless ``by_place`` is False: then words alone tell.
    """
    found: list[int | None] = [None] * len(after)
    free = _same_place(before, after, found)
    free = _same_words(before, after, found, free)
    free = _likest(before, after, found, free)
    if by_place:
        _same_gap(before, after, found, free)
    return found


def _same_place(before: Sequence[Paragraph], after: Sequence[Paragraph], found: list[int | None]) -> set[int]:
    """The longest runs of the same words in the same order. What is left of ``before``."""
    free = set(range(len(before)))
    old, new = [p.text for p in before], [p.text for p in after]
    if pairs_of(old, new) > _MOST_PAIRS:
        return free  # hundreds of paragraphs of the very same words: which is which is told by their order alone
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for start, at, size in matcher.get_matching_blocks():
        for k in range(size):
            found[at + k] = start + k
            free.discard(start + k)
    return free


def _same_words(
    before: Sequence[Paragraph], after: Sequence[Paragraph], found: list[int | None], free: set[int]
) -> set[int]:
    """The same words elsewhere: what moved."""
    places: defaultdict[str, deque[int]] = defaultdict(deque)
    for k in sorted(free):
        places[before[k].text].append(k)
    for at, paragraph in enumerate(after):
        if found[at] is None and places.get(paragraph.text):
            found[at] = places[paragraph.text].popleft()
    return free - {k for k in found if k is not None}


def _likest(
    before: Sequence[Paragraph], after: Sequence[Paragraph], found: list[int | None], free: set[int]
) -> set[int]:
    wanting = [at for at, k in enumerate(found) if k is None]
    if len(wanting) * len(free) > _MOST_PAIRS:
        return free
    old = {k: frozenset(words(before[k].text)) for k in free}
    new = {at: frozenset(words(after[at].text)) for at in wanting}
    pairs = [
        (-likeness(old[k], new[at]), before[k].kind != after[at].kind, abs(at - k), at, k)
        for at in wanting
        for k in free
    ]
    taken: set[int] = set()
    for _score, _, _, at, k in sorted(pair for pair in pairs if -pair[0] >= ALIKE):
        if found[at] is None and k not in taken:
            found[at] = k
            taken.add(k)
    return free - taken


def _same_gap(before: Sequence[Paragraph], after: Sequence[Paragraph], found: list[int | None], free: set[int]) -> None:
    """One written anew in place of one other, between the same two, that records the same kind of thing."""
    wanting = [at for at, k in enumerate(found) if k is None]
    for at in wanting:
        if (at and found[at - 1] is None) or (at + 1 < len(found) and found[at + 1] is None):
            continue
        low = found[at - 1] if at else -1
        high = found[at + 1] if at + 1 < len(found) else len(before)
        if low is None or high is None:
            continue
        gap = [k for k in range(low + 1, high) if k in free]
        if len(gap) == 1 and before[gap[0]].kind == after[at].kind:
            found[at] = gap[0]
            free.discard(gap[0])


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """From 0 to 1: the share of their words that both have."""
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 0.0
