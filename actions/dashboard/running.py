"""What runs longest, what was put off most often, and to how many meetings open actions were carried."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from actions.dashboard.scope import Scope
from actions.figures import Figure
from actions.filters import CARRIED as IN_WORDS
from actions.models import Action, ActionQuerySet
from actions.models.conditions import CARRIED
from actions.rows import ActionRow, rows_of
from meetings.models import Meeting

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Running:
    """An open action with how long it has been so."""

    row: ActionRow
    days: int
    carried: int


def longest_and_most_put_off(
    actions: ActionQuerySet, scope: Scope, put_off: list[int]
) -> tuple[list[Running], list[Running]]:
    """Five of each, of the open actions; ``put_off`` are the keys of the latter, in their order. Three queries."""
    # Asked first: beside "or" a query would be worked out over the whole register.
    longest = list(actions.open().order_by("raised_on", "pk").values_list("pk", flat=True)[:SHOWN])
    shown = Action.objects.filter(pk__in=[*longest, *put_off[:SHOWN]]).with_register_columns()
    shown = shown.with_slips(scope.reader).with_meetings_carried(on=scope.on).order_by("raised_on", "pk")
    rows = [_running(row, scope.on) for row in rows_of(shown, on=scope.on)]
    by_key = {one.row.action.pk: one for one in rows}
    return [by_key[pk] for pk in longest], [by_key[pk] for pk in put_off[:SHOWN]]


def _running(row: ActionRow, on: dt.date) -> Running:
    return Running(row, max((on - row.action.raised_on).days, 0), row.action.meetings_carried)  # type: ignore[attr-defined]  # annotated


def by_meetings_carried(actions: ActionQuerySet, scope: Scope) -> list[Figure]:
    """Open actions by how many meetings of their board came after they were raised: asked once for all of a board and a day."""
    since = Meeting.objects.filter(
        board=OuterRef("board"), held_on__gt=OuterRef("raised_on"), held_on__lte=scope.on
    ).order_by()
    carried = Coalesce(Subquery(since.values("board").annotate(n=Count("pk")).values("n")), 0)
    grouped = actions.open().values("board", "raised_on").annotate(n=Count("pk"), carried=carried)
    counts: Counter[int] = Counter()
    for row in grouped:
        counts[row["carried"]] += row["n"]
    return [
        Figure(
            str(dict(IN_WORDS)[band]),
            sum(n for carried, n in counts.items() if least <= carried and (most is None or carried <= most)),
            scope.address(state="open", carried=band),
            "open",
        )
        for band, (least, most) in CARRIED.items()
    ]
