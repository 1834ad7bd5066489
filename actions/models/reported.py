"""What updates did to actions, as far as a reader may see: conditions on actions, for ``filter()`` and for a count alike.

Each asks for keys by a query that does not depend on the action at hand, so that it is worked out once, however many there are.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q

from actions.models.update import ActionUpdate

if TYPE_CHECKING:
    from actions.models.update import ActionUpdateQuerySet
    from organisations.roles import AnyUser


def stands() -> Q:
    """Of updates: neither of a set of changes that was undone, nor of its undoing."""
    return Q(part_of__isnull=True) | Q(part_of__undoes__isnull=True, part_of__undone_by_change__isnull=True)


def puts_off() -> Q:
    """Of updates: it gave a later day. A report that came in late changes no due date, and so does not."""
    return Q(due_after__gt=F("due_before"))


def is_put_off(user: AnyUser, *, times: int) -> Q:
    """Its day was put off at least so often: what ``with_slips`` counts."""
    moved = _standing(user).filter(puts_off()).values("action")
    # Once is any: grouping sixty thousand rows to find that out takes half as long again.
    often = moved.annotate(n=Count("pk")).filter(n__gte=times).values("action") if times > 1 else moved
    return Q(pk__in=often)


def is_put_off_between(user: AnyUser, first: dt.date | None, last: dt.date | None) -> Q:
    """An update from ``first`` to ``last``, both included, gave it a later day; None is no bound."""
    return Q(pk__in=_reported(user, first, last).filter(puts_off()).values("action"))


def is_reopened_between(user: AnyUser, first: dt.date | None, last: dt.date | None) -> Q:
    """An update from ``first`` to ``last``, both included, opened it again; None is no bound."""
    return Q(pk__in=_reported(user, first, last).filter(reopens=True).values("action"))


def _standing(user: AnyUser) -> ActionUpdateQuerySet:
    return ActionUpdate.objects.visible_to(user).filter(stands()).order_by()


def _reported(user: AnyUser, first: dt.date | None, last: dt.date | None) -> ActionUpdateQuerySet:
    bounds = {"reported_on__gte": first, "reported_on__lte": last}
    return _standing(user).filter(**{name: day for name, day in bounds.items() if day})
