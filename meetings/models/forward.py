from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from meetings.models.agenda import AgendaItem
from meetings.models.stages import open_to
from organisations.roles import roles_of

if TYPE_CHECKING:
    import datetime as dt

    from meetings.models.meeting import Meeting
    from organisations.roles import AnyUser


class ForwardItemQuerySet(models.QuerySet["ForwardItem"]):
    def visible_to(self, user: AnyUser) -> ForwardItemQuerySet:
        """What a board has still to come to is for those with a role on it, also where its minutes are public.

        What is restricted, or has to do with a restricted item, before or after, is for those to whom that is open.
        """
        roles = roles_of(user)
        if roles.sees_all:
            return self.all()
        rows = self.filter(Q(is_restricted=False) | Q(board__in=roles.inside), board__in=roles.boards)
        for name in ("deferred", "came_from", "placed_as"):
            rows = rows.filter(Q(**{f"{name}__isnull": True}) | open_to(user, path=f"{name}__"))
        return rows

    def editable_by(self, user: AnyUser) -> ForwardItemQuerySet:
        roles = roles_of(user)
        return self.all() if roles.sees_all else self.filter(board__in=roles.secretariat)

    def waiting(self) -> ForwardItemQuerySet:
        return self.filter(placed_as__isnull=True)

    def waiting_for(self, meeting: Meeting) -> ForwardItemQuerySet:
        """What a newly planned ``meeting`` takes up: said before it, and not to wait until after it."""
        due = Q(not_before__isnull=True) | Q(not_before__lte=meeting.held_on)
        waiting = self.waiting().filter(due, board=meeting.board_id, said_on__lt=meeting.held_on)
        return waiting.order_by("said_on", "pk")

    def placed_from(self, day: dt.date) -> ForwardItemQuerySet:
        """On the agenda of a meeting on ``day`` or later."""
        return self.filter(placed_as__meeting__held_on__gte=day)

    def too_early_at(self, meeting: Meeting) -> ForwardItemQuerySet:
        """On the agenda of ``meeting``, which is before they were to come back: it was moved since."""
        return self.filter(placed_as__meeting=meeting, not_before__gt=meeting.held_on)

    def for_plan(self) -> ForwardItemQuerySet:
        """With what the plan says of each, in the order in which they come back."""
        return self.select_related(
            "deferred__meeting__board", "deferred__presenter", "presenter", "came_from__meeting", "placed_as__meeting"
        ).order_by(
            F("placed_as__meeting__held_on").asc(nulls_last=True),
            F("not_before").asc(nulls_first=True),
            "said_on",
            "pk",
        )


class ForwardItem(models.Model):
    """What a board is to come back to: it waits on the forward plan until a meeting that it fits is planned.

    Either a ``deferred`` item, which comes back as it was with the headings inside it, or something with a title of its
    own that was never on an agenda, or that an item said is to come back.
    """

    board = models.ForeignKey("organisations.Board", on_delete=models.CASCADE, related_name="forward_items")
    deferred = models.OneToOneField(
        AgendaItem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="waiting",
        help_text="The item that was deferred; it says its own title, presenter, purpose and minutes.",
    )
    title = models.CharField(max_length=500, blank=True)
    purpose = models.CharField(max_length=15, choices=AgendaItem.Purpose, default=AgendaItem.Purpose.DISCUSSION)
    presenter = models.ForeignKey(
        "organisations.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="forward_items"
    )
    minutes_allotted = models.PositiveSmallIntegerField(null=True, blank=True)
    not_before = models.DateField(
        null=True, blank=True, help_text="The first meeting from this day takes it. Empty for the next one."
    )
    said_on = models.DateField(help_text="The day that it was put on the plan, or of the meeting that said so.")
    is_restricted = models.BooleanField(
        "restricted",
        default=False,
        help_text="For the members and the secretariat alone, as the item it comes back as.",
    )
    came_from = models.ForeignKey(
        AgendaItem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="to_come_back",
        help_text="The item where it was said.",
    )
    note = models.CharField(max_length=300, blank=True)
    placed_as = models.OneToOneField(
        AgendaItem,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="forward_item",
        help_text="The item that it came back as.",
    )

    objects = ForwardItemQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ("board", "not_before", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(deferred__isnull=True) ^ Q(title=""),
                name="forward_item_has_title_or_was_deferred",
                violation_error_message="Enter the title, unless it is a deferred item.",
            ),
            models.CheckConstraint(
                condition=Q(minutes_allotted__isnull=True) | Q(minutes_allotted__gte=1, minutes_allotted__lte=600),
                name="forward_item_allotted_1_to_600_minutes",
                violation_error_message="Allot between 1 and 600 minutes.",
            ),
            models.CheckConstraint(
                condition=Q(placed_as__isnull=True) | Q(deferred__isnull=True) | ~Q(placed_as=F("deferred")),
                name="forward_item_comes_back_as_another",
                violation_error_message="A deferred item comes back as an item of a later meeting.",
            ),
        )

    def __str__(self) -> str:
        return self.deferred.title if self.deferred else self.title

    def get_absolute_url(self) -> str:
        return f"{reverse('meetings:forward_plan', args=[self.board.slug])}#forward-{self.pk}"

    @property
    def source(self) -> AgendaItem | None:
        """The item of an earlier meeting that it goes back to."""
        return self.deferred or self.came_from

    @property
    def is_hidden_from_others(self) -> bool:
        """The same rule as ``visible_to``, for one fetched ``for_plan``."""
        items = (self.deferred, self.came_from, self.placed_as)
        return self.is_restricted or any(item.is_restricted for item in items if item)

    @property
    def says(self) -> AgendaItem | ForwardItem:
        """Whose title, presenter, purpose and minutes it has."""
        return self.deferred or self
