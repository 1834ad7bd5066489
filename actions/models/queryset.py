"""Which actions: every question that a page, an export or a dashboard asks of them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Count, F, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce, Least

from actions.models.status import CLOSED, NOT_CLOSED, WORKING, Status
from meetings.models import Meeting, minutes_seen_by
from organisations.roles import roles_of

if TYPE_CHECKING:
    from actions.models.action import Action  # noqa: F401  # in quotes below
    from organisations.models import Organisation, Person
    from organisations.roles import AnyUser

DUE_SOON_DAYS = 14


class ActionQuerySet(models.QuerySet["Action"]):
    def visible_to(self, user: AnyUser) -> ActionQuerySet:
        """Actions raised in minutes that this user may read, and those raised between meetings of their boards."""
        roles = roles_of(user)
        if roles.sees_all:
            return self.all()
        return self.filter(
            Q(board__in=roles.secretariat)
            | Q(raised_in__isnull=True, board__in=roles.boards)
            | minutes_seen_by(user, path="raised_in__item__meeting__")
        )

    def editable_by(self, user: AnyUser) -> ActionQuerySet:
        roles = roles_of(user)
        return self.all() if roles.sees_all else self.filter(board__in=roles.secretariat)

    def open(self) -> ActionQuerySet:
        """Not closed: also what is complete but to be agreed."""
        return self.filter(status__in=NOT_CLOSED)

    def closed(self) -> ActionQuerySet:
        return self.filter(status__in=CLOSED)

    def to_be_agreed(self) -> ActionQuerySet:
        return self.filter(status=Status.TO_BE_AGREED)

    def overdue(self, *, on: dt.date) -> ActionQuerySet:
        """Due before ``on`` with work left to do. Due today is not late."""
        return self.filter(Q(due_on__lt=on) | Q(due_at__held_on__lt=on), status__in=WORKING)

    def due_soon(self, *, on: dt.date, days: int = DUE_SOON_DAYS) -> ActionQuerySet:
        """Due from ``on`` to ``days`` later, both included, with work left to do."""
        return self.due_between(on, on + dt.timedelta(days=days)).filter(status__in=WORKING)

    def due_between(self, first: dt.date | None, last: dt.date | None) -> ActionQuerySet:
        """Due, on a date or at a meeting, from ``first`` to ``last``, both included; None is no bound."""
        on_date, at_meeting = Q(due_on__isnull=False), Q(due_at__isnull=False)
        if first:
            on_date, at_meeting = (
                on_date & Q(due_on__gte=first),
                at_meeting & Q(due_at__held_on__gte=first),
            )
        if last:
            on_date, at_meeting = (
                on_date & Q(due_on__lte=last),
                at_meeting & Q(due_at__held_on__lte=last),
            )
        return self.filter(on_date | at_meeting)

    def completed_between(self, first: dt.date, last: dt.date) -> ActionQuerySet:
        return self.filter(status=Status.COMPLETE, closed_on__gte=first, closed_on__lte=last)

    def raised_at(self, meeting: Meeting) -> ActionQuerySet:
        return self.filter(raised_in__item__meeting=meeting)

    def owned_by(self, *, person: Person | None = None, organisation: Organisation | None = None) -> ActionQuerySet:
        """What a person owes, or an organisation: itself, or through the people who are of it."""
        rows = self
        if person:
            rows = rows.filter(pk__in=self.model.objects.filter(owners__person=person).values("pk"))
        if organisation:
            theirs = Q(owners__organisation=organisation) | Q(owners__person__organisation=organisation)
            rows = rows.filter(pk__in=self.model.objects.filter(theirs).values("pk"))
        return rows

    def owed_by_user(self, user: AnyUser) -> ActionQuerySet:
        """What this user is answerable for: by name, through their organisation, or by their role on the board.

        A role counts where they hold it, so the secretariat of one board does not owe for another's.
        """
        roles = roles_of(user)
        if not user.is_authenticated:
            return self.none()
        mine = (
            Q(owners__person__user=user)
            | Q(owners__organisation__people__user=user, board__in=roles.boards)
            | Q(owners__role="chair", board__in=roles.chair)
            | Q(owners__role="secretariat", board__in=roles.secretariat)
            | Q(owners__role="members", board__in=roles.member)
            | Q(owners__role="officials", board__in=roles.official)
        )
        return self.filter(pk__in=self.model.objects.filter(mine).values("pk"))

    def outstanding_at(self, meeting: Meeting) -> ActionQuerySet:
        """What earlier meetings of the board left open, plus what was finished since the one before."""
        earlier = Meeting.objects.filter(board=meeting.board_id, held_on__lt=meeting.held_on).order_by("-held_on")
        return self.filter(
            Q(closed_on__isnull=True) | Q(closed_on__gt=Coalesce(Subquery(earlier.values("held_on")[:1]), dt.date.min)),
            board=meeting.board_id,
            raised_on__lt=meeting.held_on,
        )

    def with_due_day(self) -> ActionQuerySet:
        """With ``due_sort``: the day it is due, whether on a date or at a meeting."""
        return self.annotate(due_sort=Coalesce("due_on", "due_at__held_on"))

    def with_meetings_carried(self, *, on: dt.date) -> ActionQuerySet:
        """With ``meetings_carried``: how many meetings of the board, to ``on``, came after it was raised."""
        since = (
            Meeting.objects.filter(
                board=OuterRef("board"),
                held_on__gt=OuterRef("raised_on"),
                held_on__lte=Least(Coalesce(OuterRef("closed_on"), on), on),
            )
            .order_by()
            .values("board")
            .annotate(n=Count("pk"))
            .values("n")
        )
        return self.annotate(meetings_carried=Coalesce(Subquery(since), 0))

    def with_owners(self) -> ActionQuerySet:
        """With what ``ActionOwner.name`` needs, fetched in one more query."""
        from actions.models.owner import ActionOwner

        return self.prefetch_related(Prefetch("owners", ActionOwner.objects.select_related("person", "organisation")))

    def for_register(self) -> ActionQuerySet:
        """The rows of a list: board, owners, due, where it was raised."""
        return (
            self.select_related("board", "due_at", "raised_in__item__meeting")
            .with_owners()
            .with_due_day()
            .order_by(F("due_sort").asc(nulls_last=True), "reference")
        )
