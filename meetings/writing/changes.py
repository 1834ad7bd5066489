"""What changed between two states of some paragraphs, as plain values: the one way in which changes are worked out.

``templates/meetings/partials/changes.html`` draws them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from meetings.writing.alignment import align
from meetings.writing.words import Mark, Patience, Piece, changed_words

_CONTEXT = 1
_FOLDED_FROM = 3
"""A run of fewer paragraphs that stayed is shown: a line that says how many are hidden would take as much room."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph. ``key`` is what it is known by, wherever it stands and whatever it says; None for words alone."""

    text: str
    key: Hashable = None
    number: str = ""
    level: int = 2
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A paragraph before and after: one of the two is None where it came or went."""

    before: Line | None
    after: Line | None
    pieces: tuple[Piece, ...]
    has_moved: bool = False

    @property
    def line(self) -> Line:
        return self.after or self.before or Line("")

    @property
    def is_reworded(self) -> bool:
        return bool(self.before and self.after and self.before.text != self.after.text)

    @property
    def was_number(self) -> str:
        """The number that it had, where that is another one now."""
        return self.before.number if self.before and self.after and self.before.number != self.after.number else ""

    @property
    def was_kind(self) -> str:
        return self.before.kind if self.before and self.after and self.before.kind != self.after.kind else ""

    @property
    def is_renumbered(self) -> bool:
        return bool(self.before and self.after and self.before.number != self.after.number)

    @property
    def is_change(self) -> bool:
        """Another number alone is none: it counts on where something before it came or went."""
        has_both = self.before and self.after
        return bool(not has_both or self.is_reworded or self.has_moved or self.is_set_otherwise or self.was_kind)

    @property
    def is_set_otherwise(self) -> bool:
        return bool(self.before and self.after and self.before.level != self.after.level)

    @property
    def words(self) -> str:
        """What became of it, in a word or two; empty where nothing did."""
        if self.before is None or self.after is None:
            return "Added" if self.before is None else "Taken out"
        said = [
            "reworded" if self.is_reworded else "",
            "moved" if self.has_moved else "",
            "set at another level" if self.is_set_otherwise else "",
            f"now “{self.after.kind}”, not “{self.before.kind}”" if self.was_kind else "",
        ]
        words = ", ".join(filter(None, said))
        return words[:1].upper() + words[1:]


@dataclass(frozen=True, slots=True)
class Passage:
    """Paragraphs that are drawn together. A folded one holds a long run in which nothing changed."""

    changes: tuple[Change, ...]
    is_folded: bool = False

    @property
    def is_renumbered(self) -> bool:
        return any(change.is_renumbered for change in self.changes)


def compare(before: Sequence[Line], after: Sequence[Line], patience: Patience | None = None) -> list[Change]:
    """Every paragraph once: those of ``after`` in their order, each that went where it stood before."""
    patience = patience or Patience()
    found = _matched(before, after)
    moved = _moved(found)
    changes: list[Change] = []
    gone = [k for k in range(len(before)) if k not in {k for k in found if k is not None}]
    for k, line in zip(found, after, strict=True):
        if k is not None and k not in moved:
            while gone and gone[0] < k:
                changes.append(_taken_out(before[gone.pop(0)]))
        was = before[k] if k is not None else None
        pieces = changed_words(was.text, line.text, patience) if was else (Piece(Mark.ADDED, line.text),)
        changes.append(Change(was, line, pieces, has_moved=k in moved))
    return changes + [_taken_out(before[k]) for k in gone]


def fold(changes: Sequence[Change]) -> list[Passage]:
    """The paragraphs as they are drawn: around a change one that stayed, and long runs of the others folded."""
    near = {at + by for at, change in enumerate(changes) if change.is_change for by in range(-_CONTEXT, _CONTEXT + 1)}
    passages: list[Passage] = []
    start = 0
    for at in range(1, len(changes) + 1):
        if at < len(changes) and (at in near) == (start in near):
            continue
        run = tuple(changes[start:at])
        folded = start not in near and len(run) >= _FOLDED_FROM
        if passages and not folded and not passages[-1].is_folded:
            passages[-1] = Passage(passages[-1].changes + run)
        else:
            passages.append(Passage(run, folded))
        start = at
    return passages


def _matched(before: Sequence[Line], after: Sequence[Line]) -> list[int | None]:
    """For each line of ``after`` the one that it was: by its key, and else by its words."""
    places = {line.key: k for k, line in enumerate(before) if line.key is not None}
    is_keyed = bool(places)
    found = [places.pop(line.key, None) if line.key is not None else None for line in after]
    taken = {k for k in found if k is not None}
    free = [k for k in range(len(before)) if k not in taken]
    wanting = [at for at, k in enumerate(found) if k is None]
    # Where paragraphs are known by their keys, one that went and one that came in its place are two.
    aligned = align([before[k] for k in free], [after[at] for at in wanting], by_place=not is_keyed)
    for at, place in zip(wanting, aligned, strict=True):
        found[at] = free[place] if place is not None else None
    return found


def _moved(found: Sequence[int | None]) -> set[int]:
    """Those of ``before`` that stand in another order: as few as can be."""
    order = [k for k in found if k is not None]
    ends: list[int] = []  # the smallest last one of a rising run of each length
    at_end: list[int] = []
    back: list[int] = []
    for at, k in enumerate(order):
        length = bisect_left(ends, k)
        back.append(at_end[length - 1] if length else -1)
        ends[length : length + 1], at_end[length : length + 1] = [k], [at]
    stays: set[int] = set()
    at = at_end[-1] if at_end else -1
    while at >= 0:
        stays.add(order[at])
        at = back[at]
    return set(order) - stays


def _taken_out(line: Line) -> Change:
    return Change(line, None, (Piece(Mark.TAKEN_OUT, line.text),))
