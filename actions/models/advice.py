from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from meetings.models import Document, Meeting, minutes_seen_by
from organisations.models import Board
from organisations.roles import roles_of

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from actions.models.recommendation import Recommendation
    from organisations.roles import AnyUser


class AdviceQuerySet(models.QuerySet["Advice"]):
    def visible_to(self, user: AnyUser) -> AdviceQuerySet:
        """The secretariat's own, drafts too. Once it is given: a meeting's with its minutes; any other to all who have a role
        on the board, and where it is published by a public board, to everybody.
        """
        roles = roles_of(user)
        if roles.sees_all:
            return self.all()
        of_meeting, given = Q(kind=Advice.Kind.MEETING), Q(given_on__isnull=False)
        published = Q(is_published=True, board__minutes_visible_to=Board.Visibility.PUBLIC)
        return self.filter(
            Q(board__in=roles.secretariat)
            | (given & of_meeting & minutes_seen_by(user, path="meeting__"))
            | (given & ~of_meeting & (Q(board__in=roles.boards) | published))
        )

    def editable_by(self, user: AnyUser) -> AdviceQuerySet:
        roles = roles_of(user)
        return self.all() if roles.sees_all else self.filter(board__in=roles.secretariat)

    def given(self) -> AdviceQuerySet:
        return self.filter(given_on__isnull=False)


class Advice(models.Model):
    """What a board advises others to do: a discussion paper, its answer to a consultation, a letter, or what a meeting
    recommended. It makes numbered recommendations. A draft until the day on which it is given.
    """

    class Kind(models.TextChoices):
        DISCUSSION_PAPER = "discussion_paper", "Discussion paper"
        CONSULTATION_RESPONSE = "consultation_response", "Consultation response"
        LETTER = "letter", "Letter"
        REPORT = "report", "Report"
        MEETING = "meeting", "Meeting"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="advice")
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=25, choices=Kind, default=Kind.DISCUSSION_PAPER)
    given_on = models.DateField("given on", null=True, blank=True, help_text="Empty while it is a draft.")
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="advice",
        help_text="The meeting that made or agreed it.",
    )
    document = models.ForeignKey(
        Document,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="advice",
        help_text="The paper, where it is one of a meeting’s papers.",
    )
    address = models.URLField("address on the web", blank=True, help_text="Where it was published.")
    response_due_on = models.DateField("responses due by", null=True, blank=True)
    is_published = models.BooleanField(
        "published", default=False, help_text="On a public board, everybody may read it and its recommendations."
    )
    added_at = models.DateTimeField(null=True, blank=True, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    objects = AdviceQuerySet.as_manager()
    history = HistoricalRecords()

    if TYPE_CHECKING:
        recommendations: RelatedManager[Recommendation]

    class Meta:
        ordering = (F("given_on").desc(nulls_first=True), "-pk")
        verbose_name_plural = "advice"
        indexes = (models.Index(fields=("board", "given_on"), name="advice_board_given"),)
        constraints = (
            models.CheckConstraint(
                condition=~Q(title=""),
                name="advice_has_title",
                violation_error_message="Enter the title.",
            ),
            models.CheckConstraint(
                condition=~Q(kind="meeting") | Q(meeting__isnull=False),
                name="advice_of_meeting_names_it",
                violation_error_message="Choose the meeting that recommended it.",
            ),
            models.CheckConstraint(
                condition=Q(response_due_on__isnull=True)
                | Q(given_on__isnull=True)
                | Q(response_due_on__gte=F("given_on")),
                name="advice_response_due_on_or_after_given",
                violation_error_message="Responses cannot be due before the advice is given.",
            ),
            models.CheckConstraint(
                condition=Q(is_published=False) | Q(given_on__isnull=False),
                name="advice_published_when_given",
                violation_error_message="A draft is not published: enter the day on which it was given.",
            ),
            models.CheckConstraint(
                condition=Q(added_at__isnull=True, added_by__isnull=True)
                | Q(added_at__isnull=False, added_by__isnull=False),
                name="advice_added_at_with_by",
                violation_error_message="When advice was added goes with who added it.",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("actions:advice_detail", args=[self.pk])

    def clean(self) -> None:
        if self.meeting and self.board_id and self.meeting.board_id != self.board_id:
            raise ValidationError({"meeting": "This is a meeting of another board."})
        if self.document and self.board_id and self.document.meeting.board_id != self.board_id:
            raise ValidationError({"document": "This is a paper of another board."})
