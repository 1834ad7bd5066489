from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from meetings.models.meeting import Meeting
from meetings.models.stages import minutes_seen_by, open_to
from organisations.roles import roles_of

if TYPE_CHECKING:
    from organisations.roles import AnyUser


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, user: AnyUser) -> DocumentQuerySet:
        """Papers: to members as soon as they are added, to others with the minutes.

        A source file is what was typed before this record was made: the secretariat alone sees it.
        """
        roles = roles_of(user)
        if roles.sees_all:
            return self.all()
        return self.filter(
            Q(meeting__board__in=roles.secretariat)
            | (
                Q(kind=Document.Kind.PAPER)
                & (Q(meeting__board__in=roles.member) | minutes_seen_by(user, path="meeting__"))
                & (Q(item__isnull=True) | open_to(user, path="item__"))
            )
        )

    def editable_by(self, user: AnyUser) -> DocumentQuerySet:
        roles = roles_of(user)
        return self.all() if roles.sees_all else self.filter(meeting__board__in=roles.secretariat)


class Document(models.Model):
    """A paper of a meeting, or the source file that its minutes were read from.

    The bytes are a row of their own (``DocumentContent``), so that no list ever reads them.
    """

    class Kind(models.TextChoices):
        PAPER = "paper", "Paper"
        SOURCE = "source", "Source of the minutes"

    class State(models.TextChoices):
        ATTACHED = "attached", "Attached"
        TO_FOLLOW = "to_follow", "To follow"
        TABLED = "tabled", "Tabled at the meeting"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PAPER)
    item = models.ForeignKey(
        "meetings.AgendaItem",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="papers",
        help_text="Empty for a paper of the whole meeting.",
    )
    state = models.CharField(max_length=10, choices=State, default=State.ATTACHED)
    title = models.CharField(max_length=300)
    file_name = models.CharField(max_length=255, blank=True)
    media_type = models.CharField(max_length=120, default="application/octet-stream")
    size = models.PositiveIntegerField(default=0, help_text="In bytes.")
    sha256 = models.CharField("fingerprint", max_length=64, blank=True, help_text="Empty while there is no file.")
    unplaced = models.JSONField(
        default=list, blank=True, help_text="Lines of the source that found no place in the record."
    )
    added_at = models.DateTimeField(null=True, blank=True, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        help_text="Empty, with the moment, for what a command on the server read in.",
    )

    objects = DocumentQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ("meeting", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("sha256",),
                condition=Q(kind="source"),
                name="document_source_read_once",
                violation_error_message="This file has been read in already.",
            ),
            models.CheckConstraint(
                condition=Q(added_at__isnull=True, added_by__isnull=True)
                | Q(added_at__isnull=False, added_by__isnull=False),
                name="document_added_at_with_by",
                violation_error_message="When a document was added goes with who added it.",
            ),
            models.CheckConstraint(
                condition=~Q(state="attached") | ~Q(sha256=""),
                name="document_attached_has_file",
                violation_error_message="Choose the file, or say that the paper is to follow.",
            ),
            models.CheckConstraint(
                condition=~Q(state="to_follow") | Q(sha256=""),
                name="document_to_follow_has_no_file",
                violation_error_message="A paper that is to follow has no file yet.",
            ),
            models.CheckConstraint(
                condition=~Q(kind="source") | Q(state="attached", item__isnull=True),
                name="document_source_is_of_whole_meeting",
                violation_error_message="The source of the minutes is a file, and of the whole meeting.",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meetings:document_download", args=[self.pk])

    def clean(self) -> None:
        if self.item_id and self.item and self.item.meeting_id != self.meeting_id:
            raise ValidationError({"item": "This item is on the agenda of another meeting."})

    @property
    def has_file(self) -> bool:
        """A paper that is to follow has none yet; one that was tabled may have been on paper alone."""
        return bool(self.sha256)


class DocumentContent(models.Model):
    """The bytes of a document, in the database: web processes hold no state, and a meeting and its
    source are recorded in one transaction or not at all.
    """

    document = models.OneToOneField(Document, on_delete=models.CASCADE, primary_key=True, related_name="content")
    data = models.BinaryField()

    def __str__(self) -> str:
        return f"content of document {self.pk}"
