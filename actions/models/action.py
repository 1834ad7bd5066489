from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from actions.due import Due
from actions.models.queryset import ActionQuerySet
from actions.models.status import CLOSED, WORKING, Status
from meetings.models import MEMBERS_SEE, Meeting

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from actions.models.owner import ActionOwner
    from actions.models.update import ActionUpdate


class Action(models.Model):
    """A piece of work that a board asked for. Its reference, such as RR3-42, never changes.

    Status and due date change only through an ``ActionUpdate``: ``actions.services.report_progress``.
    """

    Status = Status

    board = models.ForeignKey("organisations.Board", on_delete=models.PROTECT, related_name="actions")
    number = models.PositiveIntegerField(editable=False)
    reference = models.CharField(max_length=24, unique=True, editable=False)
    text = models.TextField("action")
    status = models.CharField(max_length=20, choices=Status, default=Status.OPEN, editable=False)
    raised_in = models.ForeignKey(
        "meetings.Minute",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="actions_raised",
        help_text="The paragraph it was born in; empty if between meetings.",
    )
    raised_on = models.DateField(help_text="The day of that meeting, or the day it was agreed between meetings.")
    due_on = models.DateField("due on", null=True, blank=True)
    due_at = models.ForeignKey(
        Meeting,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="actions_due",
        verbose_name="due at meeting",
    )
    due_text = models.CharField("due, in words", max_length=300, blank=True, help_text="Such as “after publication”.")
    closed_on = models.DateField(null=True, blank=True, editable=False)
    succeeded_by = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        editable=False,
    )
    referred_to = models.ForeignKey(
        "organisations.Board",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="actions_referred_here",
        editable=False,
    )
    split_from = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        editable=False,
        help_text="The action that it was a part of.",
    )
    themes = models.ManyToManyField("organisations.Theme", blank=True, related_name="actions")

    objects = ActionQuerySet.as_manager()
    history = HistoricalRecords()

    if TYPE_CHECKING:
        owners: RelatedManager[ActionOwner]
        updates: RelatedManager[ActionUpdate]

    class Meta:
        ordering = ("board", "number")
        indexes = (
            models.Index(fields=("board", "status", "due_on"), name="action_board_status_due"),
            models.Index(fields=("status", "due_on"), name="action_status_due"),
            models.Index(fields=("board", "raised_on"), name="action_board_raised"),
            models.Index(fields=("closed_on",), name="action_closed"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("board", "number"),
                name="action_number_unique_on_board",
                violation_error_message="This board already has an action of this number.",
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="action_has_text",
                violation_error_message="Enter what is to be done.",
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(due_on__gte=F("raised_on")),
                name="action_due_on_or_after_raised",
                violation_error_message="An action cannot be due before it was raised.",
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(due_at__isnull=True),
                name="action_due_on_a_date_or_at_a_meeting",
                violation_error_message="An action is due on a date or at a meeting, not both.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=CLOSED, closed_on__isnull=False)
                | (~Q(status__in=CLOSED) & Q(closed_on__isnull=True)),
                name="action_closed_on_when_closed",
                violation_error_message="A closed action has the day it was closed, and no other has.",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("raised_on")),
                name="action_closed_on_or_after_raised",
                violation_error_message="An action cannot be closed before it was raised.",
            ),
            models.CheckConstraint(
                condition=Q(referred_to__isnull=True) | Q(status=Status.REFERRED),
                name="action_referred_to_when_referred",
                violation_error_message="Only a referred action names the board that it was referred to.",
            ),
            models.CheckConstraint(
                condition=Q(succeeded_by__isnull=True) | (Q(status=Status.NO_LONGER_NEEDED) & ~Q(succeeded_by=F("id"))),
                name="action_successor_when_no_longer_needed",
                violation_error_message="Only an action that is no longer needed is succeeded by another.",
            ),
            models.CheckConstraint(
                condition=Q(split_from__isnull=True) | ~Q(split_from=F("id")),
                name="action_not_split_from_itself",
                violation_error_message="An action cannot be a part of itself.",
            ),
        )

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("actions:action_detail", args=[self.reference])

    def clean(self) -> None:
        if self.due_at and self.raised_on and self.due_at.held_on < self.raised_on:
            raise ValidationError({"due_at": "An action cannot be due at a meeting before it was raised."})
        if self.due_at and self.board_id and self.due_at.board_id != self.board_id:
            raise ValidationError({"due_at": "This is a meeting of another board."})
        if self.raised_in and self.board_id and self.raised_in.item.meeting.board_id != self.board_id:
            raise ValidationError({"raised_in": "This paragraph is in the minutes of another board."})

    @property
    def is_closed(self) -> bool:
        return self.status in CLOSED

    @property
    def due_day(self) -> dt.date | None:
        """The day it is due: its date, or the day of the meeting that it is due at (select ``due_at``)."""
        return self.due_on or (self.due_at.held_on if self.due_at else None)

    @property
    def due(self) -> Due:
        return Due(self.due_on, self.due_at, self.due_text)

    @property
    def due_words(self) -> str:
        """When it is due, as a person would say it; empty if nobody said."""
        return self.due.words

    @property
    def is_agreed(self) -> bool:
        """Its wording was approved with the minutes it was raised in (select ``raised_in__item__meeting``)."""
        return bool(self.raised_in and self.raised_in.item.meeting.is_locked)

    @property
    def is_uncleared(self) -> bool:
        """Raised in minutes that are not circulated yet (select ``raised_in__item__meeting``)."""
        return bool(self.raised_in and self.raised_in.item.meeting.minutes_stage not in MEMBERS_SEE)

    def is_overdue(self, on: dt.date) -> bool:
        """Due before ``on`` with work left to do. Due today is not late."""
        due = self.due_day
        return self.status in WORKING and due is not None and due < on
