"""The lines of the tables: a board, an organisation, an owner, a theme, and the numbers of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from actions.dashboard.measures import Measure
from actions.dashboard.scope import Scope
from actions.figures import Figure
from actions.rag import Rag, rag_of


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
    rag: Rag


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
class Name:
    """What a line is called, and the filters of the register that keep to it. ``short`` is for where there is little room."""

    label: str
    short: str
    narrower: Mapping[str, Any]
    is_rest: bool = False
    """It stands for what has no such thing, and comes last: no organisation, no theme, nobody."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a line is made from: its name and what was counted."""

    name: Name
    counts: Mapping[str, Any]

    @property
    def rag(self) -> Rag:
        opened, overdue = self.counts["open_now"], self.counts["overdue"]
        return rag_of(open_now=opened, overdue=overdue, long_overdue=self.counts["long_overdue"])

    @property
    def worst_first(self) -> tuple[int, int, int, str]:
        """By rating, those clear last; then by how much is overdue, then by how much is open."""
        return (
            -self.rag,
            -self.counts["overdue"],
            -self.counts["open_now"],
            self.name.label.lower(),
        )

    def line(self, columns: Iterable[Column], scope: Scope) -> Line:
        return Line(
            self.name.label,
            self.name.short,
            [column.cell(self.counts, scope, self.name.narrower) for column in columns],
            self.counts["open_now"],
            self.counts["overdue"],
            self.rag,
        )


@dataclass(frozen=True, slots=True)
class Table:
    columns: list[str]
    lines: list[Line]
    left_out: int = 0
    """How many lines there is no room for."""

    def __bool__(self) -> bool:
        return bool(self.lines)


NO_TABLE = Table([], [])


def table_of(columns: Sequence[Column], entries: Iterable[Entry], scope: Scope, *, most: int | None = None) -> Table:
    """The worst first, and no more than so many; the rest after them."""
    ordered = sorted(entries, key=lambda entry: entry.worst_first)
    named = [entry for entry in ordered if not entry.name.is_rest]
    shown = [*named[:most], *(entry for entry in ordered if entry.name.is_rest)]
    return Table(
        [column.heading for column in columns],
        [entry.line(columns, scope) for entry in shown],
        len(ordered) - len(shown),
    )
