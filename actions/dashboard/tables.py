"""The tables of the dashboard by board and by theme, and what the columns of all of them count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from actions.dashboard.counted import Counted
from actions.dashboard.lines import NO_TABLE, Column, Entry, Name, Table, table_of
from actions.dashboard.measures import (
    Measure,
    now_measures,
    on_time_measures,
    period_measures,
    put_off_measure,
    status_measures,
)
from actions.dashboard.scope import Scope
from actions.filter_choices import NO_THEME
from actions.rag import is_long_overdue

MOST_LINES = 10


def columns_of(scope: Scope) -> list[Column]:
    """The numbers of a board, an owner and a theme."""
    opened, soon, overdue, agreeing = now_measures(scope)
    completed, no_longer = period_measures(scope)
    on_time, dated, *_ = on_time_measures(scope)
    return [
        Column("All open", opened),
        Column("Due soon", soon),
        Column("Overdue", overdue),
        Column("To be agreed", agreeing),
        Column("Put off", put_off_measure()),
        Column("Completed", completed),
        Column("On time", on_time, dated),
        Column("No longer needed", no_longer),
    ]


def columns_by_status(scope: Scope) -> list[Column]:
    """The numbers of an organisation: what is open by its status, and what was closed in the period."""
    opened, _, overdue, _ = now_measures(scope)
    completed, no_longer = period_measures(scope)
    on_time, dated, *_ = on_time_measures(scope)
    waiting, in_progress, delayed, agreeing, *_ = status_measures()
    return [
        Column("All open", opened),
        Column("Overdue", overdue),
        Column("Open", waiting),
        Column("In progress", in_progress),
        Column("Delayed", delayed),
        Column("To be agreed", agreeing),
        Column("Completed", completed),
        Column("On time", on_time, dated),
        Column("No longer needed", no_longer),
    ]


def measures_of(scope: Scope) -> list[Measure]:
    """What the tables and the red, amber or green count."""
    columns = [*columns_of(scope), *columns_by_status(scope)]
    shown = [measure for column in columns for measure in (column.measure, column.of) if measure]
    return [*shown, Measure("long_overdue", "", is_long_overdue(on=scope.on), {})]


def by_board(counted: Counted, scope: Scope) -> Table:
    return tabulated(
        columns_of(scope),
        counted,
        scope,
        [
            (Name(name, acronym or name, {"board": slug}), keys)
            for (slug, name, acronym), keys in counted.by_board.items()
        ],
    )


def by_theme(counted: Counted, scope: Scope, names: Mapping[str, str]) -> Table:
    """``names`` are the themes that the reader may know of, by their key as the register's address says it. One query."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for key, theme in counted.among.values_list("pk", "themes"):
        if key in counted.masks:
            found[str(theme or NO_THEME)].append(key)
    columns = columns_of(scope)
    if not any(_is_shown(columns, counted.sums(keys)) for theme, keys in found.items() if theme != NO_THEME):
        return NO_TABLE
    named = [
        (Name(names[theme], names[theme], {"theme": theme}, is_rest=theme == NO_THEME), keys)
        for theme, keys in found.items()
        if theme in names and scope.theme in ("", theme)
    ]
    return tabulated(columns, counted, scope, named, most=MOST_LINES)


def tabulated(
    columns: Sequence[Column],
    counted: Counted,
    scope: Scope,
    named: Iterable[tuple[Name, Iterable[int]]],
    *,
    most: int | None = None,
) -> Table:
    """A line for each name, of the actions with these keys, where they have anything to show.

    No more than ``most``, unless every line is asked for.
    """
    most = None if scope.every_line else most
    lines = ((name, counted.sums(keys)) for name, keys in named)
    return table_of(columns, [Entry(name, sums) for name, sums in lines if _is_shown(columns, sums)], scope, most=most)


def _is_shown(columns: Iterable[Column], sums: Mapping[str, int]) -> bool:
    return any(sums[column.measure.name] for column in columns)
