"""The parts into which the list of what somebody owes falls, in the order in which they would look at them."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce

from actions.models import conditions
from meetings.models import Meeting

FINISHED_LATELY = dt.timedelta(days=60)


class Section(models.IntegerChoices):
    OVERDUE = 0, "Overdue"
    COMING = 1, "Due before the next meeting"
    LATER = 2, "Later, or without a date"
    TO_BE_AGREED = 3, "Complete, to be agreed"
    FINISHED = 4, "Finished lately"


def section(*, on: dt.date) -> Case:
    """Of an action ``with_due_day()``. Where its board has no meeting to come, what is due soon counts as before it."""
    coming = Meeting.objects.filter(board=OuterRef("board"), held_on__gte=on).order_by("held_on", "pk")
    look_ahead_to = Coalesce(Subquery(coming.values("held_on")[:1]), on + dt.timedelta(days=conditions.DUE_SOON_DAYS))
    return Case(
        When(conditions.is_closed(), then=Section.FINISHED),
        When(conditions.is_to_be_agreed(), then=Section.TO_BE_AGREED),
        When(conditions.is_overdue(on=on), then=Section.OVERDUE),
        When(due_sort__lte=look_ahead_to, then=Section.COMING),
        default=Section.LATER,
    )


def is_finished_lately(*, on: dt.date) -> Q:
    """Closed in the last 60 days, or at the last meeting of its board and since."""
    held = Meeting.objects.filter(board=OuterRef("board"), held_on__lt=on).order_by("-held_on", "-pk")
    since_the_meeting = Q(closed_on__gte=Subquery(held.values("held_on")[:1]))
    return Q(closed_on__gte=on - FINISHED_LATELY) | since_the_meeting


ORDER = (
    "section",
    F("closed_on").desc(nulls_last=True),
    F("due_sort").asc(nulls_last=True),
    "board__reference_prefix",
    "number",
)
"""The latest first of what is finished, the soonest due first of the rest."""
