"""A closing list of actions put together with the actions that it repeats."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from .kept import words
from .reading import Origin, ReadAction

_ALIKE = 0.62  # of 1; a log reworded by a careful secretary stays above it
_MOST_PAIRS = 200_000  # beyond this only equal references and equal words are compared: minutes never get there


def merge_log(inside: list[ReadAction], log: list[ReadAction]) -> list[ReadAction]:
    """The actions of the items, each with the reference, owners and date its line in the log adds; then the log's own."""
    bags = [frozenset(words(action.text)) for action in inside]
    merged = list(inside)
    free = set(range(len(inside)))
    rest: list[ReadAction] = []
    by_words: dict[frozenset[str], list[int]] = defaultdict(list)
    by_ref: dict[str, list[int]] = defaultdict(list)
    for at, action in enumerate(inside):
        by_words[bags[at]].append(at)
        if action.ref:
            by_ref[action.ref].append(at)
    compare = len(inside) * len(log) <= _MOST_PAIRS
    for action in log:
        bag = frozenset(words(action.text))
        near = free if compare else [*by_words[bag][:3], *by_ref[action.ref or ""][:3]]
        best = max(
            (at for at in near if at in free),
            key=lambda at: (_score(bag, bags[at], action, inside[at]), -at),
            default=None,
        )
        if best is None or _score(bag, bags[best], action, inside[best]) < _ALIKE:
            rest.append(action)
            continue
        free.discard(best)
        merged[best] = _together(merged[best], action)
    return merged + rest


def _score(a: frozenset[str], b: frozenset[str], log: ReadAction, inside: ReadAction) -> float:
    if log.origin is Origin.NEW and inside.origin is Origin.PREVIOUS:
        return 0.0
    same_ref = bool(log.ref) and log.ref == inside.ref
    return likeness(a, b) + (0.25 if same_ref else 0.0)


def likeness(a: frozenset[str], b: frozenset[str]) -> float:
    """How alike two sets of words are, 0 to 1: the mean of their overlap and their balance."""
    if not a or not b:
        return 0.0
    both = len(a & b)
    return 0.5 * both / min(len(a), len(b)) + both / (len(a) + len(b))


def _together(inside: ReadAction, log: ReadAction) -> ReadAction:
    return replace(
        inside,
        ref=log.ref or inside.ref,
        owners=inside.owners or log.owners,
        due=inside.due or log.due,
        due_text=inside.due_text or log.due_text,
        status=log.status if log.status_text else inside.status,
        status_text=log.status_text or inside.status_text,
        narrative=inside.narrative or log.narrative,
    )
