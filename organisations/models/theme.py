from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from simple_history.models import HistoricalRecords

from organisations.dates import write_days
from organisations.models.board import Board
from organisations.roles import roles_of

if TYPE_CHECKING:
    from organisations.roles import AnyUser


class ThemeQuerySet(models.QuerySet["Theme"]):
    def visible_to(self, user: AnyUser) -> ThemeQuerySet:
        """Those of all boards, and those of boards that this user may see."""
        if roles_of(user).sees_all:
            return self.all()
        return self.filter(Q(board__isnull=True) | Q(board__in=Board.objects.visible_to(user)))

    def editable_by(self, user: AnyUser) -> ThemeQuerySet:
        """The secretariat keeps its board's; those of all boards, every secretariat, as it does the directory."""
        roles = roles_of(user)
        if roles.sees_all:
            return self.all()
        if not roles.secretariat:
            return self.none()
        return self.filter(Q(board__isnull=True) | Q(board__in=roles.secretariat))

    def offered_by(self, board: Board | int) -> ThemeQuerySet:
        """What the records of this board may be tagged with: its own themes and those of all boards."""
        return self.filter(Q(board__isnull=True) | Q(board=board))

    def on(self, day: dt.date) -> ThemeQuerySet:
        """Those in use on ``day``, its first and last days included; one without days is always in use."""
        return self.filter(Q(starts_on__isnull=True) | Q(starts_on__lte=day)).filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=day)
        )


class Theme(models.Model):
    """A subject that agenda items, actions and recommendations are tagged with: of one board, or of all.

    A priority of a workplan is a theme with a first and a last day.
    """

    board = models.ForeignKey(
        Board,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="themes",
        help_text="Empty for a theme of all boards.",
    )
    name = models.CharField(max_length=200, help_text="Such as “Accommodation”.")
    note = models.TextField("what it covers", blank=True)
    starts_on = models.DateField("from", null=True, blank=True, help_text="Of a priority in a workplan.")
    ends_on = models.DateField("to", null=True, blank=True, help_text="The last day; empty while it lasts.")

    objects = ThemeQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ("name", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(name=""),
                name="theme_has_name",
                violation_error_message="Enter the theme’s name.",
            ),
            models.UniqueConstraint(
                "board",
                Lower("name"),
                name="theme_name_unique_on_board",
                violation_error_message="This board already has a theme of this name.",
            ),
            models.UniqueConstraint(
                Lower("name"),
                condition=Q(board__isnull=True),
                name="theme_name_unique_for_all_boards",
                violation_error_message="There already is a theme of this name for all boards.",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="theme_ends_on_or_after_start",
                violation_error_message="A theme cannot end before it starts.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("theme_detail", args=[self.pk])

    @property
    def days(self) -> str:
        """Of a priority: "1 April 2026 to 31 March 2027"; empty where it has none."""
        return write_days(self.starts_on, self.ends_on)

    @property
    def label(self) -> str:
        """Its name; of a priority with its months, so that last year's is told from this year's."""
        months = " to ".join(f"{day:%B %Y}" for day in (self.starts_on, self.ends_on) if day)
        if self.starts_on and self.ends_on:
            return f"{self.name} ({months})"
        return f"{self.name} ({'from' if self.starts_on else 'until'} {months})" if months else self.name
