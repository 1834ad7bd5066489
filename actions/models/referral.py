from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, Value, When
from django.urls import reverse

from actions.models.action import Action
from organisations.roles import roles_of

if TYPE_CHECKING:
    from organisations.roles import AnyUser


class ReferralQuerySet(models.QuerySet["Referral"]):
    def waiting(self) -> ReferralQuerySet:
        return self.filter(state=Referral.State.ASKED)

    def asked_of(self, user: AnyUser) -> ReferralQuerySet:
        """Asked of a board whose secretariat this user is."""
        roles = roles_of(user)
        return self.all() if roles.sees_all else self.filter(to_board__in=roles.secretariat)

    def of_secretariat(self, user: AnyUser) -> ReferralQuerySet:
        """Asked of, or by, a board whose secretariat this user is: theirs to read in full. Those that wait come first."""
        roles = roles_of(user)
        ours = Q(to_board__in=roles.secretariat) | Q(action__board__in=roles.secretariat)
        is_waiting = Case(When(state=Referral.State.ASKED, then=Value(0)), default=Value(1))
        rows = self.all() if roles.sees_all else self.filter(ours)
        return rows.select_related("action__board", "to_board", "became").order_by(is_waiting, "-asked_at", "-pk")

    def visible_to(self, user: AnyUser) -> ReferralQuerySet:
        """To who sees the action that was referred or the one that it became; asked, to the other secretariat too."""
        roles = roles_of(user)
        if roles.sees_all:
            return self.all()
        seen = Action.objects.visible_to(user).values("pk")
        return self.filter(Q(action__in=seen) | Q(became__in=seen) | Q(to_board__in=roles.secretariat))


class Referral(models.Model):
    """One board asks another to take an action on, which it accepts, as an action of its own, or declines with a reason."""

    class State(models.TextChoices):
        ASKED = "asked", "Waiting for an answer"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="referrals")
    to_board = models.ForeignKey("organisations.Board", on_delete=models.PROTECT, related_name="referrals")
    reason = models.TextField()
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answer = models.TextField(blank=True)
    became = models.OneToOneField(Action, on_delete=models.PROTECT, null=True, blank=True, related_name="referred_from")

    objects = ReferralQuerySet.as_manager()

    class Meta:
        ordering = ("-asked_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("action",),
                condition=Q(state="asked"),
                name="referral_one_asked_at_a_time",
                violation_error_message="This action waits for another board’s answer already.",
            ),
            models.CheckConstraint(
                condition=Q(state="asked", answered_at__isnull=True, answered_by__isnull=True)
                | (~Q(state="asked") & Q(answered_at__isnull=False, answered_by__isnull=False)),
                name="referral_answered_at_with_by",
                violation_error_message="A referral that was answered says when and by whom.",
            ),
            models.CheckConstraint(
                condition=Q(became__isnull=True) | Q(state="accepted"),
                name="referral_becomes_an_action_when_accepted",
                violation_error_message="Only a referral that was accepted becomes an action.",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(answer=""),
                name="referral_declined_with_reason",
                violation_error_message="Say why it is declined.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.action}, {self.to_board}"

    def get_absolute_url(self) -> str:
        return reverse("actions:referral_detail", args=[self.pk])

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.ASKED
