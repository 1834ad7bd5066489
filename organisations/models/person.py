from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Prefetch, Q
from django.db.models.functions import Lower
from django.urls import reverse
from simple_history.models import HistoricalRecords

from organisations.models.membership import Membership
from organisations.roles import roles_of

if TYPE_CHECKING:
    from organisations.models.board import Board
    from organisations.roles import AnyUser, Roles


def on_a_roll_read_by(roles: Roles) -> Q:
    """The rule of ``meetings.models.minutes_seen_by`` for members and officials, in the words of this lower app."""
    stage = "attendance__meeting__minutes_stage__in"
    return Q(**{"attendance__meeting__board__in": roles.member, stage: ("circulated", "approved", "published")}) | Q(
        **{"attendance__meeting__board__in": roles.official, stage: ("approved", "published")}
    )


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, user: AnyUser) -> PersonQuerySet:
        """The people who sit on a board of this user's, or came to one of its meetings, and themself.

        The secretariat of any board sees everybody, so as to match and not to double people. A roll is part of
        its minutes: who is on one that the user may not read yet is not told by it.
        """
        roles = roles_of(user)
        if roles.sees_all or roles.secretariat:
            return self.all()
        if not roles.any:
            return self.none()
        boards = roles.boards
        # Subqueries, not joins: a join would repeat a person per membership and per attendance.
        return self.filter(
            Q(pk__in=Person.objects.filter(memberships__board__in=boards).values("pk"))
            | Q(pk__in=Person.objects.filter(on_a_roll_read_by(roles)).values("pk"))
            | Q(user=user)
        )

    def matching(self, words: str) -> PersonQuerySet:
        """People with every one of the words in their name, other names, initials or job title."""
        found = self
        for word in words.split():
            elsewhere = PersonName.objects.filter(name__icontains=word).values("person")
            own = Q(name__icontains=word) | Q(initials__iexact=word) | Q(job_title__icontains=word)
            found = found.filter(own | Q(pk__in=elsewhere))
        return found

    def sitting_on(self, board: Board, *, on: dt.date) -> PersonQuerySet:
        return self.filter(pk__in=Membership.objects.filter(board=board).on(on).values("person"))

    def for_list(self, user: AnyUser, *, on: dt.date) -> PersonQuerySet:
        """People with ``seats_held``: their memberships in force on the day, on boards the user may see."""
        held = Membership.objects.visible_to(user).on(on).select_related("board").order_by("board__name", "pk")
        return self.select_related("organisation").prefetch_related(
            Prefetch("memberships", queryset=held, to_attr="seats_held")
        )


class Person(models.Model):
    """Somebody who attends, owns an action or holds a seat. A person need not be a user."""

    name = models.CharField(max_length=300)
    initials = models.CharField(max_length=10, blank=True, help_text="As minutes print them, such as AWa.")
    email = models.EmailField("e-mail address", blank=True)
    job_title = models.CharField(max_length=300, blank=True)
    organisation = models.ForeignKey(
        "organisations.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="person",
        help_text="The sign-in of this person, if they have one.",
    )

    objects = PersonQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ("name", "pk")
        verbose_name_plural = "people"
        indexes = (models.Index(Lower("name"), name="person_name_lower"),)
        constraints = (
            models.CheckConstraint(
                condition=~Q(name=""),
                name="person_has_name",
                violation_error_message="Enter the person’s name.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("organisations:person_detail", args=[self.pk])


class PersonName(models.Model):
    """Another name by which documents call a person: for matching."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="other_names")
    name = models.CharField(max_length=300)

    history = HistoricalRecords()

    class Meta:
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(
                "person",
                Lower("name"),
                name="person_other_name_once",
                violation_error_message="This person already has this name.",
            ),
        )

    def __str__(self) -> str:
        return self.name
