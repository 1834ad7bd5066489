"""Tables of actions whose columns a PDF's text sets apart with blanks, as rows of cells."""

from __future__ import annotations

import re
from dataclasses import replace

from .columns import cells_of
from .lines import Line
from .markup import squeeze
from .tables import Columns, head_of

_WORDS_IN_HEAD = 12
_NEW_ROW = re.compile(r"[A-Z]{0,5}[-/]?\d{1,4}(?:[./-]\d{1,3}){0,3}[.)]?")


def with_rows(lines: list[Line]) -> list[Line]:
    """The lines with every such table as rows; a cell that runs over several lines is put together."""
    out: list[Line] = []
    at = 0
    while at < len(lines):
        head = _head(lines[at])
        if head is None:
            out.append(lines[at])
            at += 1
            continue
        columns, starts = head
        end = _end(lines, at + 1, starts)
        out.append(_row(lines[at], [text for _, text in cells_of(lines[at])]))
        out += _rows(lines[at + 1 : end], columns, starts)
        at = end
    return out


def _head(line: Line) -> tuple[Columns, list[int]] | None:
    if not line.text or line.cells or len(line.source) > 200 or len(line.text.split()) > _WORDS_IN_HEAD:
        return None
    cells = cells_of(line)
    columns = head_of(tuple(text for _, text in cells)) if len(cells) > 2 else None
    return (columns, [start for start, _ in cells]) if columns and columns.has_actions else None


def _end(lines: list[Line], at: int, starts: list[int]) -> int:
    """The first line that is not in the columns: after a gap, one that neither fills two of them nor goes on in a later one."""
    gap = False
    for k in range(at, len(lines)):
        if lines[k].blank:
            gap = True
            continue
        pieces = cells_of(lines[k])
        single = len(pieces) == 1 and pieces[0][0] <= starts[0] + 1
        if lines[k].heading or (single and (gap or len(pieces[0][1]) > starts[-1])):
            return k
        gap = False
    return len(lines)


def _rows(lines: list[Line], columns: Columns, starts: list[int]) -> list[Line]:
    kinds = columns.kinds or ()
    rows: list[tuple[Line, list[list[str]]]] = []
    for line in lines:
        if line.blank:
            continue
        placed = [(_column(start, starts), text) for start, text in cells_of(line)]
        first = placed[0][1] if placed and placed[0][0] == 0 else ""
        opens = bool(_NEW_ROW.fullmatch(first)) if kinds[0] == "ref" else len(placed) > 1
        if opens or not rows:
            rows.append((line, [[] for _ in starts]))
        for column, text in placed:
            rows[-1][1][column].append(text)
    return [_row(line, [" ".join(parts) for parts in cells]) for line, cells in rows]


def _column(start: int, starts: list[int]) -> int:
    """The column a piece stands in, which may be a blank or two to the left of its head."""
    return max((k for k, at in enumerate(starts) if at <= start + 2), default=0)


def _row(line: Line, cells: list[str]) -> Line:
    tidy = tuple(squeeze(cell) for cell in cells)
    return replace(line, text=squeeze(" ".join(tidy)), cells=tidy, bullet=False)
