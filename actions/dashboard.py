"""The numbers of the dashboard: counted by the database, in four queries however many there are.

Each number is counted by the condition that the register filters by, and links to the register with that
filter: a test follows every link and counts again.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from actions.addresses import register_address
from actions.figures import Figure
from actions.filter_choices import NO_ORGANISATION
from actions.models import ActionQuerySet, Status, conditions
from organisations.dates import months_before, write_date
from organisations.models import Organisation

QUARTER_MONTHS = 3
MOST_ORGANISATIONS = 30
DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that is counted: its name, the condition, and the filters of the register that say the same."""

    name: str
    label: str
    condition: Q
    filters: dict[str, str]
    kind: str = ""

    def figure(self, counts: Mapping[str, Any], **narrower: Any) -> Figure:
        return Figure(self.label, counts[self.name], register_address(**narrower, **self.filters), self.kind)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: a board, an organisation. ``short`` is its name where there is little room."""

    label: str
    short: str
    figures: list[Figure]


@dataclass(frozen=True, slots=True)
class Dashboard:
    totals: list[Figure]
    by_status: list[Figure]
    by_age: list[Figure]
    by_lateness: list[Figure]
    by_board: list[Line]
    by_organisation: list[Line]

    @property
    def is_empty(self) -> bool:
        return not any(figure.count for figure in self.by_status)


def dashboard_of(actions: ActionQuerySet, *, boards: Sequence[str], organisations: bool, on: dt.date) -> Dashboard:
    """The dashboard of these actions on the day ``on``. ``boards`` are the slugs that they were narrowed to, if any.

    ``organisations`` asks for the table by owner: an action that two organisations own counts under each.
    """
    main, statuses, ages, late = main_measures(on), status_measures(), age_measures(on), lateness_measures(on)
    measures = [*main, *statuses, *ages, *late]
    by_board = (
        actions.order_by()
        .values("board__slug", "board__name", "board__acronym")
        .annotate(**_counts(measures))
        .order_by("board__name")
    )
    rows: list[dict[str, Any]] = [dict(row) for row in by_board]
    sums: Counter[str] = Counter()
    for row in rows:
        sums.update({measure.name: row[measure.name] for measure in measures})

    def total(group: Iterable[Measure]) -> list[Figure]:
        return [measure.figure(sums, board=boards) for measure in group]

    return Dashboard(
        totals=total(main),
        by_status=total(statuses),
        by_age=total(ages),
        by_lateness=total(late),
        by_board=[
            Line(
                row["board__name"],
                row["board__acronym"] or row["board__name"],
                [measure.figure(row, board=row["board__slug"]) for measure in main],
            )
            for row in rows
        ],
        by_organisation=_by_organisation(actions, main, boards) if organisations else [],
    )


def _by_organisation(actions: ActionQuerySet, measures: list[Measure], boards: Sequence[str]) -> list[Line]:
    """The thirty with the most open actions, and last what no organisation owns."""
    grouped = (
        actions.order_by()
        .annotate(owned_by=Coalesce("owners__organisation", "owners__person__organisation"))
        .filter(owned_by__isnull=False)
        .values("owned_by")
        .annotate(**_counts(measures, distinct=True))
    )
    every: list[dict[str, Any]] = [dict(row) for row in grouped]
    rows = {row["owned_by"]: row for row in every if any(row[measure.name] for measure in measures)}
    named = Organisation.objects.filter(pk__in=rows).only("name", "acronym")
    lines = [
        Line(
            organisation.name,
            organisation.short_name,
            [measure.figure(rows[organisation.pk], board=boards, organisation=organisation.pk) for measure in measures],
        )
        for organisation in named
    ]
    lines.sort(key=lambda line: (-line.figures[0].count, line.label.lower()))
    del lines[MOST_ORGANISATIONS:]
    nobody = actions.owned_by_no_organisation().aggregate(**_counts(measures))
    if any(nobody.values()):
        figures = [measure.figure(nobody, board=boards, organisation=NO_ORGANISATION) for measure in measures]
        lines.append(Line("No organisation", "No organisation", figures))
    return lines


def _counts(measures: Iterable[Measure], *, distinct: bool = False) -> dict[str, Count]:
    return {measure.name: Count("pk", filter=measure.condition, distinct=distinct) for measure in measures}


def main_measures(on: dt.date) -> list[Measure]:
    since = months_before(on, QUARTER_MONTHS)
    soon = f"Due within {conditions.DUE_SOON_DAYS} days"
    quarter = {"completed_from": since.isoformat(), "completed_to": on.isoformat()}
    return [
        Measure("open_now", "Open", conditions.is_open(), {"state": "open"}),
        Measure("due_soon", soon, conditions.is_due_soon(on=on), {"state": "due_soon"}, "due-soon"),
        Measure("overdue", "Overdue", conditions.is_overdue(on=on), {"state": "overdue"}, "overdue"),
        Measure(
            "agreeing",
            "Complete, to be agreed",
            conditions.is_to_be_agreed(),
            {"status": Status.TO_BE_AGREED.value},
            "to-be-agreed",
        ),
        Measure(
            "completed",
            f"Completed since {write_date(since)}",
            conditions.is_completed_between(since, on),
            quarter,
            "complete",
        ),
    ]


def status_measures() -> list[Measure]:
    kinds = {Status.COMPLETE: "complete", Status.NO_LONGER_NEEDED: "closed", Status.REFERRED: "closed"}
    return [
        Measure(
            f"status_{status.value}",
            str(status.label),
            Q(status=status),
            {"status": status.value},
            kinds.get(status, status.value.replace("_", "-")),
        )
        for status in Status
    ]


def age_measures(on: dt.date) -> list[Measure]:
    """Open actions by how long ago they were raised. One that was raised three months ago to the day is three months old."""
    edges = [months_before(on, months) for months in (3, 6, 12)]
    bands = [
        ("Under 3 months", edges[0] + DAY, None),
        ("3 to 6 months", edges[1] + DAY, edges[0]),
        ("6 to 12 months", edges[2] + DAY, edges[1]),
        ("A year or more", None, edges[2]),
    ]
    return [
        Measure(
            f"age_{number}",
            label,
            conditions.is_open() & conditions.is_raised_between(first, last),
            {"state": "open", **_days("raised", first, last)},
            "open",
        )
        for number, (label, first, last) in enumerate(bands)
    ]


def lateness_measures(on: dt.date) -> list[Measure]:
    """Overdue actions by how long ago they were due."""
    edges = [months_before(on, months) for months in (1, 3)]
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
            {"state": "overdue", **_days("due", first, last)},
            "overdue",
        )
        for number, (label, first, last) in enumerate(bands)
    ]


def _days(name: str, first: dt.date | None, last: dt.date | None) -> dict[str, str]:
    bounds = {f"{name}_from": first, f"{name}_to": last}
    return {key: day.isoformat() for key, day in bounds.items() if day}
