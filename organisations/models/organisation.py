from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Prefetch, Q
from django.db.models.functions import Lower
from django.urls import reverse
from simple_history.models import HistoricalRecords

from organisations.models.membership import Membership
from organisations.roles import roles_of

if TYPE_CHECKING:
    from organisations.roles import AnyUser


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def visible_to(self, user: AnyUser) -> OrganisationQuerySet:
        """All organisations for whoever has a role on a board; none for anybody else."""
        return self.all() if roles_of(user).any else self.none()

    def matching(self, words: str) -> OrganisationQuerySet:
        """Organisations with every one of the words in their name, acronym or other names."""
        found = self
        for word in words.split():
            elsewhere = OrganisationName.objects.filter(name__icontains=word).values("organisation")
            found = found.filter(Q(name__icontains=word) | Q(acronym__icontains=word) | Q(pk__in=elsewhere))
        return found

    def for_list(self, user: AnyUser, *, on: dt.date) -> OrganisationQuerySet:
        """Organisations with ``seats_held``: their memberships in force on the day, on boards the user may see."""
        held = Membership.objects.visible_to(user).on(on).select_related("board").order_by("board__name", "pk")
        return self.select_related("succeeded_by").prefetch_related(
            Prefetch("memberships", queryset=held, to_attr="seats_held")
        )


class Organisation(models.Model):
    """A body: a charity, a police force, a prison, a department, a company."""

    class Sector(models.TextChoices):
        VOLUNTARY = "voluntary", "Voluntary sector"
        CENTRAL_GOVERNMENT = "central_government", "Central government"
        LOCAL_GOVERNMENT = "local_government", "Local government"
        POLICE = "police", "Police"
        PRISON = "prison", "Prison"
        PROBATION = "probation", "Probation"
        COURTS = "courts", "Courts"
        HEALTH = "health", "Health"
        PRIVATE = "private", "Private sector"
        OTHER = "other", "Other"

    name = models.CharField(max_length=300)
    acronym = models.CharField(max_length=30, blank=True, db_index=True, help_text="Such as HMPPS.")
    sector = models.CharField(max_length=30, choices=Sector, default=Sector.OTHER, db_index=True)
    website = models.URLField(blank=True)
    succeeded_by = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        help_text="The body that took over its work.",
    )

    objects = OrganisationQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(
                Lower("name"),
                name="organisation_name_unique_whatever_the_capitals",
                violation_error_message="An organisation of this name already exists.",
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="organisation_has_name",
                violation_error_message="Enter the organisation’s name.",
            ),
            models.CheckConstraint(
                condition=Q(succeeded_by__isnull=True) | ~Q(succeeded_by=F("id")),
                name="organisation_not_succeeded_by_itself",
                violation_error_message="An organisation cannot be succeeded by itself.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.acronym})" if self.acronym else self.name

    def get_absolute_url(self) -> str:
        return reverse("organisations:organisation_detail", args=[self.pk])

    @property
    def short_name(self) -> str:
        """The acronym where there is one: what fits a table's cell."""
        return self.acronym or self.name


class OrganisationName(models.Model):
    """A former name of an organisation, or another that documents use: for matching."""

    class Kind(models.TextChoices):
        FORMER = "former", "Former name"
        ALIAS = "alias", "Also known as"

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="other_names")
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.ALIAS)

    history = HistoricalRecords()

    class Meta:
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(
                Lower("name"),
                name="organisation_other_name_means_one_organisation",
                violation_error_message="This name already stands for an organisation.",
            ),
        )

    def __str__(self) -> str:
        return self.name
