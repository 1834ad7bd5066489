"""Bar charts as SVG, drawn on the server. The figures stand beside every bar in words, and in a table on the page.

Bars are measured in per cent and letters in pixels, so that a chart fits any width and its words stay readable.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.text import Truncator

from actions.dashboard.lines import Line
from actions.figures import Figure

ROW_HEIGHT = 46
TEXT_LINE = 15
BAR_TOP = 22
KEY_HEIGHT = 30
LONGEST_LABEL = 30
# A sliver of white between the parts of a bar tells them apart without colour.
GAP = 0.4


@dataclass(frozen=True, slots=True)
class Part:
    x: str
    width: str
    kind: str


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    value: str
    text_y: int
    bar_y: int
    parts: list[Part]


@dataclass(frozen=True, slots=True)
class Chart:
    name: str
    """Part of the ids in the page: one word."""
    title: str
    description: str
    key: list[tuple[str, str]]
    """What the parts of a bar mean, and their kinds; empty where a bar has one part."""
    bars: list[Bar]

    @property
    def height(self) -> int:
        return len(self.bars) * ROW_HEIGHT + (KEY_HEIGHT if self.key else 0)


def chart_of_figures(name: str, title: str, figures: Sequence[Figure]) -> Chart | None:
    """A bar for each figure; None where there is nothing to draw."""
    rows = [(figure.label, str(figure.count), [(figure.count, figure.kind or "open")]) for figure in figures]
    return _chart(name, title, rows, key=[])


def chart_of_lines(name: str, title: str, lines: Sequence[Line], *, most: int = 12) -> Chart | None:
    """A bar for each of the first ``most`` lines: its open actions, the overdue ones first."""
    rows = []
    for line in lines[:most]:
        opened, overdue = line.opened, line.overdue
        rows.append(
            (line.short, f"{opened} open, {overdue} overdue", [(overdue, "overdue"), (opened - overdue, "open")])
        )
    return _chart(name, title, rows, key=[("Overdue", "overdue"), ("Open, not overdue", "open")])


def _chart(
    name: str, title: str, rows: Sequence[tuple[str, str, list[tuple[int, str]]]], *, key: list[tuple[str, str]]
) -> Chart | None:
    longest = max((sum(count for count, _ in parts) for _, _, parts in rows), default=0)
    if not longest:
        return None
    top = KEY_HEIGHT if key else 0
    bars = [
        Bar(
            label=Truncator(label).chars(LONGEST_LABEL),
            value=value,
            text_y=top + position * ROW_HEIGHT + TEXT_LINE,
            bar_y=top + position * ROW_HEIGHT + BAR_TOP,
            parts=_parts(parts, longest),
        )
        for position, (label, value, parts) in enumerate(rows)
    ]
    description = "; ".join(f"{label}: {value}" for label, value, _ in rows)
    return Chart(name, title, f"{description}.", key, bars)


def _parts(counts: Sequence[tuple[int, str]], longest: int) -> list[Part]:
    parts, at = [], 0.0
    for count, kind in counts:
        if count:
            width = 100 * count / longest
            parts.append(Part(f"{at:.2f}%", f"{max(width - GAP, 0.5):.2f}%", kind))
            at += width
    return parts
