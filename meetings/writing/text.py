"""An item's paragraphs as the text that is edited. ``meetings.reading.read_typed`` is the way back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from meetings.reading import Kind, Paragraph, read_typed
from meetings.reading.lines import split_lines
from meetings.reading.typed import begins_another, opens_with_number, typed_line

INDENT = "    "
NOTHING = "…"
"""Stands for a paragraph without a visible sign."""
LABELS = {Kind.DECISION: "Decision: ", Kind.ACTION: "Action: "}
"""For a paragraph whose words alone do not say what it records."""


class Row(Protocol):
    """What of a recorded paragraph stands in the text."""

    @property
    def level(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def text(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Shown:
    """An item as text, and what the reader makes of it: one of ``read`` for each paragraph, in order.

    ``labels`` are the words that the text adds to a paragraph, empty where it adds none.
    """

    text: str
    read: tuple[Paragraph, ...]
    labels: tuple[str, ...]


def show(rows: Sequence[Row], item_number: str = "") -> Shown:
    """The rows as text: paragraphs apart by blank lines, the third level set in, numbers left to be counted."""
    bare = [_one_paragraph(row.text) for row in rows]
    blocks = [block(words, row.level, item_number) for words, row in zip(bare, rows, strict=True)]
    read = _read(blocks, item_number)
    labels = [
        LABELS.get(Kind(row.kind), "") if row.kind != said.kind else "" for row, said in zip(rows, read, strict=True)
    ]
    if any(labels):
        blocks = [
            block(label + words, row.level, item_number) for label, words, row in zip(labels, bare, rows, strict=True)
        ]
        read = _read(blocks, item_number)
    return Shown("\n\n".join(blocks), read, tuple(labels))


def _read(blocks: Sequence[str], item_number: str) -> tuple[Paragraph, ...]:
    return read_typed("\n\n".join(blocks), item_number=item_number).paragraphs


def _one_paragraph(text: str) -> str:
    """The text so that it is read as one paragraph: no blank lines, no line that would begin another."""
    lines: list[str] = []
    for words, indent in filter(lambda line: line[0], map(typed_line, split_lines(text))):
        if lines and begins_another(words):
            lines[-1] += f" {words}"
        else:
            lines.append(" " * indent + words if lines else words)
    return "\n".join(lines) or NOTHING


def block(words: str, level: int, item_number: str) -> str:
    """A paragraph's words as they stand in the text, set in or numbered so that its level is read back."""
    number = ""
    if item_number and level == 1:
        number = f"{item_number}. "
    elif opens_with_number(words.split("\n", 1)[0], item_number):
        # What looks like its number is part of its words: a number before it is taken off instead.
        number = f"{item_number}.1.1 " if level == 3 else f"{item_number}.1 "
    indent = INDENT if level == 3 else ""
    first, *others = (number + words).split("\n")
    return "\n".join([indent + first, *(indent + line for line in others)])
