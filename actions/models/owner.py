from __future__ import annotations

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from actions.models.action import Action


class ActionOwner(models.Model):
    """Who is answerable for an action: a person, an organisation, a role on the board, or a group in words."""

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
    words = models.CharField(
        "in words",
        max_length=300,
        blank=True,
        help_text="A group that is no record: “theme leads”.",
    )
    is_lead = models.BooleanField("leads", default=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ("action", "-is_lead", "position", "pk")
        constraints = (
            models.CheckConstraint(
                condition=(
                    Q(person__isnull=False, organisation__isnull=True, role="", words="")
                    | Q(person__isnull=True, organisation__isnull=False, role="", words="")
                    | (Q(person__isnull=True, organisation__isnull=True, words="") & ~Q(role=""))
                    | (Q(person__isnull=True, organisation__isnull=True, role="") & ~Q(words=""))
                ),
                name="action_owner_is_one_of_person_organisation_role_words",
                violation_error_message="An owner is a person, an organisation, a role or a group in words.",
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
        )

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """As a list shows it: an organisation by its acronym where it has one."""
        if self.person:
            return self.person.name
        if self.organisation:
            return self.organisation.short_name
        return self.get_role_display() if self.role else self.words
