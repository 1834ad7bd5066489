from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from meetings.models.meeting import Meeting, minutes_seen_by
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

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PAPER)
    title = models.CharField(max_length=300)
    file_name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=120, default="application/octet-stream")
    size = models.PositiveIntegerField(help_text="In bytes.")
    sha256 = models.CharField("fingerprint", max_length=64)
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
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meetings:document_download", args=[self.pk])


class DocumentContent(models.Model):
    """The bytes of a document, in the database: web processes hold no state, and a meeting and its
    source are recorded in one transaction or not at all.
    """

    document = models.OneToOneField(Document, on_delete=models.CASCADE, primary_key=True, related_name="content")
    data = models.BinaryField()

    def __str__(self) -> str:
        return f"content of document {self.pk}"
