from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from organisations.models.board import Board
from organisations.roles import roles_of

if TYPE_CHECKING:
    from organisations.roles import AnyUser


class Seat(models.Model):
    """A place on a board: a theme, a sector, a size of provider. Vacant when nobody holds it."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="seats")
    title = models.CharField(max_length=300, help_text="Such as “Large provider”.")
    position = models.PositiveSmallIntegerField(default=0, help_text="Lower comes first.")
    abolished_on = models.DateField(null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ("board", "position", "title")
        constraints = (
            models.UniqueConstraint(
                fields=("board", "title"),
                name="seat_title_unique_on_board",
                violation_error_message="This board already has a seat of this title.",
            ),
        )

    def __str__(self) -> str:
        return self.title


class MembershipQuerySet(models.QuerySet["Membership"]):
    def on(self, day: dt.date) -> MembershipQuerySet:
        """Memberships in force on ``day``, its first and last days included."""
        return self.filter(Q(starts_on__lte=day), Q(ends_on__isnull=True) | Q(ends_on__gte=day))

    def visible_to(self, user: AnyUser) -> MembershipQuerySet:
        return self.filter(board__in=Board.objects.visible_to(user))

    def editable_by(self, user: AnyUser) -> MembershipQuerySet:
        roles = roles_of(user)
        return self.all() if roles.sees_all else self.filter(board__in=roles.secretariat)

    def of_secretariat(self) -> MembershipQuerySet:
        return self.filter(role=Membership.Role.SECRETARIAT)

    def of_people_who_can_sign_in(self) -> MembershipQuerySet:
        return self.filter(person__user__is_active=True)

    def for_roster(self) -> MembershipQuerySet:
        """The memberships of one board, with everything that its page says of each."""
        return self.select_related("person", "organisation", "seat", "deputy")

    def known_to(self, user: AnyUser, *, on: dt.date) -> MembershipQuerySet:
        """All of the user's own boards; of other public boards, those in force: former members are not published."""
        rows, roles = self.visible_to(user), roles_of(user)
        return rows if roles.sees_all else rows.filter(Q(board__in=roles.boards) | Q(pk__in=self.on(on).values("pk")))

    def of_boards_of(self, user: AnyUser) -> MembershipQuerySet:
        """Those of boards on which the user has a role."""
        roles = roles_of(user)
        return self.all() if roles.sees_all else self.filter(board__in=roles.boards)

    def for_directory(self) -> MembershipQuerySet:
        """The memberships of one person or organisation, the latest first, with everything its page says."""
        return self.select_related("board", "seat", "person", "organisation").order_by(
            "-starts_on", "board__name", "pk"
        )


class Membership(models.Model):
    """Who belongs to a board from when to when, as what: a person, an organisation, or both.

    Only a membership that names a person gives that person's user a role (``organisations.roles``).
    """

    class Role(models.TextChoices):
        CHAIR = "chair", "Chair"
        DEPUTY_CHAIR = "deputy_chair", "Deputy chair"
        MEMBER = "member", "Member"
        OFFICIAL = "official", "Official"
        SECRETARIAT = "secretariat", "Secretariat"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="memberships")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships")
    person = models.ForeignKey(
        "organisations.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
    )
    organisation = models.ForeignKey(
        "organisations.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        help_text="The organisation that they represent here.",
    )
    role = models.CharField(max_length=15, choices=Role, default=Role.MEMBER)
    starts_on = models.DateField("from")
    ends_on = models.DateField("to", null=True, blank=True, help_text="The last day; empty while it lasts.")
    deputy = models.ForeignKey(
        "organisations.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="deputises_in",
        help_text="Who comes instead.",
    )

    objects = MembershipQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ("board", "role", "starts_on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(organisation__isnull=False),
                name="membership_is_of_person_or_organisation",
                violation_error_message="Name a person, an organisation, or both.",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="membership_ends_on_or_after_start",
                violation_error_message="A membership cannot end before it starts.",
            ),
            models.CheckConstraint(
                condition=Q(deputy__isnull=True) | Q(person__isnull=True) | ~Q(deputy=F("person")),
                name="membership_deputy_is_not_the_member",
                violation_error_message="A deputy is somebody else than the member.",
            ),
            models.UniqueConstraint(
                fields=("seat",),
                condition=Q(ends_on__isnull=True, seat__isnull=False),
                name="membership_seat_has_one_lasting_holder",
                violation_error_message="Somebody holds this seat: give that membership a last day first.",
            ),
        )
        indexes = (models.Index(fields=("board", "starts_on", "ends_on"), name="membership_board_term"),)

    def __str__(self) -> str:
        return f"{self.person or self.organisation}, {self.get_role_display().lower()}"

    def clean(self) -> None:
        if self.seat_id and self.board_id and self.seat and self.seat.board_id != self.board_id:
            raise ValidationError({"seat": "This seat is on another board."})
