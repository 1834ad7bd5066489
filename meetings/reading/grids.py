"""Attendance printed as a table, laid out again as labels with the names under them."""

from __future__ import annotations

import re
from dataclasses import replace

from .labels import attendance_label
from .lines import Line

_NAME_HEAD = re.compile(r"names?|attendees?|members?|participants?", re.IGNORECASE)
_OTHER_HEAD = re.compile(
    r"organi[sz]ation|role|position|title|affiliation|representing|job title|post|company|initials|department|attendance|status|present\??|apologies",
    re.IGNORECASE,
)
_STATUS_HEAD = re.compile(r"attendance|status|present\??|attended\??", re.IGNORECASE)
_ABSENT = re.compile(r"(?:apolog\w*|a|absent|no|n|x|✗|regrets)\W*", re.IGNORECASE)
_GAP = "    "


def unroll(lines: list[Line]) -> list[Line]:
    """The lines with every table of attendance as lists; other tables stay as they are."""
    out: list[Line] = []
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and (lines[end].cells or (end > at and lines[end].blank and _goes_on(lines, end))):
            end += 1
        if end == at:
            out.append(lines[at])
            at += 1
            continue
        out += _laid_out(lines[at:end])
        at = end
    return out


def _goes_on(lines: list[Line], at: int) -> bool:
    return at + 1 < len(lines) and bool(lines[at + 1].cells)


def _laid_out(rows: list[Line]) -> list[Line]:
    filled = [row for row in rows if row.cells]
    if _is_roll_head(filled[0].cells):
        return _by_status(filled) or [_line(_GAP.join(cell for cell in row.cells if cell), row) for row in filled]
    labels = sum(_label(cell) for row in filled for cell in row.cells)
    return _by_label(filled) if labels and labels * 2 <= sum(len(row.cells) for row in filled) else rows


def _is_roll_head(cells: tuple[str, ...]) -> bool:
    words = [cell.strip(" :") for cell in cells if cell]
    return (
        len(words) > 1
        and any(_NAME_HEAD.fullmatch(word) for word in words)
        and any(_OTHER_HEAD.fullmatch(word) for word in words)
    )


def _label(cell: str) -> bool:
    label = attendance_label(cell)
    return bool(label and len(label.words) < 40)


def _by_status(rows: list[Line]) -> list[Line]:
    """Name and more, with a column that says who was there."""
    heads = rows[0].cells
    column = next((at for at, head in enumerate(heads) if _STATUS_HEAD.fullmatch(head.strip(" :"))), None)
    if column is None:
        return []
    there, away = [_line("Present:", rows[0])], [_line("Apologies:", rows[0])]
    for row in rows[1:]:
        said = row.cells[column] if column < len(row.cells) else ""
        text = _GAP.join(cell for at, cell in enumerate(row.cells) if cell and at != column)
        (away if _ABSENT.fullmatch(said) else there).append(_line(text, row))
    return [*there, _line("", rows[0]), *away, _line("", rows[0])]


def _by_label(rows: list[Line]) -> list[Line]:
    """Labels anywhere in the table: each covers the cells beside and below it, up to the next label."""
    lists: list[list[Line]] = []
    above: dict[int, list[Line]] = {}
    for row in rows:
        texts: dict[int, list[str]] = {}
        for at, cell in enumerate(row.cells):
            if _label(cell) or cell.endswith(":"):
                above[at] = [_line(cell, row)]
                lists.append(above[at])
            elif cell:
                under = max((start for start in above if start <= at), default=None)
                if under is None:
                    above[0], under = [], 0
                    lists.append(above[0])
                texts.setdefault(under, []).append(cell)
        for under, cells in texts.items():
            above[under].append(_line(_GAP.join(cells), row))
    return [line for one in lists for line in [*one, _line("", rows[0])]]


def _line(text: str, row: Line) -> Line:
    return replace(row, text=text, source=text, indent=0, cells=(), bullet=False, strong=False)
