from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Count, F, Prefetch, Q, When
from django.urls import reverse
from simple_history.models import HistoricalRecords

from meetings.models.stages import UNLOCKED, WORDS, MinutesStage, minutes_seen_by
from organisations.roles import roles_of

if TYPE_CHECKING:
    from organisations.roles import AnyUser


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, user: AnyUser) -> MeetingQuerySet:
        """Meetings that this user may know of: all of their boards', and what public boards published.

        To know of a meeting (its date, venue and agenda) is not to read its minutes: ``with_minutes_for``.
        """
        roles = roles_of(user)
        if roles.sees_all:
            return self.all()
        return self.filter(Q(board__in=roles.boards) | minutes_seen_by(user))

    def with_minutes_for(self, user: AnyUser) -> MeetingQuerySet:
        """Meetings whose minutes this user may read."""
        return self.filter(minutes_seen_by(user))

    def editable_by(self, user: AnyUser) -> MeetingQuerySet:
        roles = roles_of(user)
        return self.all() if roles.sees_all else self.filter(board__in=roles.secretariat)

    def held_by(self, day: dt.date) -> MeetingQuerySet:
        """Meetings on or before ``day``."""
        return self.filter(held_on__lte=day)

    def planned_after(self, day: dt.date) -> MeetingQuerySet:
        return self.filter(held_on__gt=day)

    def coming_first(self, *, on: dt.date) -> MeetingQuerySet:
        """Today's and later meetings, the soonest first; then those held, the newest first."""
        coming = Case(When(held_on__gte=on, then=F("held_on")))
        return self.select_related("board").order_by(coming.asc(nulls_last=True), "-held_on", "board__name", "-pk")

    def before(self, meeting: Meeting) -> MeetingQuerySet:
        """Meetings of the same board before this one, the latest first."""
        earlier = Q(held_on__lt=meeting.held_on) | Q(held_on=meeting.held_on, pk__lt=meeting.pk)
        return self.filter(earlier, board=meeting.board_id).select_related("board").order_by("-held_on", "-pk")

    def after(self, meeting: Meeting) -> MeetingQuerySet:
        """Meetings of the same board after this one, the soonest first."""
        later = Q(held_on__gt=meeting.held_on) | Q(held_on=meeting.held_on, pk__gt=meeting.pk)
        return self.filter(later, board=meeting.board_id).select_related("board").order_by("held_on", "pk")

    def to_take_the_shape_of(self, user: AnyUser) -> MeetingQuerySet:
        """Meetings whose agenda this user may copy, the latest first."""
        return self.editable_by(user).filter(items__isnull=False).distinct().select_related("board")

    def agreed_at(self, meeting: Meeting) -> MeetingQuerySet:
        """Meetings whose minutes ``meeting`` approved or amended."""
        amended = Q(items__minutes__amendments__agreed_at_meeting=meeting)
        return self.filter(Q(approved_at_meeting=meeting) | amended).distinct()

    def carrying_actions(self) -> MeetingQuerySet:
        """Meetings on whose day an action hangs: raised, reported on or due there, by names that the upper app gives."""
        return self.filter(
            Q(items__minutes__actions_raised__isnull=False)
            | Q(items__minutes__action_updates__isnull=False)
            | Q(actions_due__isnull=False)
        ).distinct()

    def for_minutes_page(self) -> MeetingQuerySet:
        """With the roll, the items, their paragraphs, and what of actions a paragraph's tag draws.

        The actions are fetched by the names under which they point here: this app knows nothing of them.
        """
        from meetings.models.agenda import AgendaItem, Minute
        from meetings.models.attendance import Attendance
        from meetings.models.edition import Amendment

        raised: Any = Minute._meta.get_field("actions_raised").related_model._default_manager.all()
        reports: Any = Minute._meta.get_field("action_updates").related_model._default_manager.all()
        return self.select_related("board", "approved_at_meeting").prefetch_related(
            Prefetch("attendance", Attendance.objects.for_roll()),
            Prefetch("items", AgendaItem.objects.select_related("presenter")),
            "items__minutes",
            Prefetch("items__minutes__amendments", Amendment.objects.select_related("agreed_at_meeting")),
            Prefetch("items__minutes__actions_raised", raised.select_related("due_at").with_owners()),
            Prefetch("items__minutes__action_updates", reports.select_related("action__raised_in__item")),
        )

    def awaiting_approval_at(self, meeting: Meeting) -> MeetingQuerySet:
        """Earlier meetings of the board whose minutes are circulated and not yet approved, the latest first.

        With ``comments_open``: how many comments on them are still to be resolved.
        """
        to_resolve = Count("items__minutes__comments", filter=Q(items__minutes__comments__outcome=""))
        return self.before(meeting).filter(minutes_stage=MinutesStage.CIRCULATED).annotate(comments_open=to_resolve)


