from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from actions.models.action import Action
from meetings.models.frozen import FrozenQuerySet, FrozenRow
from organisations.dates import write_date

if TYPE_CHECKING:
    from collections.abc import Iterable


class ActionIssueQuerySet(FrozenQuerySet["ActionIssue"]):
    def latest_of(self, actions: Iterable[Action]) -> dict[int, ActionIssue]:
        """By the key of the action: what was issued of it last."""
        return {issue.action_id: issue for issue in self.filter(action__in=actions).order_by("pk")}


class ActionIssue(FrozenRow):
    """An action as it was given to the board before its minutes were cleared, word for word. Added, never changed."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="issues")
    text = models.TextField("action")
    owners = models.JSONField(blank=True, default=list, help_text="Their names, as words.")
    due_words = models.CharField("due", max_length=300, blank=True)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ActionIssueQuerySet.as_manager()

    class Meta:
        ordering = ("action", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(text=""),
                name="action_issue_has_text",
                violation_error_message="Enter what was issued.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.action}, issued on {write_date(timezone.localdate(self.issued_at))}"
