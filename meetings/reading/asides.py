"""The right-hand column of a table in a PDF's text, where some minutes print their actions and decisions."""

from __future__ import annotations

import re
from collections import defaultdict

from .columns import action_column, split_at
from .lines import Line

_OPENS = re.compile(
    r"\d{1,4}[./-]\d{1,3}\s|actions?\b|[A-Z]{2,4}(?:\s?[/&+]\s?[A-Z]{2,4}|\s+and\s+[A-Z]{2,4})*\s+to\s", re.IGNORECASE
)


def take_asides(lines: list[Line]) -> tuple[list[Line], dict[int, list[str]]]:
    """The lines without the column of actions, and its entries by the index of the line they begin beside."""
    out: list[Line] = []
    entries: dict[int, list[str]] = defaultdict(list)
    start: int | None = None
    opened: int | None = None
    for at, line in enumerate(lines):
        column = action_column(line) if not line.blank else None
        if column is not None:
            start, opened = column, None
            out.append(line)
            continue
        left, right = split_at(line, start) if start is not None else (line, "")
        out.append(left)
        if not right:
            opened = None if line.blank else opened
        elif opened is None or _OPENS.match(right) or _far(lines, opened, at):
            entries[at].append(right)
            opened = at
        else:
            entries[opened][-1] += " " + right
    return out, entries


def _far(lines: list[Line], opened: int, at: int) -> bool:
    return at - opened > 6
