"""How actions stood at an earlier moment: worked out from what was reported since and before, never stored.

A moment is a day, which is its end, or a meeting, which is its beginning. Three things are put right for all time and
leave no report, so that they are read as they are today: the wording, owners that were corrected rather than handed on,
and the day of a meeting that moved (decision 18).
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from django.db import models
from django.db.models import Case, CharField, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from actions.models.status import CLOSED, NOT_CLOSED, WORKING, Status
from meetings.models import Meeting

if TYPE_CHECKING:
    from typing import Self

    from actions.models.update import ActionUpdateQuerySet

Moment: TypeAlias = dt.date | Meeting
Row = TypeVar("Row", bound=models.Model)


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


def is_raised_by(moment: Moment) -> Q:
    """Whether an action was there then, as a condition on actions: of a meeting, those of its board before its day."""
    if isinstance(moment, Meeting):
        return Q(board=moment.board_id, raised_on__lt=moment.held_on)
    return Q(raised_on__lte=moment)


def day_of(moment: Moment) -> dt.date:
    return moment.held_on if isinstance(moment, Meeting) else moment


def parted(updates: ActionUpdateQuerySet, moment: Moment) -> tuple[ActionUpdateQuerySet, ActionUpdateQuerySet]:
    """The updates that had been made by then, the newest first, and those that came after, the oldest first."""
    if isinstance(moment, Meeting):
        # A CASE holds where the condition is unknown, because a paragraph is missing; its negation would not.
        placed = updates.annotate(
            is_before=Case(When(is_reported_before(moment), then=Value(1)), default=Value(0)),
        )
        before, after = placed.filter(is_before=1), placed.filter(is_before=0)
    else:
        before, after = updates.filter(reported_on__lte=moment), updates.filter(reported_on__gt=moment)
    return before.order_by("-reported_on", "-pk"), after.order_by("reported_on", "pk")


class AsAt:
    """How an action of the outer query stood, as expressions on its updates."""

    def __init__(self, updates: ActionUpdateQuerySet, moment: Moment) -> None:
        self.before, self.after = parted(updates.filter(action=OuterRef("pk")), moment)

    def status(self) -> Coalesce:
        """An action is open from the day that it is raised, until something is reported."""
        return Coalesce(Subquery(self.before.values("status_after")[:1]), Value(Status.OPEN), output_field=CharField())

    def progress(self) -> Coalesce:
        """Where that status comes in the order of the work, to sort by: read once, not once for every status."""
        places = Case(*(When(status_after=status, then=Value(n)) for n, status in enumerate(Status)))
        return Coalesce(Subquery(self.before.annotate(place=places).values("place")[:1]), 0)

    def closing(self, column: str) -> Subquery:
        """Of the update that had closed it last."""
        closing = self.before.filter(status_before__in=NOT_CLOSED, status_after__in=CLOSED)
        return Subquery(closing.values(column)[:1])

    def due_words(self) -> Subquery:
        """None where nothing was reported since: then it is due as it is today."""
        return Subquery(self.after.values("due_words_before")[:1])

    def due_day(self) -> Case:
        # An update that came in late never changes the due date, so the first one after says what it was.
        return Case(
            When(Exists(self.after), then=Subquery(self.after.values("due_before")[:1])),
            default=Coalesce(F("due_on"), F("due_at__held_on")),
        )

    def owners(self) -> Subquery:
        """None where it was not handed on since: then they are today's."""
        return Subquery(self.after.exclude(owners_before=[], owners_after=[]).values("owners_before")[:1])


class AsAtQuerySet(models.QuerySet[Row]):
    def as_at(self, moment: Moment) -> Self:
        """Those that had been raised by then, as they stood at the end of a day, or when a meeting began.

        With ``status_then`` (and its place, ``progress_then``), ``closed_then`` (when they had been closed last, also if they were open again), ``due_then``,
        ``due_words_then`` (None where it is due as it is today) and ``owners_then``, their names in words (None where
        they are today's). One statement, however many rows.
        """
        from actions.models.update import ActionUpdate

        then = AsAt(ActionUpdate.objects.all(), moment)
        return self.filter(is_raised_by(moment)).annotate(
            status_then=then.status(),
            progress_then=then.progress(),
            closed_then=then.closing("reported_on"),
            due_words_then=then.due_words(),
            due_then=then.due_day(),
            owners_then=then.owners(),
        )

    # What follows asks of the annotations of ``as_at``.

    def open_then(self) -> Self:
        return self.filter(status_then__in=NOT_CLOSED)

    def closed_by_then(self) -> Self:
        return self.filter(status_then__in=CLOSED)

    def working_then(self) -> Self:
        return self.filter(status_then__in=WORKING)

    def overdue_then(self, *, on: dt.date) -> Self:
        return self.filter(was_overdue(on=on))

    def due_then_between(self, first: dt.date | None, last: dt.date | None) -> Self:
        """Due, as was said then, from ``first`` to ``last``, both included; None is no bound."""
        bounds = {"due_then__gte": first, "due_then__lte": last}
        return self.filter(due_then__isnull=False, **{name: day for name, day in bounds.items() if day})


def was_overdue(*, on: dt.date) -> Q:
    """As ``conditions.is_overdue``, of actions fetched ``as_at``."""
    return Q(due_then__lt=on, status_then__in=WORKING)
