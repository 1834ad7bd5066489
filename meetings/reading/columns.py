"""Columns that a PDF's text prints side by side, taken apart again."""

from __future__ import annotations

import re
from dataclasses import replace

from .labels import attendance_label
from .lines import Line
from .markup import squeeze

_GAP = re.compile(r"\S(?:\s{0,2}\S)*")
_ACTION_COLUMN = re.compile(r"\b(?:actions?|owner|who|lead|decisions?)\b", re.IGNORECASE)


def cells_of(line: Line) -> list[tuple[int, str]]:
    """The pieces of a line that gaps of three blanks or a tab part, each with the column it starts in."""
    source = line.source.expandtabs(8).rstrip()
    return [(m.start(), m[0]) for m in _GAP.finditer(source)]


def side_by_side(lines: list[Line]) -> list[Line]:
    """The lines with every pair of columns put one under the other, the left first.

    A pair is known by its heads: two labels of attendance on one line, or the head of a table whose last
    column holds actions.
    """
    out: list[Line] = []
    at = 0
    while at < len(lines):
        start = _right_column(lines[at])
        if start is None:
            out.append(lines[at])
            at += 1
            continue
        end = _end(lines, at, start)
        left, right = _parted(lines[at:end], start)
        out += [*left, Line("", ""), *right, Line("", "")]
        at = end
    return out


def _right_column(line: Line) -> int | None:
    if not line.text or len(line.source) > 200 or line.cells:
        return None
    cells = cells_of(line)
    if len(cells) == 2 and all(attendance_label(text) and text.rstrip().endswith(":") for _, text in cells):
        return cells[1][0]
    return None


def _end(lines: list[Line], at: int, start: int) -> int:
    """The first line that runs across the gap: with it the columns end."""
    for k in range(at, len(lines)):
        source = lines[k].source.expandtabs(8)
        if len(source) > start and source[start - 2 : start].strip():
            return k
        if not lines[k].blank and lines[k].indent == 0 and len(source) > start:
            continue
        if lines[k].blank and all(line.blank for line in lines[k : k + 3]):
            return k
    return len(lines)


def _parted(lines: list[Line], start: int) -> tuple[list[Line], list[Line]]:
    left, right = [], []
    for line in lines:
        source = line.source.expandtabs(8)
        first, second = source[:start].rstrip(), source[start:].strip()
        left.append(replace(line, text=first.strip(), source=first))
        right.append(Line(second, second))
    return left, right


def action_column(line: Line) -> int | None:
    """Where the column of actions starts, if this line is the head of a table that has one on the right."""
    if len(line.source) > 200:
        return None
    cells = cells_of(line)
    if len(cells) < 2 or not _ACTION_COLUMN.search(cells[-1][1]) or cells[-1][0] < 30:
        return None
    heads = " ".join(text.lower() for _, text in cells[:-1])
    return cells[-1][0] if re.search(r"\b(?:item|discussion|minute|subject|topic|no|ref)\b", heads) else None


def split_at(line: Line, start: int) -> tuple[Line, str]:
    """The line without what stands in the column that starts at `start` (a few blanks either way), and that text."""
    source = line.source.expandtabs(8)
    # The column shifts from page to page by a few blanks.
    for m in re.finditer(r"(?:^|\S)\s{3,}(?=\S)", source[: start + 4]):
        if m.end() >= start - 8:
            left = source[: m.end()].rstrip()
            return replace(line, text=left.strip(), source=left), squeeze(source[m.end() :])
    return line, ""
