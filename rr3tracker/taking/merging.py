"""Two texts of one item, where two people wrote it: where they differ, and one text made of both."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from meetings.writing.changes import Change, Line, compare
from meetings.writing.words import Mark, Piece, side

THEIRS, MINE, BOTH = "theirs", "mine", "both"
_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")
_MOST_CHOICES = 100
"""Nobody chooses among more paragraphs one by one, and there is an end to the fields that a form may have."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A paragraph that the two texts do not share; ``name`` is the field that says which of the two is kept."""

    name: str
    change: Change


@dataclass(frozen=True, slots=True)
class Differences:
    """Each text whole, with what only it has marked as added, and the paragraphs to choose between."""

    mine: tuple[Piece, ...]
    theirs: tuple[Piece, ...]
    choices: list[Choice]


def differences(theirs: str, mine: str) -> Differences:
    old, new = _lines(theirs), _lines(mine)
    changes = compare(old, new)
    pieces_of = {id(line): change.pieces for change in changes for line in (change.before, change.after)}
    choices = [Choice(_name(at), change) for at, change in enumerate(changes) if _differs(change)]
    return Differences(
        mine=_joined([side(pieces_of[id(line)], Mark.ADDED) for line in new]),
        theirs=_joined([side(pieces_of[id(line)], Mark.TAKEN_OUT) for line in old]),
        choices=choices if len(choices) <= _MOST_CHOICES else [],
    )


def merged(theirs: str, mine: str, chosen: Mapping[str, str] | None = None) -> str:
    """Both texts as one: a paragraph that both have once, in the place where mine has it; where they differ what was
    ``chosen`` by the name of its ``Choice``, or else theirs and then mine.
    """
    paragraphs: list[str] = []
    for at, change in enumerate(compare(_lines(theirs), _lines(mine))):
        kept = (chosen or {}).get(_name(at), BOTH)
        if change.before and _differs(change) and kept != MINE:
            paragraphs.append(change.before.text)
        if change.after and (not _differs(change) or kept != THEIRS):
            paragraphs.append(change.after.text)
    return "\n\n".join(paragraphs)


def _name(at: int) -> str:
    return f"choice-{at}"


def _differs(change: Change) -> bool:
    return not (change.before and change.after) or change.is_reworded


def _lines(text: str) -> list[Line]:
    return [Line(part.strip("\n")) for part in _BLANK_LINES.split(text.replace("\r\n", "\n")) if part.strip()]


def _joined(paragraphs: Sequence[tuple[Piece, ...]]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for paragraph in paragraphs:
        pieces += [Piece(Mark.SAME, "\n\n"), *paragraph] if pieces else paragraph
    return tuple(pieces)
