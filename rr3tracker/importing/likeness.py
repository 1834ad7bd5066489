"""Whether two texts ask for the same piece of work."""

from __future__ import annotations

from collections.abc import Sequence

from organisations.matching import plain_words

_SMALL_WORDS = frozenset({"a", "an", "and", "are", "as", "at", "be", "been", "by", "for", "from", "has", "have", "in", "is", "it", "its", "of", "on", "or", "that", "the", "their", "this", "to", "was", "were", "will", "with"})  # fmt: skip
_ALIKE = 0.84
"""Share of words in common, of both texts together. Below it "female services" and "youth services" would be one."""
_WITHIN = 0.6
"""The same, where all words of the shorter stand in the longer: a text that a log shortened."""
_FEWEST = 4
_MARGIN = 0.08
"""How much likelier than any other the best must be."""


def words_of(text: str) -> frozenset[str]:
    return frozenset(plain_words(text)) - _SMALL_WORDS


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """From 0 to 1; 0 unless the two texts are alike enough to be one action. Numbers must not differ."""
    shared = one & other
    if not shared:
        return 0.0
    if {w for w in one ^ other if any(c.isdigit() for c in w)} and _numbers(one) and _numbers(other):
        return 0.0
    score = 2 * len(shared) / (len(one) + len(other))
    within = len(shared) >= _FEWEST and len(shared) == min(len(one), len(other))
    return score if score >= (_WITHIN if within else _ALIKE) else 0.0


def likest(text: str, among: Sequence[frozenset[str]]) -> tuple[int | None, list[int]]:
    """The place of the one text that ``text`` repeats, or None; and the places of all that it might."""
    words = words_of(text)
    scores = sorted(((likeness(words, other), -at) for at, other in enumerate(among)), reverse=True)
    scores = [(score, at) for score, at in scores if score]
    if not scores:
        return None, []
    best = scores[0][0]
    close = [-at for score, at in scores if score > best - _MARGIN]
    # The very same words, of several times: the first in the order that the caller gave.
    if len(close) == 1 or all(among[at] == among[close[0]] for at in close):
        return close[0], close
    return None, close


def _numbers(words: frozenset[str]) -> set[str]:
    return {word for word in words if any(c.isdigit() for c in word)}
