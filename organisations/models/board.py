from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Min, Q
from django.db.models.functions import Lower
from django.urls import reverse
from simple_history.models import HistoricalRecords

from organisations.roles import roles_of

if TYPE_CHECKING:
    from organisations.roles import AnyUser


class BoardQuerySet(models.QuerySet["Board"]):
    def visible_to(self, user: AnyUser) -> BoardQuerySet:
        """Boards that this user has a role on, and boards that publish their minutes."""
        roles = roles_of(user)
        if roles.sees_all:
            return self.all()
        return self.filter(Q(pk__in=roles.boards) | Q(minutes_visible_to=Board.Visibility.PUBLIC))

    def editable_by(self, user: AnyUser) -> BoardQuerySet:
        """Boards whose secretariat this user is."""
        roles = roles_of(user)
        return self.all() if roles.sees_all else self.filter(pk__in=roles.secretariat)

    def for_list(self, user: AnyUser, *, on: dt.date) -> BoardQuerySet:
        """Boards by name with ``next_meeting_on``, the first on or after the day, where the user may know of it."""
        roles = roles_of(user)
        coming = Q(meetings__held_on__gte=on)
        if not roles.sees_all:
            coming &= Q(pk__in=roles.boards)
        with_next = self.select_related("secretariat").annotate(next_meeting_on=Min("meetings__held_on", filter=coming))
        return with_next.order_by("name", "pk")  # what groups rows drops the order of the model

    def for_board_page(self) -> BoardQuerySet:
        return self.select_related("parent", "secretariat")


class Board(models.Model):
    """A standing group that meets: board, advisory group, special interest group."""

    class Visibility(models.TextChoices):
        MEMBERS = "members", "Its members and officials"
        PUBLIC = "public", "Everybody, once published"

    class AttendanceOf(models.TextChoices):
        PEOPLE = "people", "People"
        ORGANISATIONS = "organisations", "Organisations"

    name = models.CharField(max_length=300)
    slug = models.SlugField(max_length=60, unique=True, help_text="In the board’s address, such as rr3.")
    acronym = models.CharField(max_length=30, blank=True, help_text="Such as RR3.")
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="groups",
        help_text="The board that this is a special interest group of.",
    )
    secretariat = models.ForeignKey(
        "organisations.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="boards_served",
        help_text="The organisation that runs the board.",
    )
    purpose = models.TextField(blank=True)
    reference_prefix = models.CharField(
        "prefix of action references",
        max_length=12,
        unique=True,
        validators=[RegexValidator(r"^[A-Z][A-Z0-9]*$", "Use capital letters and digits, such as RR3.")],
        help_text="Such as RR3, for RR3-42. References never change.",
    )
    quorum = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="Members who must be present.",
    )
    minutes_target_days = models.PositiveSmallIntegerField(
        "target for the minutes",
        null=True,
        blank=True,
        help_text="Days after a meeting within which its minutes are circulated.",
    )
    minutes_visible_to = models.CharField(
        "who may see its minutes",
        max_length=10,
        choices=Visibility,
        default=Visibility.MEMBERS,
        db_index=True,
    )
    attendance_of = models.CharField(
        "records the attendance of",
        max_length=15,
        choices=AttendanceOf,
        default=AttendanceOf.PEOPLE,
    )
    minutes_label = models.CharField("what it calls its minutes", max_length=60, default="Minutes")
    members_label = models.CharField("what it calls its members", max_length=60, default="Members")
    officials_label = models.CharField("what it calls its officials", max_length=60, default="Officials")
    closed_on = models.DateField(null=True, blank=True, help_text="The day it stopped meeting for good.")

    objects = BoardQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(
                Lower("name"),
                name="board_name_unique_whatever_the_capitals",
                violation_error_message="A board of this name already exists.",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="board_not_its_own_parent",
                violation_error_message="A board cannot be its own parent.",
            ),
            models.CheckConstraint(
                condition=Q(quorum__isnull=True) | Q(quorum__gte=1),
                name="board_quorum_at_least_one",
                violation_error_message="A quorum is at least one member.",
            ),
            models.CheckConstraint(
                condition=Q(minutes_target_days__isnull=True) | Q(minutes_target_days__gte=1),
                name="board_minutes_target_at_least_a_day",
                violation_error_message="A target for the minutes is at least one day.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("organisations:board_detail", args=[self.slug])

    @property
    def short_name(self) -> str:
        """The acronym where there is one: what fits a table's cell."""
        return self.acronym or self.name
