"""How a summary asks of actions: as they are, or as they stood; and the list of the register that says the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from actions.addresses import register_address
from actions.models import NOT_CLOSED, Action, ActionQuerySet, Status, conditions
from actions.models.as_at import was_overdue
from rr3tracker.summary.moment import Period, Then

if TYPE_CHECKING:
    from organisations.roles import AnyUser


@dataclass(frozen=True, slots=True)
class Asking:
    actions: ActionQuerySet
    """Those that the reader may see; of an earlier moment, fetched ``as_at``."""
    status: str
    """Of which column the status is, and below, the day on which an action was closed."""
    closed_on: str
    overdue: Q
    is_then: bool
    filters: dict[str, str] = field(default_factory=dict)

    def at(self, statuses: Iterable[str]) -> Q:
        return Q(**{f"{self.status}__in": tuple(statuses)})

    def is_open(self) -> Q:
        return self.at(NOT_CLOSED)

    def is_completed_in(self, period: Period) -> Q:
        closed = Q(**{f"{self.closed_on}__lte": period.last})
        if period.first:
            closed &= Q(**{f"{self.closed_on}__gte": period.first})
        return self.at([Status.COMPLETE]) & closed

    def is_open_or_completed_in(self, period: Period) -> Q:
        """What was closed before the period, and never opened again, is passed over by its own column: a register holds
        little else.
        """
        wanted = self.is_open() | self.is_completed_in(period)
        return wanted & (Q(closed_on__isnull=True) | Q(closed_on__gte=period.first)) if period.first else wanted

    def address(self, **filters: Any) -> str:
        return register_address(**self.filters, **filters)

    def address_completed(self, period: Period, **filters: Any) -> str:
        """Empty for an earlier moment: what was closed then may have been opened since."""
        return "" if self.is_then else self.address(**filters, **bounds("completed", period))


def bounds(name: str, period: Period) -> dict[str, str]:
    first = {f"{name}_from": period.first.isoformat()} if period.first else {}
    return {**first, f"{name}_to": period.last.isoformat()}


def asking(user: AnyUser, then: Then) -> Asking:
    seen = Action.objects.visible_to(user)
    return asking_then(seen, then, filters={"as_at": then.address}) if then.moment else asking_today(seen, then)


def asking_today(seen: ActionQuerySet, then: Then) -> Asking:
    return Asking(seen, "status", "closed_on", conditions.is_overdue(on=then.on), is_then=False)


def asking_then(seen: ActionQuerySet, then: Then, *, filters: dict[str, str]) -> Asking:
    """Of an earlier moment."""
    moment = then.moment or then.on
    return Asking(
        seen.as_at(moment), "status_then", "closed_then", was_overdue(on=then.on), is_then=True, filters=filters
    )
