"""Line charts as SVG, drawn on the server: months from left to right, a line for each thing that is counted.

Places across are in per cent and places down in pixels, so that a chart fits any width and its words stay readable.
Lines differ by dash and by mark, and each is named at its end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

TOP, BOTTOM = 34, 174
HEIGHT = 200
LEFT, RIGHT = 4.0, 96.0
LABEL_ABOVE, LABEL_BELOW = -10, 20


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
    """``dot`` or ``square``."""
    points: list[Point]
    label_y: int

    @property
    def segments(self) -> list[tuple[Point, Point]]:
        return list(zip(self.points, self.points[1:], strict=False))

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


def line_chart(
    name: str, title: str, ticks: Sequence[str], rows: Sequence[tuple[str, str, str, Sequence[int]]]
) -> LineChart | None:
    """A line for each row of label, kind, mark and values; None where all are nought."""
    highest = max((value for *_, values in rows for value in values), default=0)
    if not highest:
        return None
    across = [f"{LEFT + (RIGHT - LEFT) * place / max(len(ticks) - 1, 1):.2f}%" for place in range(len(ticks))]
    top_at_end = max(rows, key=lambda row: row[3][-1])
    series = []
    for row in rows:
        label, kind, mark, values = row
        points = [
            Point(x, round(BOTTOM - (BOTTOM - TOP) * value / highest), value)
            for x, value in zip(across, values, strict=True)
        ]
        label_y = points[-1].y + (LABEL_ABOVE if row is top_at_end else LABEL_BELOW)
        series.append(Series(label, kind, mark, points, min(label_y, BOTTOM - 4)))
    description = ". ".join(
        f"{label}: " + ", ".join(f"{tick} {value}" for tick, value in zip(ticks, values, strict=True))
        for label, _, _, values in rows
    )
    return LineChart(name, title, f"{description}.", list(zip(across, ticks, strict=True)), highest, series)
