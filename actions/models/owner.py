from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from actions.models.action import Action

IS_SAID = {
    "person": Q(person__isnull=False),
    "organisation": Q(organisation__isnull=False),
    "role": ~Q(role=""),
    "seat": Q(seat__isnull=False),
    "words": ~Q(words=""),
}
NOT_SAID = {
    "person": Q(person__isnull=True),
    "organisation": Q(organisation__isnull=True),
    "role": Q(role=""),
    "seat": Q(seat__isnull=True),
    "words": Q(words=""),
}


def _one_of(*kinds: str) -> Q:
    """Exactly one of these is said."""
    condition = Q()
    for kind in kinds:
        one = IS_SAID[kind]
        for other in kinds:
            if other != kind:
                one &= NOT_SAID[other]
        condition |= one
    return condition


class ActionOwner(models.Model):
    """Who is answerable for an action: a person, an organisation, a role on the board, a seat, or a group in words.

    Owner, reporter (``ActionReport.reported_by``) and typist (``entered_by``) are three different things.
    """

    class Role(models.TextChoices):
        CHAIR = "chair", "Chair"
        SECRETARIAT = "secretariat", "Secretariat"
        MEMBERS = "members", "All members"
        OFFICIALS = "officials", "Officials"

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="owners")
    position = models.PositiveSmallIntegerField(default=0)
    person = models.ForeignKey(
        "organisations.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="actions_owned",
    )
    organisation = models.ForeignKey(
        "organisations.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="actions_owned",
    )
    role = models.CharField(max_length=15, choices=Role, blank=True)
    seat = models.ForeignKey(
        "organisations.Seat",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="actions_owned",
        help_text="Whoever holds it.",
    )
    words = models.CharField(
        "in words",
        max_length=300,
        blank=True,
        help_text="A group that is no record: “theme leads”.",
    )
    is_lead = models.BooleanField("leads", default=False)
    done_on = models.DateField("part done on", null=True, blank=True, help_text="Their part of a joint action.")

    history = HistoricalRecords()

    class Meta:
        ordering = ("action", "-is_lead", "position", "pk")
        constraints = (
            models.CheckConstraint(
                condition=_one_of("person", "organisation", "role", "seat", "words"),
                name="action_owner_is_one_of_person_organisation_role_seat_words",
                violation_error_message="An owner is a person, an organisation, a role, a seat or a group in words.",
            ),
            models.UniqueConstraint(
                fields=("action",),
                condition=Q(is_lead=True),
                name="action_owner_one_lead",
                violation_error_message="Only one owner may lead.",
            ),
            models.UniqueConstraint(
                fields=("action", "person"),
                name="action_owner_person_once",
                violation_error_message="This person owns the action already.",
            ),
            models.UniqueConstraint(
                fields=("action", "organisation"),
                name="action_owner_organisation_once",
                violation_error_message="This organisation owns the action already.",
            ),
            models.UniqueConstraint(
                fields=("action", "role"),
                condition=~Q(role=""),
                name="action_owner_role_once",
                violation_error_message="This role owns the action already.",
            ),
            models.UniqueConstraint(
                fields=("action", "seat"),
                name="action_owner_seat_once",
                violation_error_message="This seat owns the action already.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.seat and self.action_id and self.seat.board_id != self.action.board_id:
            raise ValidationError({"seat": "This seat is on another board."})

    @property
    def who(self) -> tuple[int | None, int | None, int | None, str, str]:
        """The same for two rows that name the same owner."""
        return self.person_id, self.organisation_id, self.seat_id, self.role, self.words

    @property
    def name(self) -> str:
        """As a list shows it: an organisation by its acronym where it has one."""
        if self.person:
            return self.person.name
        if self.organisation:
            return self.organisation.short_name
        if self.seat:
            return self.seat.title
        return self.get_role_display() if self.role else self.words
