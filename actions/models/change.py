from __future__ import annotations

from django.conf import settings
from django.db import models

from meetings.models.frozen import FrozenRow
from organisations.dates import write_date


class ActionChange(FrozenRow):
    """Changes that were made to several actions at once, and are undone at once: each action has its own update."""

    summary = models.CharField(max_length=300)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    undoes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="undone_by_change"
    )

    class Meta:
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return f"{self.summary}, {write_date(self.made_at.date())}"
