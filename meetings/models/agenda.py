from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from meetings.models.meeting import Meeting
from meetings.models.stages import open_to, paragraphs_seen_by
from organisations.roles import roles_of

if TYPE_CHECKING:
    from organisations.roles import AnyUser


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    def visible_to(self, user: AnyUser) -> AgendaItemQuerySet:
        """Items whose title this user may read. That there is a restricted one, others know: ``meetings.restricting``."""
        return self.filter(open_to(user), meeting__in=Meeting.objects.visible_to(user))

    def editable_by(self, user: AnyUser) -> AgendaItemQuerySet:
        roles = roles_of(user)
        return self.all() if roles.sees_all else self.filter(meeting__board__in=roles.secretariat)

    def for_agenda(self) -> AgendaItemQuerySet:
        """With what an agenda says of each: who presents it, its themes, where it came from and when it comes back."""
        return self.select_related(
            "presenter", "came_from__meeting__board", "waiting", "forward_item__came_from__meeting"
        ).prefetch_related("returned_as__meeting", "themes")


class AgendaItem(models.Model):
    """A heading for discussion, numbered as the board prints it; old minutes hold some without a number."""

    class Purpose(models.TextChoices):
        DISCUSSION = "discussion", "For discussion"
        DECISION = "decision", "For decision"
        INFORMATION = "information", "For information"

    class Kind(models.TextChoices):
        ORDINARY = "ordinary", "Ordinary"
        WELCOME = "welcome", "Welcome and apologies"
        LAST_MINUTES = "last_minutes", "Minutes of the last meeting"
        OUTSTANDING_ACTIONS = "outstanding_actions", "Outstanding actions"
        OTHER_BUSINESS = "other_business", "Any other business"
        NEXT_MEETING = "next_meeting", "Date of next meeting"
        ACTION_LOG = "action_log", "Action log"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=20, blank=True, help_text="As printed: 4. Empty for a heading without one.")
    depth = models.PositiveSmallIntegerField(default=1, help_text="1 for an item, 2 for a heading inside it.")
    title = models.CharField(max_length=500)
    presenter = models.ForeignKey(
        "organisations.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="presented_items",
    )
    purpose = models.CharField(max_length=15, choices=Purpose, default=Purpose.DISCUSSION)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.ORDINARY)
    minutes_allotted = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="The times beside the agenda are worked out from these."
    )
    is_restricted = models.BooleanField(
        "restricted",
        default=False,
        help_text="For the members and the secretariat alone. A heading inside a restricted item is restricted too.",
    )
    is_late = models.BooleanField("late item", default=False, help_text="Added after the agenda went out.")
    is_deferred = models.BooleanField("deferred", default=False, help_text="Not taken here: it comes back later.")
    came_from = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="returned_as",
        help_text="The item of an earlier meeting that was deferred to this one.",
    )
    themes = models.ManyToManyField("organisations.Theme", blank=True, related_name="items")

    objects = AgendaItemQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ("meeting", "position", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(title=""),
                name="agenda_item_has_title",
                violation_error_message="Enter the item’s title.",
            ),
            models.CheckConstraint(
                condition=Q(depth__gte=1, depth__lte=2),
                name="agenda_item_depth_1_or_2",
                violation_error_message="A heading is an item (1) or inside one (2).",
            ),
            models.CheckConstraint(
                condition=Q(minutes_allotted__isnull=True) | Q(minutes_allotted__gte=1, minutes_allotted__lte=600),
                name="agenda_item_allotted_1_to_600_minutes",
                violation_error_message="Allot between 1 and 600 minutes.",
            ),
            models.CheckConstraint(
                condition=Q(came_from__isnull=True) | ~Q(came_from=F("id")),
                name="agenda_item_came_from_another",
                violation_error_message="An item cannot be deferred from itself.",
            ),
            models.UniqueConstraint(
                fields=("came_from",),
                name="agenda_item_comes_back_once",
                violation_error_message="This item has been deferred to a meeting already.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number}. {self.title}" if self.number else self.title

    def get_absolute_url(self) -> str:
        return f"{reverse('meetings:meeting_detail', args=[self.meeting_id])}#item-{self.pk}"


class MinuteQuerySet(models.QuerySet["Minute"]):
    def visible_to(self, user: AnyUser) -> MinuteQuerySet:
        return self.filter(paragraphs_seen_by(user))

    def editable_by(self, user: AnyUser) -> MinuteQuerySet:
        roles = roles_of(user)
        return self.all() if roles.sees_all else self.filter(item__meeting__board__in=roles.secretariat)

    def cited(self) -> MinuteQuerySet:
        """With the item and meeting that ``citation`` and ``get_absolute_url`` need."""
        return self.select_related("item__meeting__board")


class Minute(models.Model):
    """One numbered paragraph under an agenda item: 8, 8.2, 8.2.1. Actions and updates cite it."""

    class Kind(models.TextChoices):
        DISCUSSION = "discussion", "Discussion"
        DECISION = "decision", "Decision"
        ACTION = "action", "Action"
        PROGRESS = "progress", "Progress"

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="minutes")
    position = models.PositiveSmallIntegerField()
    level = models.PositiveSmallIntegerField(
        default=2,
        choices=[(1, "1"), (2, "1.1"), (3, "1.1.1")],
        help_text="How deep it is numbered.",
    )
    number = models.CharField(max_length=20, blank=True, help_text="As printed: 8.2.1.")
    kind = models.CharField(max_length=15, choices=Kind, default=Kind.DISCUSSION)
    text = models.TextField()

    objects = MinuteQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ("item", "position", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(level__gte=1, level__lte=3),
                name="minute_level_1_to_3",
                violation_error_message="Paragraphs are numbered to three levels: 1, 1.1 and 1.1.1.",
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="minute_has_text",
                violation_error_message="Enter the text of the paragraph.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.text}"[:80].strip()

    def get_absolute_url(self) -> str:
        return f"{reverse('meetings:meeting_detail', args=[self.item.meeting_id])}#minute-{self.pk}"

    @property
    def citation(self) -> str:
        """How others refer to it: "paragraph 8.2.1", or by its heading where the paragraph has no number."""
        return f"paragraph {self.number}" if self.number else f"“{self.item.title}”"
