"""The numbers of the dashboard: counted by the database, in as many queries however many boards and actions there are.

Each number is counted by the condition that the register filters by, and links to the register with that
filter: a test follows every link and counts again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from actions.dashboard.completion import median_days
from actions.dashboard.lines import Line, Table, line_of, table_of
from actions.dashboard.measures import (
    Measure,
    age_measures,
    changed_measures,
    counts_of,
    lateness_measures,
    now_measures,
    on_time_measures,
    period_measures,
    put_off_measures,
    status_measures,
)
from actions.dashboard.running import Running, by_meetings_carried, longest_and_most_put_off
from actions.dashboard.scope import Scope
from actions.dashboard.tables import by_organisation, by_owner, by_theme, columns_of, measures_of
from actions.dashboard.trend import Month, trend_of
from actions.figures import Figure

__all__ = ["Dashboard", "Line", "Scope", "Table", "dashboard_of"]


@dataclass(frozen=True, slots=True)
class Dashboard:
    now: list[Figure]
    in_period: list[Figure]
    on_time: dict[str, Figure]
    put_off: list[Figure]
    changed: list[Figure]
    by_status: list[Figure]
    by_age: list[Figure]
    by_carried: list[Figure]
    by_lateness: list[Figure]
    median_days: float | None
    months: list[Month]
    by_board: Table
    by_organisation: Table
    by_owner: Table
    by_theme: Table
    longest: list[Running]
    most_put_off: list[Running]

    @property
    def put_off_open(self) -> list[Figure]:
        return self.put_off[:-1]

    @property
    def put_off_lately(self) -> Figure:
        return self.put_off[-1]

    @property
    def share_on_time(self) -> int | None:
        """In per cent, of what was completed and had a day; None where nothing had."""
        dated = self.on_time["dated"].count
        return round(100 * self.on_time["on_time"].count / dated) if dated else None

    @property
    def is_empty(self) -> bool:
        return not any(figure.count for figure in self.by_status)


def dashboard_of(scope: Scope, *, themes: Mapping[str, str] | None = None) -> Dashboard:
    """The dashboard of what ``scope`` lets in. ``themes`` names those that its reader may know of.

    Organisations and owners are told to those who know the directory.
    """
    actions = scope.actions()
    groups = {
        "now": now_measures(scope),
        "in_period": period_measures(scope),
        "on_time": on_time_measures(scope),
        "put_off": put_off_measures(scope),
        "changed": changed_measures(scope),
        "by_status": status_measures(),
        "by_age": age_measures(scope.on),
        "by_lateness": lateness_measures(scope.on),
    }
    columns = columns_of(scope)
    every = {one.name: one for group in (*groups.values(), measures_of(columns, scope)) for one in group}
    rows = _by_board(scope, every.values())
    sums: Counter[str] = Counter()
    for row in rows:
        sums.update({name: row[name] for name in every})
    figures = {name: [measure.figure(sums, scope) for measure in group] for name, group in groups.items()}
    lines = [
        line_of(
            row["board__name"],
            row["board__acronym"] or row["board__name"],
            row,
            columns=columns,
            scope=scope,
            narrower={"board": row["board__slug"]},
        )
        for row in rows
    ]
    longest, most_put_off = longest_and_most_put_off(actions, scope)
    return Dashboard(
        now=figures["now"],
        in_period=figures["in_period"],
        on_time=dict(zip(("on_time", "dated", "late", "undated"), figures["on_time"], strict=True)),
        put_off=figures["put_off"],
        changed=figures["changed"],
        by_status=figures["by_status"],
        by_age=figures["by_age"],
        by_carried=by_meetings_carried(actions, scope),
        by_lateness=figures["by_lateness"],
        median_days=median_days(actions, scope),
        months=trend_of(actions, scope),
        by_board=table_of(columns, lines),
        by_organisation=by_organisation(actions, scope) if scope.knows_directory else Table([], []),
        by_owner=by_owner(actions, scope) if scope.knows_directory else Table([], []),
        by_theme=by_theme(actions, scope, dict(themes or {})),
        longest=longest,
        most_put_off=most_put_off,
    )


def _by_board(scope: Scope, measures: Iterable[Measure]) -> list[dict[str, Any]]:
    grouped = scope.actions().values("board__slug", "board__name", "board__acronym").annotate(**counts_of(measures))
    return [dict(row) for row in grouped.order_by("board__name")]
