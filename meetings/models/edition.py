"""What was issued of a meeting's minutes, and what was agreed about them afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from meetings.models.agenda import Minute
from meetings.models.frozen import FrozenQuerySet, FrozenRow
from meetings.models.meeting import Meeting
from meetings.models.stages import ISSUED, MinutesStage, paragraphs_seen_by, stage_seen_by
from organisations.roles import roles_of

if TYPE_CHECKING:
    from organisations.roles import AnyUser


class MinutesEditionQuerySet(FrozenQuerySet["MinutesEdition"]):
    def visible_to(self, user: AnyUser) -> MinutesEditionQuerySet:
        """Editions of the stages that this user reads, while they stand; the secretariat sees those taken back too."""
        roles = roles_of(user)
        if roles.sees_all:
            return self.all()
        read = stage_seen_by(user, board="meeting__board", stage="stage")
        return self.filter(Q(meeting__board__in=roles.secretariat) | (read & edition_stands()))

    def for_list(self) -> MinutesEditionQuerySet:
        """Without what they hold, the newest first."""
        return self.select_related("meeting__board", "issued_by__person").defer("content", "text").order_by("-pk")


def edition_stands() -> Q:
    """The edition is what the meeting's stamp of its stage speaks of: not one that was taken back since."""
    stands = Q(pk__in=())
    for stage in ISSUED:
        stands |= Q(stage=stage, issued_at=F(f"meeting__{stage}_at"))
    return stands


class MinutesEdition(FrozenRow):
    """What was issued of the minutes at one stage, word for word. Added, never changed."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="editions")
    stage = models.CharField(max_length=15, choices=MinutesStage)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    content = models.JSONField(help_text="As meetings.writing.content draws it.")
    text = models.TextField(help_text="The same, as plain text.")

    objects = MinutesEditionQuerySet.as_manager()

    class Meta:
        ordering = ("meeting", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(stage__in=ISSUED),
                name="edition_is_of_an_issue",
                violation_error_message="Minutes that are being drafted are not issued.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.meeting}: {self.get_stage_display().lower()}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:edition_detail", args=[self.meeting_id, self.pk])

    @property
    def stands(self) -> bool:
        """The same rule as ``edition_stands``, for one at hand with its meeting."""
        return bool(self.issued_at == getattr(self.meeting, f"{self.stage}_at"))


class AmendmentQuerySet(FrozenQuerySet["Amendment"]):
    def visible_to(self, user: AnyUser) -> AmendmentQuerySet:
        return self.filter(paragraphs_seen_by(user, path="minute__item__"))


class Amendment(FrozenRow):
    """A correction of one paragraph, agreed at a later meeting. Both texts are kept, and the number stays."""

    minute = models.ForeignKey(Minute, on_delete=models.PROTECT, related_name="amendments")
    text_before = models.TextField(help_text="As it was issued.")
    text_after = models.TextField(help_text="As it was agreed.")
    note = models.CharField(max_length=300, blank=True, help_text="Such as: for “nine” read “ten”.")
    agreed_at_meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="amendments_agreed")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        ordering = ("minute", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(text_after=""),
                name="amendment_has_text",
                violation_error_message="Enter the text as it was agreed.",
            ),
            models.CheckConstraint(
                condition=~Q(text_after=F("text_before")),
                name="amendment_changes_text",
                violation_error_message="An amendment changes the text of its paragraph.",
            ),
        )

    def __str__(self) -> str:
        return f"Amendment of {self.minute.citation}"

    def clean(self) -> None:
        of = self.minute.item.meeting
        if not is_later_meeting(self.agreed_at_meeting, of):
            raise ValidationError({"agreed_at_meeting": "Amendments are agreed at a later meeting of the same board."})


def is_later_meeting(meeting: Meeting, than: Meeting) -> bool:
    """Of the same board, after the other: where both are on one day, the one recorded later."""
    return meeting.board_id == than.board_id and (meeting.held_on, meeting.pk) > (than.held_on, than.pk)


class MinuteCommentQuerySet(models.QuerySet["MinuteComment"]):
    def visible_to(self, user: AnyUser) -> MinuteCommentQuerySet:
        """One's own, while one reads the minutes; the secretariat sees all."""
        roles = roles_of(user)
        if roles.sees_all:
            return self.all()
        if not user.is_authenticated:
            return self.none()
        own = Q(made_by=user) & paragraphs_seen_by(user, path="minute__item__")
        return self.filter(Q(minute__item__meeting__board__in=roles.secretariat) | own)

    def of_meeting(self, meeting: Meeting) -> MinuteCommentQuerySet:
        """Of all its paragraphs, in their order."""
        rows = self.filter(minute__item__meeting=meeting).select_related("minute__item__meeting")
        people = rows.select_related("made_by__person", "resolved_by__person")
        return people.order_by("minute__item__position", "minute__item", "minute__position", "minute", "pk")

    def to_resolve(self) -> MinuteCommentQuerySet:
        return self.filter(outcome="")


class MinuteComment(models.Model):
    """What somebody who was there says is not accurate in a circulated paragraph, and what became of it."""

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", "Accepted"
        NOT_ACCEPTED = "not_accepted", "Not accepted"

    minute = models.ForeignKey(Minute, on_delete=models.PROTECT, related_name="comments")
    text = models.TextField("comment")
    made_at = models.DateTimeField(editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, editable=False, related_name="minute_comments"
    )
    outcome = models.CharField(max_length=15, choices=Outcome, blank=True)
    answer = models.CharField(max_length=300, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True, editable=False)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    objects = MinuteCommentQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ("minute", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(text=""),
                name="minute_comment_has_text",
                violation_error_message="Enter what is not accurate.",
            ),
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True, resolved_by__isnull=True)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="minute_comment_resolved_at_with_by",
                violation_error_message="When a comment was resolved goes with who resolved it.",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", resolved_at__isnull=True) | (~Q(outcome="") & Q(resolved_at__isnull=False)),
                name="minute_comment_resolved_with_outcome",
                violation_error_message="A comment that is resolved was accepted or not.",
            ),
        )

    def __str__(self) -> str:
        return f"A comment by {self.made_by.display_name}"

    def get_absolute_url(self) -> str:
        return f"{reverse('meetings:comment_list', args=[self.minute.item.meeting_id])}#comment-{self.pk}"
