"""The rules of the register as conditions, for ``filter()`` and for a count with ``filter=`` alike."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from actions.models.status import CLOSED, NOT_CLOSED, WORKING, Status

DUE_SOON_DAYS = 14


def is_open() -> Q:
    """Not closed: also what is complete but to be agreed."""
    return Q(status__in=NOT_CLOSED)


def is_closed() -> Q:
    return Q(status__in=CLOSED)


def is_to_be_agreed() -> Q:
    return Q(status=Status.TO_BE_AGREED)


def is_overdue(*, on: dt.date) -> Q:
    """Due before ``on`` with work left to do. Due today is not late."""
    return (Q(due_on__lt=on) | Q(due_at__held_on__lt=on)) & Q(status__in=WORKING)


def is_due_soon(*, on: dt.date, days: int = DUE_SOON_DAYS) -> Q:
    """Due from ``on`` to ``days`` later, both included, with work left to do."""
    return is_due_between(on, on + dt.timedelta(days=days)) & Q(status__in=WORKING)


def is_due_between(first: dt.date | None, last: dt.date | None) -> Q:
    """Due, on a date or at a meeting, from ``first`` to ``last``, both included; None is no bound."""
    on_date, at_meeting = Q(due_on__isnull=False), Q(due_at__isnull=False)
    if first:
        on_date, at_meeting = on_date & Q(due_on__gte=first), at_meeting & Q(due_at__held_on__gte=first)
    if last:
        on_date, at_meeting = on_date & Q(due_on__lte=last), at_meeting & Q(due_at__held_on__lte=last)
    return on_date | at_meeting


def is_raised_between(first: dt.date | None, last: dt.date | None) -> Q:
    """Raised from ``first`` to ``last``, both included; None is no bound."""
    return _between("raised_on", first, last)


def is_completed_between(first: dt.date | None, last: dt.date | None) -> Q:
    """Complete, and agreed so from ``first`` to ``last``, both included; None is no bound."""
    return Q(status=Status.COMPLETE) & _between("closed_on", first, last)


def _between(field: str, first: dt.date | None, last: dt.date | None) -> Q:
    condition = Q()
    if first:
        condition &= Q(**{f"{field}__gte": first})
    if last:
        condition &= Q(**{f"{field}__lte": last})
    return condition
