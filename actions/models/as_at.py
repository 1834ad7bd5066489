"""How actions stood when a meeting began: worked out from what was reported, never stored."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import Case, CharField, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from actions.models.status import CLOSED, NOT_CLOSED, Status
from meetings.models import Meeting

if TYPE_CHECKING:
    from actions.models.update import ActionUpdateQuerySet


def beginning_of(meeting: Meeting) -> dt.datetime:
    """The moment from which its list of outstanding actions stands still.

    Without a time that is the end of its day: nobody knows when it began, and what is printed that morning is to hold
    what was reported the evening before and on the morning itself.
    """
    return timezone.make_aware(dt.datetime.combine(meeting.held_on, meeting.starts_at or dt.time.max))


def is_reported_before(meeting: Meeting) -> Q:
    """Whether an update had been made when ``meeting`` began, as a condition on updates.

    What its own paragraphs record is what the meeting did. On its very day a report between meetings counts by the
    moment it was entered, and one of another meeting by which of the two was recorded first.
    """
    between = Q(recorded_in__isnull=True) & (Q(entered_at__isnull=True) | Q(entered_at__lt=beginning_of(meeting)))
    elsewhere = Q(recorded_in__isnull=True) | ~Q(recorded_in__item__meeting=meeting)
    return (Q(reported_on__lt=meeting.held_on) & elsewhere) | (
        Q(reported_on=meeting.held_on) & (between | Q(recorded_in__item__meeting__lt=meeting.pk))
    )


class AsAt:
    """The updates of an action of the outer query, before a meeting began and after."""

    def __init__(self, updates: ActionUpdateQuerySet, meeting: Meeting) -> None:
        # A CASE holds where the condition is unknown, because a paragraph is missing; its negation would not.
        placed = updates.filter(action=OuterRef("pk")).annotate(
            is_before=Case(When(is_reported_before(meeting), then=Value(1)), default=Value(0))
        )
        self.before = placed.filter(is_before=1).order_by("-reported_on", "-pk")
        self.after = placed.filter(is_before=0).order_by("reported_on", "pk")

    def status(self) -> Coalesce:
        """An action is open from the day that it is raised, until something is reported."""
        return Coalesce(Subquery(self.before.values("status_after")[:1]), Value(Status.OPEN), output_field=CharField())

    def closing(self, column: str) -> Subquery:
        """Of the update that had closed it last."""
        closing = self.before.filter(status_before__in=NOT_CLOSED, status_after__in=CLOSED)
        return Subquery(closing.values(column)[:1])

    def due_words(self) -> Subquery:
        """None where nothing was reported since: then it is due as it is today."""
        return Subquery(self.after.values("due_words_before")[:1])

    def due_day(self) -> Case:
        # An update that came in late never changes the due date, so the first one after says what it was.
        then = Subquery(self.after.values("due_before")[:1])
        return Case(
            When(due_words_then__isnull=True, then=Coalesce(F("due_on"), F("due_at__held_on"))),
            default=then,
        )