class Meeting(models.Model):
    """One dated sitting of a board, with its roll, its agenda and the stage of its minutes."""

    Stage = MinutesStage

    board = models.ForeignKey("organisations.Board", on_delete=models.PROTECT, related_name="meetings")
    title = models.CharField(max_length=300, blank=True, help_text="If it has a name of its own, such as “Away day”.")
    held_on = models.DateField("date")
    starts_at = models.TimeField("from", null=True, blank=True)
    ends_at = models.TimeField("to", null=True, blank=True)
    venue = models.CharField(max_length=300, blank=True)
    joining_link = models.URLField(blank=True)
    next_meeting_on = models.DateField(
        "date of next meeting", null=True, blank=True, help_text="As these minutes give it."
    )
    minutes_stage = models.CharField(max_length=15, choices=MinutesStage, default=MinutesStage.DRAFTING)
    with_chair_at = models.DateTimeField(null=True, blank=True, editable=False)
    with_chair_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    circulated_at = models.DateTimeField(null=True, blank=True, editable=False)
    circulated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    comments_by = models.DateField(
        null=True, blank=True, editable=False, help_text="The last day for comments on what was circulated."
    )
    approved_at = models.DateTimeField(null=True, blank=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    approved_at_meeting = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="minutes_approved",
        help_text="The later meeting that agreed them; empty if between meetings.",
    )
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    objects = MeetingQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ("-held_on", "-starts_at", "-pk")
        indexes = (
            models.Index(fields=("board", "held_on"), name="meeting_board_day"),
            models.Index(fields=("held_on",), name="meeting_day"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(starts_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="meeting_ends_after_it_starts",
                violation_error_message="A meeting ends after it starts.",
            ),
            models.CheckConstraint(
                condition=Q(next_meeting_on__isnull=True) | Q(next_meeting_on__gt=F("held_on")),
                name="meeting_next_is_later",
                violation_error_message="The next meeting is after this one.",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{step}_at__isnull": True, f"{step}_by__isnull": True})
                    | Q(**{f"{step}_at__isnull": False, f"{step}_by__isnull": False}),
                    name=f"meeting_{step}_at_with_by",
                    violation_error_message=f"When the minutes were {WORDS[step]} goes with who did it.",
                )
                for step in WORDS
            ),
            *(
                models.CheckConstraint(
                    condition=~Q(minutes_stage=step) | Q(**{f"{step}_at__isnull": False}),
                    name=f"meeting_{step}_says_when",
                    violation_error_message=f"Minutes that are {WORDS[step]} say when.",
                )
                for step in WORDS
            ),
            models.CheckConstraint(
                condition=Q(comments_by__isnull=True) | Q(circulated_at__isnull=False),
                name="meeting_comments_by_when_circulated",
                violation_error_message="Only minutes that are circulated have a last day for comments.",
            ),
            models.CheckConstraint(
                condition=Q(approved_at_meeting__isnull=True)
                | (Q(approved_at__isnull=False) & ~Q(approved_at_meeting=F("id"))),
                name="meeting_approved_at_another_when_approved",
                violation_error_message="Only minutes that are approved name the meeting, another one, that agreed them.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.title or self.board.short_name}, {self.held_on:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:meeting_detail", args=[self.pk])

    def clean(self) -> None:
        at = self.approved_at_meeting
        if at and at.pk != self.pk and (at.board_id, at.held_on < self.held_on) != (self.board_id, False):
            raise ValidationError("Minutes are approved at a later meeting of the same board.")

    @property
    def is_locked(self) -> bool:
        """Approved minutes do not change; nor do published ones."""
        return self.minutes_stage not in UNLOCKED
