"""Line charts as SVG, drawn on the server: months from left to right, a line for each thing that is counted.

Places across are in per cent and places down in pixels, so that a chart fits any width and its words stay readable.
Lines differ by dash and by mark, and each is named at its end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

TOP, BOTTOM, HEIGHT = 24, 164, 190
LEFT, RIGHT, NAMES = 3.0, 73.0, "76%"
TEXT_LINE, HALF_LETTER = 16, 4


@dataclass(frozen=True, slots=True)
class Row:
    """What a line is drawn from."""

    label: str
    kind: str
    """How it is drawn: the end of class names of the style sheet."""
    mark: str
    """``dot`` or ``square``."""
    values: Sequence[int]


@dataclass(frozen=True, slots=True)
class Point:
    x: str
    y: int
    value: int


@dataclass(frozen=True, slots=True)
class Series:
    label: str
    kind: str
    mark: str
    points: list[Point]
    label_y: int

    @property
    def segments(self) -> list[tuple[Point, Point]]:
        return list(pairwise(self.points))

    @property
    def last(self) -> Point:
        return self.points[-1]


@dataclass(frozen=True, slots=True)
class LineChart:
    name: str
    """Part of the ids in the page: one word."""
    title: str
    description: str
    ticks: list[tuple[str, str]]
    """Where along the bottom each word stands."""
    highest: int
    series: list[Series]
    height: int = HEIGHT
    top: int = TOP
    bottom: int = BOTTOM
    names: str = NAMES


def line_chart(name: str, title: str, ticks: Sequence[str], rows: Sequence[Row]) -> LineChart | None:
    """A line for each row; None where all of their values are nought."""
    highest = max((value for row in rows for value in row.values), default=0)
    if not highest:
        return None
    across = [f"{LEFT + (RIGHT - LEFT) * place / max(len(ticks) - 1, 1):.2f}%" for place in range(len(ticks))]
    ends = [_down(row.values[-1], highest) for row in rows]
    series = [
        Series(
            row.label,
            row.kind,
            row.mark,
            [Point(x, _down(value, highest), value) for x, value in zip(across, row.values, strict=True)],
            label_y + HALF_LETTER,
        )
        for row, label_y in zip(rows, _apart(ends), strict=True)
    ]
    description = ". ".join(
        f"{row.label}: " + ", ".join(f"{tick} {value}" for tick, value in zip(ticks, row.values, strict=True))
        for row in rows
    )
    return LineChart(name, title, f"{description}.", list(zip(across, ticks, strict=True)), highest, series)


def _down(value: int, highest: int) -> int:
    return round(BOTTOM - (BOTTOM - TOP) * value / highest)


def _apart(ends: Sequence[int]) -> list[int]:
    """Where the names of lines stand that end at these heights: beside them, but not on one another."""
    places = list(ends)
    from_the_bottom = sorted(range(len(ends)), key=lambda place: -ends[place])
    for lower, upper in pairwise(from_the_bottom):
        places[upper] = min(places[upper], places[lower] - TEXT_LINE)
    return places
