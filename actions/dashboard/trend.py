"""Month by month: what was raised, what was completed, and what was open as each month ended.

How an action stood is told by its newest report of then (``Action.objects.as_at``). To ask that of every action at the end of
every month would be hundreds of thousands of questions; so open is counted as raised and not yet closed, from how many were
raised and closed on each day, and put right for the few of which that is not the whole story.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import CharField, Count, DateField, F, Q, Value
from django.db.models.functions import Greatest

from actions.dashboard.scope import Scope
from actions.figures import Figure
from actions.models import CLOSED, NOT_CLOSED, ActionQuerySet, ActionUpdate, Status
from organisations.dates import months_before

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Month:
    first: dt.date
    last: dt.date
    """Its last day, or the last of the period."""
    raised: Figure
    completed: Figure
    open_then: Figure

    @property
    def short(self) -> str:
        return f"{self.first:%b}"

    @property
    def name(self) -> str:
        whole = self.last.day == monthrange(self.last.year, self.last.month)[1]
        return f"{self.first:%B %Y}" if whole else f"{self.first:%B %Y}, to the {self.last.day}{_ending(self.last.day)}"


def trend_of(actions: ActionQuerySet, scope: Scope) -> list[Month]:
    """The twelve months to the end of the period, or to today where that is later. Two queries."""
    months = months_to(min(scope.last, scope.on))
    raised, closed, completed = _events(actions, since=months[0][0])
    corrections = _corrections(actions, [last for _, last in months])
    return [
        Month(
            first,
            last,
            _figure("Raised", _between(raised, first, last), scope, raised_from=first, raised_to=last),
            _figure("Completed", _between(completed, first, last), scope, completed_from=first, completed_to=last),
            _figure(
                "Open",
                _until(raised, last) - _until(closed, last) + corrections[last],
                scope,
                as_at=last,
                state="open",
            ),
        )
        for first, last in months
    ]


def months_to(end: dt.date) -> list[tuple[dt.date, dt.date]]:
    """The first and the last day of each, the last one to ``end``."""
    firsts = [months_before(end.replace(day=1), months) for months in range(MONTHS - 1, -1, -1)]
    lasts = [first.replace(day=monthrange(first.year, first.month)[1]) for first in firsts]
    return list(zip(firsts, [*lasts[:-1], end], strict=True))


def _events(actions: ActionQuerySet, *, since: dt.date) -> list[Counter[dt.date]]:
    """How many were raised, closed and completed on each day; what was before ``since`` is put on the day before."""
    before = Value(since - dt.timedelta(days=1), output_field=DateField())

    def events(kind: str, field: str, which: Q) -> Any:
        dated = actions.filter(which).annotate(
            kind=Value(kind, output_field=CharField()), day=Greatest(F(field), before)
        )
        return dated.values("kind", "day").annotate(n=Count("pk"))

    found = events("raised", "raised_on", Q()).union(
        events("closed", "closed_on", Q(closed_on__isnull=False)),
        events("completed", "closed_on", Q(status=Status.COMPLETE)),
        all=True,
    )
    days: dict[str, Counter[dt.date]] = {"raised": Counter(), "closed": Counter(), "completed": Counter()}
    for row in found:
        days[row["kind"]][row["day"]] += row["n"]
    return list(days.values())


def _corrections(actions: ActionQuerySet, ends: list[dt.date]) -> Counter[dt.date]:
    """For each day, how many more were open than had been raised and not closed: those that were reopened since, and those
    of which a report that came in late says otherwise."""
    closed_otherwise = Q(status_after__in=CLOSED) & (
        Q(action__closed_on__isnull=True) | Q(reported_on__lt=F("action__closed_on"))
    )
    open_afterwards = Q(status_after__in=NOT_CLOSED, reported_on__gte=F("action__closed_on"))
    # Who sees an action sees all of these: nothing of what they say is told but whether it was open.
    updates = ActionUpdate.objects.order_by()
    irregular = updates.filter(closed_otherwise | open_afterwards, action__in=actions.values("pk")).values("action")
    rows = (
        updates.filter(action__in=irregular)
        .order_by("action", "reported_on", "pk")
        .values_list("action", "action__raised_on", "action__closed_on", "reported_on", "status_after")
    )
    corrections: Counter[dt.date] = Counter()
    for (_, raised_on, closed_on), reports in groupby(rows, key=lambda row: row[:3]):
        told = [(row[3], row[4] in CLOSED) for row in reports]
        for end in ends:
            if raised_on <= end:
                is_counted = closed_on is None or closed_on > end
                corrections[end] += (not _was_closed(told, end)) - is_counted
    return corrections


def _was_closed(told: Iterable[tuple[dt.date, bool]], end: dt.date) -> bool:
    """By the newest report of then; an action is open until something is reported."""
    closed = False
    for reported_on, closes in told:
        if reported_on > end:
            break
        closed = closes
    return closed


def _between(days: Counter[dt.date], first: dt.date, last: dt.date) -> int:
    return sum(n for day, n in days.items() if first <= day <= last)


def _until(days: Counter[dt.date], last: dt.date) -> int:
    return sum(n for day, n in days.items() if day <= last)


def _figure(label: str, count: int, scope: Scope, **filters: dt.date | str) -> Figure:
    return Figure(label, count, scope.address(**filters))


def _ending(day: int) -> str:
    return "th" if 11 <= day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
