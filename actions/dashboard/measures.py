"""What is counted: each thing by the condition that the register filters by, with the filters that say the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from actions.dashboard.scope import DAY, Scope
from actions.figures import Figure
from actions.models import Status, conditions
from actions.rag import LONG_MONTHS
from organisations.dates import months_before

KINDS = {Status.COMPLETE: "complete", Status.NO_LONGER_NEEDED: "closed", Status.REFERRED: "closed"}


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that is counted: its name, the condition, and the filters of the register that say the same."""

    name: str
    label: str
    condition: Q | None
    """None where it is known already which actions it counts: those that were put off."""
    filters: dict[str, str]
    kind: str = ""

    def figure(self, counts: Mapping[str, Any], scope: Scope, **narrower: Any) -> Figure:
        return Figure(self.label, counts[self.name], scope.address(**narrower, **self.filters), self.kind)


def is_counted(scope: Scope) -> Q:
    """Whether any of these counts it: of a register that holds fifteen years, few are open or were closed lately."""
    return conditions.is_open() | Q(closed_on__gte=min(scope.first, scope.since))


def now_measures(scope: Scope) -> list[Measure]:
    """How things stand today: open, due soon, overdue, to be agreed."""
    soon = f"Due within {conditions.DUE_SOON_DAYS} days"
    return [
        Measure("open_now", "Open", conditions.is_open(), {"state": "open"}),
        Measure("due_soon", soon, conditions.is_due_soon(on=scope.on), {"state": "due_soon"}, "due-soon"),
        Measure("overdue", "Overdue", conditions.is_overdue(on=scope.on), {"state": "overdue"}, "overdue"),
        Measure(
            "agreeing",
            "Complete, to be agreed",
            conditions.is_to_be_agreed(),
            {"status": Status.TO_BE_AGREED.value},
            "to-be-agreed",
        ),
    ]


def period_measures(scope: Scope) -> list[Measure]:
    """What was closed in the period: completed, no longer needed."""
    first, last = scope.first, scope.last
    return [
        Measure(
            "completed",
            "Completed",
            conditions.is_completed_between(first, last),
            days_of("completed", first, last),
            "complete",
        ),
        Measure(
            "no_longer",
            "No longer needed",
            conditions.is_closed_between(first, last) & Q(status=Status.NO_LONGER_NEEDED),
            {"status": Status.NO_LONGER_NEEDED.value, **days_of("closed", first, last)},
            "closed",
        ),
    ]


def on_time_measures(scope: Scope) -> list[Measure]:
    """Of what was completed in the period: on time, of those that had a day; late; without a day."""
    completed = conditions.is_completed_between(scope.first, scope.last)
    kinds = [
        ("yes", "On time", conditions.is_on_time()),
        ("dated", "Completed, of those that had a day", conditions.is_on_time() | conditions.is_late_when_complete()),
        ("no", "Late", conditions.is_late_when_complete()),
        ("undated", "Without a day", conditions.is_undated_when_complete()),
    ]
    return [
        Measure(
            f"on_time_{value}",
            label,
            completed & condition,
            {"on_time": value, **days_of("completed", scope.first, scope.last)},
        )
        for value, label, condition in kinds
    ]


def put_off_measure() -> Measure:
    """Open actions whose day was put off (``actions.dashboard.moved``)."""
    return Measure("moved", "Put off", None, {"state": "open", "moved": "1"})


def changed_measures(scope: Scope) -> list[Measure]:
    """What was raised and what was completed from ``scope.since`` to today."""
    since, on = scope.since, scope.on
    return [
        Measure("was_raised", "Raised", conditions.is_raised_between(since, on), days_of("raised", since, on)),
        Measure(
            "was_completed",
            "Completed",
            conditions.is_completed_between(since, on),
            days_of("completed", since, on),
            "complete",
        ),
    ]


def status_measures() -> list[Measure]:
    """How many stand at each status, whenever they came to it."""
    return [
        Measure(
            f"status_{status.value}",
            str(status.label),
            Q(status=status),
            {"status": status.value},
            KINDS.get(status, status.value.replace("_", "-")),
        )
        for status in Status
    ]


def age_measures(on: dt.date) -> list[Measure]:
    """Open actions by how many days ago they were raised."""
    bands = [(0, 30), (31, 90), (91, 180), (181, 365), (366, None)]
    return [
        Measure(
            f"age_{least}",
            f"{least} to {most} days" if most else "More than a year",
            conditions.is_open() & conditions.is_raised_between(*_ago(on, least, most)),
            {"state": "open", **days_of("raised", *_ago(on, least, most))},
            "open",
        )
        for least, most in bands
    ]


def _ago(on: dt.date, least: int, most: int | None) -> tuple[dt.date | None, dt.date | None]:
    """The days that lie so many days back; what is dated after ``on`` counts as new."""
    return (on - dt.timedelta(days=most) if most else None), (on - dt.timedelta(days=least) if least else None)


def lateness_measures(on: dt.date) -> list[Measure]:
    """Overdue actions by how long ago they were due."""
    edges = [months_before(on, months) for months in (1, LONG_MONTHS)]
    bands = [
        ("Under a month", edges[0] + DAY, on - DAY),
        ("1 to 3 months", edges[1] + DAY, edges[0]),
        ("3 months or more", None, edges[1]),
    ]
    return [
        Measure(
            f"late_{number}",
            label,
            conditions.is_overdue(on=on) & conditions.is_due_between(first, last),
            {"state": "overdue", **days_of("due", first, last)},
            "overdue",
        )
        for number, (label, first, last) in enumerate(bands)
    ]


def days_of(name: str, first: dt.date | None, last: dt.date | None) -> dict[str, str]:
    bounds = {f"{name}_from": first, f"{name}_to": last}
    return {key: day.isoformat() for key, day in bounds.items() if day}
