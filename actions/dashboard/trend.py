"""Month by month: what was raised, what was completed, and what was open as each month ended.

How an action stood is told by its newest report of then (``Action.objects.as_at``). To ask that of every action at the end of
every month would be hundreds of thousands of questions; so open is counted as raised and not yet closed, from how many were
raised and closed on each day, and put right for the few of which that is not the whole story.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, DateField, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Greatest

from actions.dashboard.scope import Scope
from actions.figures import Figure
from actions.models import CLOSED, ActionQuerySet, ActionUpdate, Status
from organisations.dates import months_before

MONTHS = 12
RAISED = "raised"


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


@dataclass(frozen=True, slots=True)
class Trend:
    months: list[Month]
    closed: Counter[str]
    """How many stand at each status that closes an action."""


def trend_of(actions: ActionQuerySet, scope: Scope) -> Trend:
    """The twelve months to the end of the period, or to today if that is earlier. Two queries."""
    months = months_to(min(scope.last, scope.on))
    events = _events(actions, since=months[0][0])
    corrections = _corrections(actions, [last for _, last in months])
    raised, completed = events[RAISED], events[Status.COMPLETE]
    closed: Counter[dt.date] = sum((events[status] for status in CLOSED), Counter())
    return Trend(
        [
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
        ],
        Counter({status: events[status].total() for status in CLOSED}),
    )


def months_to(end: dt.date) -> list[tuple[dt.date, dt.date]]:
    """The first and the last day of each, the last one to ``end``."""
    firsts = [months_before(end.replace(day=1), months) for months in range(MONTHS - 1, -1, -1)]
    lasts = [first.replace(day=monthrange(first.year, first.month)[1]) for first in firsts]
    return list(zip(firsts, [*lasts[:-1], end], strict=True))


def _events(actions: ActionQuerySet, *, since: dt.date) -> defaultdict[str, Counter[dt.date]]:
    """How many were raised on each day, and closed to each status; what was before ``since`` is put on the day before."""
    before = Value(since - dt.timedelta(days=1), output_field=DateField())
    grouped = (
        actions.annotate(raised=Greatest("raised_on", before), closed=Greatest("closed_on", before))
        .values_list("raised", "closed", "status")
        .annotate(n=Count("pk"))
    )
    days: defaultdict[str, Counter[dt.date]] = defaultdict(Counter)
    for raised_on, closed_on, status, n in grouped:
        days[RAISED][raised_on] += n
        if status in CLOSED:  # of what is open the two databases do not say the same
            days[status][closed_on] += n
    return days


def _corrections(actions: ActionQuerySet, ends: list[dt.date]) -> Counter[dt.date]:
    """For each of these days, how many more were open than had been raised and not closed.

    That is otherwise where an action had been closed before the day that it was closed on, or though it is open: it was
    reopened since, or a report that came in late says so. And where something was reported of it once it was closed: a
    report that came in late may then say that it was open in between.
    """
    updates = ActionUpdate.objects.order_by()
    open_since = Q(action__closed_on__isnull=True) | Q(action__closed_on__gt=F("reported_on"))
    lately = Q(action__closed_on__isnull=True) | Q(action__closed_on__gt=ends[0])
    # Of what nothing was reported since the first of the days, all of them tell the same.
    told_since = updates.filter(reported_on__gt=ends[0]).values("action")
    closed_before = updates.filter(open_since, lately, status_after__in=CLOSED, action__in=told_since).values("action")
    reported_after = updates.filter(status_before__in=CLOSED, reported_on__gt=ends[0]).values("action")
    # Who sees an action sees of all its reports nothing but whether it was open.
    seen = Exists(actions.filter(pk=OuterRef("action")))
    rows = (
        updates.filter(seen, Q(action__in=closed_before) | Q(action__in=reported_after))
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
