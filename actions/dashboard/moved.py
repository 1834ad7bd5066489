"""What was put off and what was reopened, as far as the reader may see the reports that did so."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q

from actions.dashboard.measures import days_of
from actions.dashboard.scope import Scope
from actions.figures import Figure
from actions.models import NOT_CLOSED, ActionQuerySet, ActionUpdate
from actions.models.reported import puts_off, stands

OFTEN = {1: "once or more", 2: "twice or more", 3: "three times or more"}


@dataclass(frozen=True, slots=True)
class Moved:
    open_now: list[Figure]
    """Open actions, by how often they were put off."""
    in_period: Figure
    changed: list[Figure]
    """Put off, and reopened, since the day that the reader chose."""
    most: list[int]
    """The keys of the open ones that were put off, the most often first."""


def moved(actions: ActionQuerySet, scope: Scope) -> Moved:
    """One query, with a row for each action that was put off or reopened and is open, or was so lately."""
    lately = Q(reported_on__gte=min(scope.first, scope.since)) | Q(action__status__in=NOT_CLOSED)
    said = puts_off() | Q(reopens=True)
    # The few of which any report says so are found first: to see who may see them takes long of all of them.
    asked = actions.filter(pk__in=ActionUpdate.objects.order_by().filter(said, lately).values("action"))
    updates = ActionUpdate.objects.visible_to(scope.reader).filter(
        stands(), lately, said, action__in=asked.values("pk")
    )

    def count(condition: Q) -> Count:
        return Count("pk", filter=condition, distinct=True)

    period, since = _between(scope.first, scope.last), _between(scope.since, scope.on)
    grouped = (
        updates.order_by()
        .values("action", raised_on=F("action__raised_on"), status=F("action__status"))
        .annotate(
            times=count(puts_off()),
            in_period=count(puts_off() & period),
            put_off_since=count(puts_off() & since),
            reopened_since=count(Q(reopens=True) & since),
        )
    )
    rows: list[dict[str, Any]] = [dict(row) for row in grouped]
    opened = [row for row in rows if row["status"] in NOT_CLOSED and row["times"]]
    opened.sort(key=lambda row: (-row["times"], row["raised_on"], row["action"]))

    def figure(label: str, name: str, filters: dict[str, str], kind: str = "") -> Figure:
        return Figure(label, sum(1 for row in rows if row[name]), scope.address(**filters), kind)

    return Moved(
        open_now=[
            Figure(
                words,
                sum(1 for row in opened if row["times"] >= times),
                scope.address(state="open", moved=str(times)),
            )
            for times, words in OFTEN.items()
        ],
        in_period=figure("in this period", "in_period", days_of("postponed", scope.first, scope.last)),
        changed=[
            figure("Put off", "put_off_since", days_of("postponed", scope.since, scope.on), "delayed"),
            figure("Reopened", "reopened_since", days_of("reopened", scope.since, scope.on), "overdue"),
        ],
        most=[row["action"] for row in opened],
    )


def _between(first: dt.date, last: dt.date) -> Q:
    return Q(reported_on__gte=first, reported_on__lte=last)
