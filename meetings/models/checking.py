from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from meetings.models.meeting import Meeting


class AcceptedWarning(models.Model):
    """A warning of the check before circulating that was let stand, and why.

    ``key`` says what is warned of, so that what has changed since is warned of anew.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="accepted_warnings")
    key = models.CharField(max_length=200)
    reason = models.CharField(max_length=300)
    accepted_at = models.DateTimeField(editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, editable=False, related_name="+"
    )

    history = HistoricalRecords()

    class Meta:
        ordering = ("meeting", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("meeting", "key"),
                name="accepted_warning_once",
                violation_error_message="This warning is accepted already.",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="accepted_warning_has_reason",
                violation_error_message="Say why it may stand.",
            ),
        )

    def __str__(self) -> str:
        return self.key
