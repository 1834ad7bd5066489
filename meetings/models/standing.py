from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from meetings.models.agenda import AgendaItem
from organisations.roles import roles_of

if TYPE_CHECKING:
    from organisations.roles import AnyUser


class StandingItemQuerySet(models.QuerySet["StandingItem"]):
    def editable_by(self, user: AnyUser) -> StandingItemQuerySet:
        roles = roles_of(user)
        return self.all() if roles.sees_all else self.filter(board__in=roles.secretariat)


class StandingItem(models.Model):
    """What stands on every agenda of a board. A board without any has those of ``services.planning.USUAL``."""

    board = models.ForeignKey("organisations.Board", on_delete=models.CASCADE, related_name="standing_items")
    position = models.PositiveSmallIntegerField(default=0, help_text="Lower comes first.")
    title = models.CharField(max_length=500)
    kind = models.CharField(max_length=20, choices=AgendaItem.Kind, default=AgendaItem.Kind.ORDINARY)
    purpose = models.CharField(max_length=15, choices=AgendaItem.Purpose, default=AgendaItem.Purpose.DISCUSSION)
    minutes_allotted = models.PositiveSmallIntegerField(null=True, blank=True)
    is_restricted = models.BooleanField(
        "restricted", default=False, help_text="For the members and the secretariat alone."
    )

    objects = StandingItemQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ("board", "position", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(title=""),
                name="standing_item_has_title",
                violation_error_message="Enter the item’s title.",
            ),
            models.UniqueConstraint(
                fields=("board", "kind"),
                condition=~Q(kind="ordinary"),
                name="standing_item_kind_once",
                violation_error_message="The board has a standing item of this kind.",
            ),
            models.CheckConstraint(
                condition=Q(minutes_allotted__isnull=True) | Q(minutes_allotted__gte=1, minutes_allotted__lte=600),
                name="standing_item_allotted_1_to_600_minutes",
                violation_error_message="Allot between 1 and 600 minutes.",
            ),
        )

    def __str__(self) -> str:
        return self.title
