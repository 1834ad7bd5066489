"""The tables of the dashboard, each counted by the database in one query."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Case, CharField, F, IntegerField, Q, Value, When
from django.db.models.functions import Coalesce

from actions.dashboard.lines import NO_TABLE, Column, Entry, Table, table_of
from actions.dashboard.measures import (
    Measure,
    counts_of,
    is_counted,
    now_measures,
    on_time_measures,
    period_measures,
    put_off_measure,
    status_measures,
)
from actions.dashboard.scope import Scope
from actions.filter_choices import NO_ORGANISATION, NO_THEME
from actions.models import ActionOwner, ActionQuerySet
from actions.rag import is_long_overdue
from organisations.models import Organisation, Person
from organisations.roles import roles_of

MOST_ORGANISATIONS = 20
MOST_LINES = 10
Rows = list[dict[str, Any]]


def columns_of(scope: Scope) -> list[Column]:
    """The numbers of a board, an owner and a theme."""
    opened, soon, overdue, agreeing = now_measures(scope)
    completed, no_longer = period_measures(scope)
    on_time, dated, *_ = on_time_measures(scope)
    return [
        Column("Open", opened),
        Column("Due soon", soon),
        Column("Overdue", overdue),
        Column("To be agreed", agreeing),
        Column("Put off", put_off_measure(scope)),
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


def measures_of(columns: Iterable[Column], scope: Scope) -> list[Measure]:
    """What these columns and the red, amber or green count, each once."""
    shown = [measure for column in columns for measure in (column.measure, column.of) if measure]
    needed = [*shown, *now_measures(scope), Measure("long_overdue", "", is_long_overdue(on=scope.on), {})]
    return list({measure.name: measure for measure in needed}.values())


def count_by_board(actions: ActionQuerySet, scope: Scope, measures: Sequence[Measure]) -> tuple[Table, Counter[str]]:
    """The table of the boards; and the sums of all that is counted, these measures with it."""
    columns = columns_of(scope)
    every = list({one.name: one for one in [*measures, *measures_of(columns, scope)]}.values())
    grouped = (
        actions.filter(is_counted(scope))
        .values("board__slug", "board__name", "board__acronym")
        .annotate(**counts_of(every))
    )
    rows, sums = [dict(row) for row in grouped], Counter[str]()
    for row in rows:
        sums.update({one.name: row[one.name] for one in every})
    entries = [
        Entry(row["board__name"], row["board__acronym"] or row["board__name"], row, {"board": row["board__slug"]})
        for row in _rows(rows, measures_of(columns, scope))
    ]
    return table_of(columns, entries, scope), sums


def by_organisation(actions: ActionQuerySet, scope: Scope) -> Table:
    """By who is answerable, themselves or through their people; and what no organisation owns.

    An action that two organisations own counts under each. Narrowed to one organisation, its own line alone is left.
    """
    columns = columns_by_status(scope)
    measures = measures_of(columns, scope)
    counted = actions.filter(is_counted(scope))
    owned = counted.annotate(key=Coalesce("owners__organisation", "owners__person__organisation")).filter(
        key__isnull=False
    )
    if scope.organisation and scope.organisation != NO_ORGANISATION:
        owned = owned.filter(key=int(scope.organisation))
    grouped = owned.values("key").annotate(**counts_of(measures, distinct=True))
    nobody = counted.owned_by_no_organisation().annotate(key=Value(None, output_field=IntegerField()))
    alone = nobody.values("key").annotate(**counts_of(measures))
    rows = _rows(grouped.union(alone, all=True), measures)
    named = Organisation.objects.visible_to(scope.reader).filter(pk__in=[row["key"] for row in rows])
    names = {one.pk: (one.name, one.short_name) for one in named.only("name", "acronym")}
    entries = [
        Entry(*names[row["key"]], row, {"organisation": row["key"]})
        if row["key"]
        else Entry("No organisation", "No organisation", row, {"organisation": NO_ORGANISATION}, is_rest=True)
        for row in rows
        if row["key"] in names or row["key"] is None
    ]
    return table_of(columns, entries, scope, most=MOST_ORGANISATIONS)


def by_theme(actions: ActionQuerySet, scope: Scope, names: Mapping[str, str]) -> Table:
    """``names`` are the themes that the reader may know of, by their key as the register's address says it."""
    columns = columns_of(scope)
    measures = measures_of(columns, scope)
    grouped = actions.filter(is_counted(scope)).annotate(key=F("themes")).values("key").annotate(**counts_of(measures))
    found = {str(row["key"] or NO_THEME): row for row in _rows(grouped, measures)}
    entries = [
        Entry(names[key], names[key], row, {"theme": key}, is_rest=key == NO_THEME)
        for key, row in found.items()
        if key in names and scope.theme in ("", key)
    ]
    return table_of(columns, entries, scope, most=MOST_LINES) if found.keys() != {NO_THEME} else NO_TABLE


def by_owner(actions: ActionQuerySet, scope: Scope) -> Table:
    """By the owner that an action names: a person, an organisation, a role, a seat, a group in words, or nobody.

    A person who is not in the reader's directory has no line, nor has the seat of a board that they have no role on.
    """
    columns = columns_of(scope)
    measures = measures_of(columns, scope)
    kind = Case(
        When(owners__isnull=True, then=Value("nobody")),
        *(When(Q(**{f"owners__{one}__isnull": False}), then=Value(one)) for one in ("person", "organisation", "seat")),
        When(~Q(owners__words=""), then=Value("words")),
        default=F("owners__role"),
        output_field=CharField(),
    )
    people = Person.objects.visible_to(scope.reader).values("pk")
    roles = roles_of(scope.reader)
    seats = Q() if roles.sees_all else Q(owners__seat__isnull=True) | Q(owners__seat__board__in=roles.boards)
    grouped = (
        actions.filter(is_counted(scope))
        .filter(Q(owners__person__isnull=True) | Q(owners__person__in=people), seats)
        .annotate(kind=kind, key=Coalesce("owners__person", "owners__organisation", "owners__seat"))
        .values("kind", "key", "owners__person__name", "owners__organisation__name", "owners__seat__title")
        .annotate(**counts_of(measures, distinct=True))
    )
    entries = []
    for row in _rows(grouped, measures):
        address, name = _owner_in(row)
        entries.append(Entry(name, name, row, {"owner": address}, is_rest=address == "nobody"))
    return table_of(columns, entries, scope, most=MOST_LINES)


def _owner_in(row: dict[str, Any]) -> tuple[str, str]:
    """As the register's address says it, and its name."""
    kind, key = row["kind"], row["key"]
    named = row["owners__person__name"] or row["owners__organisation__name"] or row["owners__seat__title"]
    if key:
        return f"{kind}-{key}", named
    if kind in ("words", "nobody"):
        return kind, {"words": "Groups in words", "nobody": "Nobody"}[kind]
    return f"role-{kind}", str(ActionOwner.Role(kind).label)


def _rows(grouped: Any, measures: Sequence[Measure]) -> Rows:
    """Those that have anything to show."""
    shown = [measure.name for measure in measures if measure.name != "long_overdue"]
    return [dict(row) for row in grouped if any(row[name] for name in shown)]
