"""The lines of the tables: a board, an organisation, an owner, a theme, and the numbers of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from actions.dashboard.measures import Measure
from actions.dashboard.rating import Rating, rating_of
from actions.dashboard.scope import Scope
from actions.figures import Figure


@dataclass(frozen=True, slots=True)
class Cell:
    """A number, and the number that it is a share of, if it is one."""

    figure: Figure
    of: Figure | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table. ``short`` is its name where there is little room."""

    label: str
    short: str
    cells: list[Cell]
    opened: int
    overdue: int
    rating: Rating

    @property
    def worst_first(self) -> tuple[int, int, int, str]:
        """By its rating, then by how much is overdue, then by how much is open."""
        return self.rating.place, -self.overdue, -self.opened, self.label.lower()


@dataclass(frozen=True, slots=True)
class Column:
    heading: str
    measure: Measure
    of: Measure | None = None
    """What it is a share of."""

    def cell(self, counts: Mapping[str, Any], scope: Scope, narrower: Mapping[str, Any]) -> Cell:
        return Cell(
            self.measure.figure(counts, scope, **narrower),
            self.of.figure(counts, scope, **narrower) if self.of else None,
        )


@dataclass(frozen=True, slots=True)
class Table:
    columns: list[str]
    lines: list[Line]
    left_out: int = 0
    """How many lines there is no room for."""

    def __bool__(self) -> bool:
        return bool(self.lines)


def line_of(
    label: str,
    short: str,
    counts: Mapping[str, Any],
    *,
    columns: Sequence[Column],
    scope: Scope,
    narrower: Mapping[str, Any],
) -> Line:
    """``narrower`` are the filters of the register that keep to this line."""
    opened, overdue = counts["open_now"], counts["overdue"]
    return Line(
        label,
        short,
        [column.cell(counts, scope, narrower) for column in columns],
        opened,
        overdue,
        rating_of(opened=opened, overdue=overdue, very_late=counts["very_late"]),
    )


def table_of(columns: Sequence[Column], lines: list[Line], *, most: int | None = None) -> Table:
    """The worst first, and no more than so many."""
    ordered = sorted(lines, key=lambda line: line.worst_first)
    shown = ordered[:most]
    return Table([column.heading for column in columns], shown, len(ordered) - len(shown))
