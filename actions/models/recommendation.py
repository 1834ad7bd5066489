from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from actions.models.addressed import Addressee, Answer
from actions.models.advice import Advice
from meetings.models import paragraphs_seen_by
from meetings.models.frozen import FrozenQuerySet, FrozenRow
from organisations.dates import write_date
from organisations.roles import roles_of

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from organisations.roles import AnyUser


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    def visible_to(self, user: AnyUser) -> RecommendationQuerySet:
        """Those of advice that this user may see; one that was made in a paragraph, to who may read that."""
        roles = roles_of(user)
        if roles.sees_all:
            return self.all()
        in_sight = Q(raised_in__isnull=True) | paragraphs_seen_by(user, path="raised_in__item__")
        return self.filter(
            Q(advice__board__in=roles.secretariat)
            | (Q(advice__in=Advice.objects.visible_to(user).order_by().values("pk")) & in_sight)
        )

    def editable_by(self, user: AnyUser) -> RecommendationQuerySet:
        roles = roles_of(user)
        return self.all() if roles.sees_all else self.filter(advice__board__in=roles.secretariat)

    def given(self) -> RecommendationQuerySet:
        """Those of advice that is no longer a draft: a draft asks nobody, and is in no figure (decision 27)."""
        return self.filter(advice__given_on__isnull=False)


class Recommendation(models.Model):
    """One numbered recommendation or offer of a board, to one or more organisations. It is not an action: what is done about
    it is for those to whom it is addressed, and the actions and meetings that follow from it are named.
    """

    class Kind(models.TextChoices):
        RECOMMENDATION = "recommendation", "Recommendation"
        OFFER = "offer", "Offer"

    advice = models.ForeignKey(Advice, on_delete=models.PROTECT, related_name="recommendations")
    position = models.PositiveSmallIntegerField(default=0)
    number = models.CharField(max_length=20, blank=True, help_text="As printed: 7, 3a.")
    kind = models.CharField(max_length=15, choices=Kind, default=Kind.RECOMMENDATION)
    text = models.TextField()
    raised_in = models.ForeignKey(
        "meetings.Minute",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="recommendations",
        help_text="The paragraph of the minutes that made it; empty for a paper’s.",
    )
    response_due_on = models.DateField("response due by", null=True, blank=True)
    superseded_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="supersedes"
    )
    themes = models.ManyToManyField("organisations.Theme", blank=True, related_name="recommendations")
    actions = models.ManyToManyField("actions.Action", blank=True, related_name="recommendations")
    meetings = models.ManyToManyField("meetings.Meeting", blank=True, related_name="recommendations")

    objects = RecommendationQuerySet.as_manager()
    history = HistoricalRecords()

    if TYPE_CHECKING:
        addressees: RelatedManager[Addressee]

    class Meta:
        ordering = ("advice", "position", "pk")
        indexes = (models.Index(fields=("response_due_on",), name="recommendation_due"),)
        constraints = (
            models.CheckConstraint(
                condition=~Q(text=""),
                name="recommendation_has_text",
                violation_error_message="Enter what is recommended.",
            ),
            models.UniqueConstraint(
                fields=("advice", "number"),
                condition=~Q(number=""),
                name="recommendation_number_unique_in_advice",
                violation_error_message="There already is a recommendation of this number here.",
            ),
            models.CheckConstraint(
                condition=Q(superseded_by__isnull=True) | ~Q(superseded_by=F("id")),
                name="recommendation_not_superseded_by_itself",
                violation_error_message="A recommendation cannot be superseded by itself.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}" if self.number else self.text[:80]

    def get_absolute_url(self) -> str:
        return reverse("actions:recommendation_detail", args=[self.pk])

    @property
    def name(self) -> str:
        """ "Recommendation 7", "Offer 3"; the kind alone where it has no number."""
        return f"{self.get_kind_display()} {self.number}".strip()

    def clean(self) -> None:
        if self.raised_in and self.advice_id and self.raised_in.item.meeting.board_id != self.advice.board_id:
            raise ValidationError({"raised_in": "This paragraph is in the minutes of another board."})
        if self.superseded_by and self.advice_id and self.superseded_by.advice.board_id != self.advice.board_id:
            raise ValidationError({"superseded_by": "This is a recommendation of another board."})


class ResponseQuerySet(FrozenQuerySet["Response"]):
    def visible_to(self, user: AnyUser) -> ResponseQuerySet:
        """To who sees the recommendation; one that the minutes record, to who may read the paragraph."""
        roles = roles_of(user)
        if roles.sees_all:
            return self.all()
        seen = Recommendation.objects.visible_to(user).order_by().values("pk")
        in_sight = Q(recorded_in__isnull=True) | paragraphs_seen_by(user, path="recorded_in__item__")
        return self.filter(
            Q(addressee__recommendation__advice__board__in=roles.secretariat)
            | (Q(addressee__recommendation__in=seen) & in_sight)
        )


class Response(FrozenRow):
    """A dated row: what an organisation answered to a recommendation, by whom, and where it was reported. Only ever added."""

    addressee = models.ForeignKey(Addressee, on_delete=models.PROTECT, related_name="responses")
    responded_on = models.DateField(help_text="The day of the answer, or of the meeting that heard it.")
    answer_before = models.CharField(max_length=20, choices=Answer)
    answer_after = models.CharField("answer", max_length=20, choices=Answer)
    text = models.TextField("what was answered", blank=True)
    responded_by = models.ForeignKey(
        "organisations.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="responses"
    )
    responded_by_words = models.CharField(
        "answered by, in words", max_length=300, blank=True, help_text="Such as “the Prisons Minister”."
    )
    recorded_in = models.ForeignKey(
        "meetings.Minute",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="responses",
        help_text="The paragraph where it was reported; empty if between meetings.",
    )
    entered_at = models.DateTimeField(null=True, blank=True, editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    objects = ResponseQuerySet.as_manager()

    class Meta:
        ordering = ("addressee", "responded_on", "pk")
        indexes = (models.Index(fields=("addressee", "responded_on"), name="response_day"),)
        constraints = (
            models.CheckConstraint(
                condition=~Q(text="") | ~Q(answer_after=F("answer_before")),
                name="response_says_something",
                violation_error_message="Enter what was answered, or change the answer.",
            ),
            models.CheckConstraint(
                condition=Q(entered_at__isnull=True, entered_by__isnull=True)
                | Q(entered_at__isnull=False, entered_by__isnull=False),
                name="response_entered_at_with_by",
                violation_error_message="When a response was entered goes with who entered it.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_answer_after_display()}, {write_date(self.responded_on)}"
