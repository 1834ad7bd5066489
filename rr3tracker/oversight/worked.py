"""What came of a board's actions in a year, and in the year before: counted by the database, by the conditions of the register."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q

from actions.addresses import register_address
from actions.models import ActionQuerySet, ActionUpdate, Status, conditions
from actions.models.as_at import was_overdue
from actions.models.reported import puts_off, stands
from actions.models.status import NOT_CLOSED

if TYPE_CHECKING:
    from organisations.roles import AnyUser
    from rr3tracker.oversight.periods import Period


@dataclass(frozen=True, slots=True)
class Number:
    """A number, and the address of the list that it counts, if there is one."""

    count: int
    address: str = ""


@dataclass(frozen=True, slots=True)
class Worked:
    raised: Number
    closed: Number
    completed: Number
    no_longer_needed: Number
    on_time: Number
    late: Number
    undated: Number
    put_off: Number
    reopened: Number
    open_at_end: Number
    overdue_at_end: Number
    median_days: float | None
    """From the day an action was raised to the day it was complete, of those completed in the year."""

    @property
    def dated(self) -> int:
        """Completed, of those that had a day by which they were due."""
        return self.on_time.count + self.late.count

    @property
    def percent_on_time(self) -> int | None:
        return round(100 * self.on_time.count / self.dated) if self.dated else None


def worked_in(
    actions: ActionQuerySet, user: AnyUser, periods: Sequence[Period], *, board: str, today: dt.date
) -> list[Worked]:
    """One for each of the periods; ``actions`` are those of the board that ``user`` sees. Three queries, and one a period."""
    wanted = {(n, name): q for n, period in enumerate(periods) for name, q in _conditions(period).items()}
    counts: dict[str, Any] = actions.order_by().aggregate(
        **{f"{name}_{n}": Count("pk", filter=condition) for (n, name), condition in wanted.items()}
    )
    days = _days_to_complete(actions, periods)
    moved = _put_off_or_reopened(actions, user, periods)
    return [
        _worked(
            {name: counts[f"{name}_{n}"] for number, name in wanted if number == n} | moved[n],
            period,
            median_days=_median([end for end in days if period.holds(end[1])]),
            standing=_standing(actions, period.until, today=today),
            board=board,
            today=today,
        )
        for n, period in enumerate(periods)
    ]


def _conditions(period: Period) -> dict[str, Q]:
    first, last = period.first, period.until
    completed = conditions.is_completed_between(first, last)
    return {
        "raised": conditions.is_raised_between(first, last),
        "closed": conditions.is_closed_between(first, last),
        "completed": completed,
        "no_longer_needed": conditions.is_closed_between(first, last) & Q(status=Status.NO_LONGER_NEEDED),
        "on_time": completed & conditions.is_on_time(),
        "late": completed & conditions.is_late_when_complete(),
        "undated": completed & conditions.is_undated_when_complete(),
    }


def _worked(
    counts: dict[str, int],
    period: Period,
    *,
    median_days: float | None,
    standing: dict[str, int],
    board: str,
    today: dt.date,
) -> Worked:
    def number(name: str, **filters: str) -> Number:
        return Number(counts[name], register_address(board=board, **filters))

    completed, closed = period.bounds("completed"), period.bounds("closed")
    then = {} if period.until == today else {"as_at": period.until.isoformat()}
    return Worked(
        raised=number("raised", **period.bounds("raised")),
        closed=number("closed", **closed),
        completed=number("completed", **completed),
        no_longer_needed=number("no_longer_needed", status=Status.NO_LONGER_NEEDED.value, **closed),
        on_time=number("on_time", on_time="yes", **completed),
        late=number("late", on_time="no", **completed),
        undated=number("undated", on_time="undated", **completed),
        put_off=number("put_off", **period.bounds("postponed")),
        reopened=number("reopened", **period.bounds("reopened")),
        open_at_end=Number(standing["open_then"], register_address(board=board, state="open", **then)),
        overdue_at_end=Number(standing["overdue_then"], register_address(board=board, state="overdue", **then)),
        median_days=median_days,
    )


def _put_off_or_reopened(actions: ActionQuerySet, user: AnyUser, periods: Sequence[Period]) -> list[dict[str, int]]:
    """How many actions were, as ``actions.models.reported`` says, in each period.

    Asked of the updates of one board: its conditions ask of those of all boards, once a number.
    """
    first, last = min(period.first for period in periods), max(period.until for period in periods)
    updates = ActionUpdate.objects.visible_to(user).filter(stands(), action__in=actions.order_by().values("pk"))
    rows = list(
        updates.filter(puts_off() | Q(reopens=True), reported_on__range=(first, last))
        .order_by()
        .values_list("action", "reported_on", "reopens", "due_before", "due_after")
    )
    return [
        {
            "put_off": len({row[0] for row in rows if period.holds(row[1]) and row[3] and row[4] and row[4] > row[3]}),
            "reopened": len({row[0] for row in rows if period.holds(row[1]) and row[2]}),
        }
        for period in periods
    ]


def _standing(actions: ActionQuerySet, day: dt.date, *, today: dt.date) -> dict[str, int]:
    """On an earlier day, as it ended. Today's status is a fact, whatever day its report has: minutes that are prepared for a
    meeting to come, and those of one that was moved, bring days to come.
    """
    if day == today:
        asked, is_open, is_overdue = actions, conditions.is_open(), conditions.is_overdue(on=day)
    else:
        asked, is_open, is_overdue = actions.as_at(day), Q(status_then__in=NOT_CLOSED), was_overdue(on=day)
    counts: dict[str, int] = asked.order_by().aggregate(
        open_then=Count("pk", filter=is_open), overdue_then=Count("pk", filter=is_overdue)
    )
    return counts


Completed = tuple[dt.date, dt.date, int]
"""Raised on, complete on, and how many actions were."""


def _days_to_complete(actions: ActionQuerySet, periods: Sequence[Period]) -> list[Completed]:
    first, last = min(period.first for period in periods), max(period.until for period in periods)
    rows = actions.filter(conditions.is_completed_between(first, last)).order_by()
    return [*rows.values_list("raised_on", "closed_on").annotate(n=Count("pk"))]


def _median(rows: Sequence[Completed]) -> float | None:
    days = Counter[int]()
    for raised, completed, n in rows:
        days[(completed - raised).days] += n
    return median(days.elements()) if days else None
