from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When

from actions.models.action import Action
from actions.models.status import CLOSED, NEEDS_REASON, NOT_CLOSED, Status
from meetings.models import open_to, paragraphs_seen_by
from organisations.dates import write_date
from organisations.roles import roles_of

if TYPE_CHECKING:
    import datetime as dt

    from actions.models.report import ActionReport
    from meetings.models import Meeting
    from organisations.roles import AnyUser


class AppendOnlyError(Exception):
    """Somebody tried to change or delete a row that is only ever added."""


class ActionUpdateQuerySet(models.QuerySet["ActionUpdate"]):
    def visible_to(self, user: AnyUser) -> ActionUpdateQuerySet:
        """Updates recorded in minutes that this user may read, and those between meetings of their boards."""
        roles = roles_of(user)
        if roles.sees_all:
            return self.all()
        of_open_action = Q(action__raised_in__isnull=True) | open_to(user, path="action__raised_in__item__")
        seen = paragraphs_seen_by(user, path="recorded_in__item__")
        if roles.boards:
            seen |= Q(recorded_in__isnull=True, action__board__in=roles.boards)
        seen &= of_open_action
        return self.filter(Q(action__board__in=roles.secretariat) | seen if roles.secretariat else seen)

    def with_puts_off(self) -> ActionUpdateQuerySet:
        """With ``puts_off``, 1 or 0: it gave a later day, and was not undone."""
        from actions.models.reported import puts_off, stands

        return self.annotate(puts_off=Case(When(stands() & puts_off(), then=Value(1)), default=Value(0)))

    def follow(self, meeting: Meeting, *, was_on: dt.date) -> int:
        """What ``meeting`` recorded has its new day; how many rows.

        The one change that is ever made to a row: the day is the meeting's, whose history keeps what it was and who
        moved it (decision 18).
        """
        rows = self.filter(recorded_in__item__meeting=meeting, reported_on=was_on)
        return models.QuerySet.update(rows, reported_on=meeting.held_on)

    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError("Updates of an action are added, never changed.")

    def delete(self) -> NoReturn:
        raise AppendOnlyError("Updates of an action are added, never deleted.")


class ActionUpdate(models.Model):
    """A dated row: what was reported of an action, and its status and due date before and after.

    Recorded in a paragraph of the minutes, or between meetings. Rows are only ever added; their day
    alone follows the meeting that records them.
    """

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="updates")
    reported_on = models.DateField(help_text="The day of the meeting, or of the report between meetings.")
    text = models.TextField("what was reported", blank=True)
    status_before = models.CharField(max_length=20, choices=Status)
    status_after = models.CharField(max_length=20, choices=Status)
    due_before = models.DateField(null=True, blank=True)
    due_after = models.DateField(null=True, blank=True)
    due_words_before = models.CharField(max_length=300, blank=True)
    due_words_after = models.CharField(max_length=300, blank=True)
    owners_before = models.JSONField(
        blank=True,
        default=list,
        help_text="Their names, as words, where they were handed on; otherwise both are empty.",
    )
    owners_after = models.JSONField(blank=True, default=list)
    ticked_off = models.CharField(
        max_length=300, blank=True, help_text="The owner whose part of a joint action is done with this."
    )
    reopens = models.BooleanField("reopens a closed action", default=False)
    is_chairs_action = models.BooleanField(
        "chair’s action", default=False, help_text="The chair agreed it between meetings, for the board."
    )
    part_of = models.ForeignKey(
        "actions.ActionChange",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="updates",
        help_text="The set of changes that were made at once.",
    )
    recorded_in = models.ForeignKey(
        "meetings.Minute",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="action_updates",
        help_text="The paragraph that records it; empty if between meetings.",
    )
    reported_by = models.ForeignKey(
        "organisations.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reports",
    )
    entered_at = models.DateTimeField(null=True, blank=True, editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        help_text="Empty, with the moment, for what a command read from a document.",
    )

    objects = ActionUpdateQuerySet.as_manager()

    class Meta:
        ordering = ("action", "reported_on", "pk")
        indexes = (
            models.Index(fields=("action", "reported_on"), name="action_update_day"),
            # Few are of either kind, and they are asked for by a period: without these all are read (actions.models.reported).
            models.Index(
                fields=("action", "reported_on"),
                condition=Q(due_after__gt=F("due_before")),
                name="action_update_puts_off",
            ),
            models.Index(fields=("reported_on", "action"), condition=Q(reopens=True), name="action_update_reopens"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(status_before__in=CLOSED, status_after__in=NOT_CLOSED, reopens=True)
                | (~Q(status_before__in=CLOSED, status_after__in=NOT_CLOSED) & Q(reopens=False)),
                name="action_update_reopens_explicitly",
                violation_error_message="This action is closed: say that the update reopens it.",
            ),
            models.CheckConstraint(
                condition=~Q(text="") | ~Q(status_after__in=NEEDS_REASON) | Q(status_after=F("status_before")),
                name="action_update_gives_reason",
                violation_error_message="Say why: a delayed, referred or no longer needed action has a reason.",
            ),
            models.CheckConstraint(
                condition=~Q(text="") | ~Q(status_after=F("status_before")) | ~Q(due_words_after=F("due_words_before")),
                name="action_update_says_something",
                violation_error_message="Enter what was reported, or change the status or the due date.",
            ),
            models.CheckConstraint(
                condition=Q(is_chairs_action=False) | Q(recorded_in__isnull=True),
                name="action_update_chairs_action_between_meetings",
                violation_error_message="What the minutes record was agreed by the meeting, not by chair’s action.",
            ),
            models.CheckConstraint(
                condition=Q(entered_at__isnull=True, entered_by__isnull=True)
                | Q(entered_at__isnull=False, entered_by__isnull=False),
                name="action_update_entered_at_with_by",
                violation_error_message="When an update was entered goes with who entered it.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_status_after_display()}, {write_date(self.reported_on)}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Only ever adds: a saved row is refused."""
        if not self._state.adding:
            raise AppendOnlyError("Updates of an action are added, never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError("Updates of an action are added, never deleted.")

    @property
    def changes_status(self) -> bool:
        return self.status_before != self.status_after

    @property
    def changes_due(self) -> bool:
        return self.due_words_before != self.due_words_after

    @property
    def changes_owners(self) -> bool:
        return bool(self.owners_before != self.owners_after)

    @property
    def came_as(self) -> ActionReport | None:
        """The report of an owner that it came as, if any (select ``report``)."""
        return getattr(self, "report", None)
