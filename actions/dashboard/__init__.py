"""The numbers of the dashboard: counted by the database, in as many queries however many boards and actions there are.

Each number is counted by the condition that the register filters by, and links to the register with that
filter: a test follows every link and counts again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from actions.dashboard.completion import median_days
from actions.dashboard.counted import count
from actions.dashboard.lines import NO_TABLE, Line, Table
from actions.dashboard.measures import (
    age_measures,
    changed_measures,
    lateness_measures,
    now_measures,
    on_time_measures,
    period_measures,
    status_measures,
)
from actions.dashboard.moved import Moved, moved
from actions.dashboard.owners import by_owner_and_organisation
from actions.dashboard.recommended import recommended
from actions.dashboard.running import Running, by_meetings_carried, longest_and_most_put_off
from actions.dashboard.scope import Scope
from actions.dashboard.tables import by_board, by_theme, measures_of
from actions.dashboard.trend import Month, trend_of
from actions.figures import Figure

__all__ = ["Dashboard", "Line", "Scope", "Table", "dashboard_of"]


@dataclass(frozen=True, slots=True)
class Dashboard:
    now: list[Figure]
    in_period: list[Figure]
    on_time: dict[str, Figure]
    median_days: float | None
    moved: Moved
    changed: list[Figure]
    by_status: list[Figure]
    by_age: list[Figure]
    by_carried: list[Figure]
    by_lateness: list[Figure]
    months: list[Month]
    by_board: Table
    by_organisation: Table
    by_owner: Table
    by_theme: Table
    longest: list[Running]
    most_put_off: list[Running]
    recommended: list[Figure]

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
        "changed": changed_measures(scope),
        "by_status": status_measures(),
        "by_age": age_measures(scope.on),
        "by_lateness": lateness_measures(scope.on),
    }
    trend, is_moved = trend_of(actions, scope), moved(actions, scope)
    measures = [measure for group in (*groups.values(), measures_of(scope)) for measure in group]
    counted = count(actions, scope, measures, is_moved.most)
    sums = counted.sums()
    # What was closed before the period is not among what is counted.
    sums.update({f"status_{status}": n - sums[f"status_{status}"] for status, n in trend.closed.items()})
    figures = {name: [measure.figure(sums, scope) for measure in group] for name, group in groups.items()}
    by_owner, by_organisation = (
        by_owner_and_organisation(counted, scope) if scope.knows_directory else (NO_TABLE, NO_TABLE)
    )
    longest, most_put_off = longest_and_most_put_off(actions, scope, is_moved.most)
    return Dashboard(
        now=figures["now"],
        in_period=figures["in_period"],
        on_time=dict(zip(("on_time", "dated", "late", "undated"), figures["on_time"], strict=True)),
        median_days=median_days(actions, scope),
        moved=is_moved,
        changed=[*figures["changed"], *is_moved.changed],
        by_status=figures["by_status"],
        by_age=figures["by_age"],
        by_carried=by_meetings_carried(actions, scope),
        by_lateness=figures["by_lateness"],
        months=trend.months,
        by_board=by_board(counted, scope),
        by_organisation=by_organisation,
        by_owner=by_owner,
        by_theme=by_theme(counted, scope, themes or {}),
        longest=longest,
        most_put_off=most_put_off,
        recommended=recommended(scope),
    )
