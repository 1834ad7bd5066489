"""The rules of the register as conditions, for ``filter()`` and for a count with ``filter=`` alike."""

from __future__ import annotations

import datetime as dt

from django.db.models import F, Q

from actions.models.status import CLOSED, NOT_CLOSED, WORKING, Status

DUE_SOON_DAYS = 14

CARRIED = {"0": (0, 0), "1": (1, 1), "2": (2, 2), "3-5": (3, 5), "6-": (6, None)}
"""The bands of ``is_carried``, by the word that an address has for each."""


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


def is_closed_between(first: dt.date | None, last: dt.date | None) -> Q:
    """Closed in whichever way from ``first`` to ``last``, both included; None is no bound."""
    return is_closed() & _between("closed_on", first, last)


def is_on_time() -> Q:
    """Complete on the day that it was due, or before."""
    return Q(status=Status.COMPLETE) & (Q(closed_on__lte=F("due_on")) | Q(closed_on__lte=F("due_at__held_on")))


def is_late_when_complete() -> Q:
    """Complete after the day that it was due."""
    return Q(status=Status.COMPLETE) & (Q(closed_on__gt=F("due_on")) | Q(closed_on__gt=F("due_at__held_on")))


def is_undated_when_complete() -> Q:
    """Complete, and neither on time nor late: nobody had given a day."""
    return Q(status=Status.COMPLETE, due_on__isnull=True, due_at__isnull=True)


def is_carried(first: int, last: int | None) -> Q:
    """Of actions ``with_meetings_carried``: to so many meetings, both included; None is no bound."""
    return Q(meetings_carried__gte=first) & (Q() if last is None else Q(meetings_carried__lte=last))


def is_owned_as(owner: str) -> Q:
    """One of its rows of owners names this owner, said as in an address.

    That is ``person-5``, ``organisation-5``, ``seat-5``, ``role-chair``, ``words`` for any group in words, or ``nobody``.
    Unlike ``owned_by``, an organisation does not stand for the people who are of it.
    """
    from actions.models.owner import ActionOwner

    rows = ActionOwner.objects.order_by().values("action")
    kind, _, key = owner.partition("-")
    if kind == "nobody":
        return ~Q(pk__in=rows)
    return Q(pk__in=rows.exclude(words="") if kind == "words" else rows.filter(**{kind: key}))


def has_theme(theme: int | None) -> Q:
    """Tagged with the theme of this key; None is with no theme at all."""
    from actions.models.action import Action

    rows = Action.themes.through._default_manager.order_by().values("action")
    return Q(pk__in=rows.filter(theme=theme)) if theme else ~Q(pk__in=rows)


def _between(field: str, first: dt.date | None, last: dt.date | None) -> Q:
    condition = Q()
    if first:
        condition &= Q(**{f"{field}__gte": first})
    if last:
        condition &= Q(**{f"{field}__lte": last})
    return condition
