"""To whom a recommendation is addressed, and how they stand to it: today, and at the end of an earlier day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from simple_history.models import HistoricalRecords

from organisations.roles import roles_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models.expressions import Combinable
    from django.db.models.fields.related_descriptors import RelatedManager

    from actions.models.recommendation import Response
    from organisations.models import Board
    from organisations.roles import AnyUser

GIVEN = "recommendation__advice__given_on"
SORTS = ("given", "due", "organisation", "answer", "board")


class Answer(models.TextChoices):
    """How an organisation stands to a recommendation."""

    AWAITING = "awaiting", "Awaiting a response"
    ACCEPTED = "accepted", "Accepted"
    ACCEPTED_IN_PART = "accepted_in_part", "Accepted in part"
    NOT_ACCEPTED = "not_accepted", "Not accepted"
    SUPERSEDED = "superseded", "Superseded"


def is_given() -> Q:
    """The advice was given: of a draft nobody has been asked anything."""
    return Q(**{f"{GIVEN}__isnull": False})


def is_awaiting() -> Q:
    return Q(answer="awaiting") & is_given()


def is_due_before(day: dt.date) -> Q:
    """By the day of its own, or else by that of the whole advice. Due today is not late."""
    own, whole = "recommendation__response_due_on", "recommendation__advice__response_due_on"
    return Q(**{f"{own}__lt": day}) | Q(**{f"{own}__isnull": True, f"{whole}__lt": day})


def is_overdue(*, on: dt.date) -> Q:
    return is_awaiting() & is_due_before(on)


def was_awaiting() -> Q:
    """As ``is_awaiting``, of those fetched ``as_at`` a day."""
    return Q(answer_then="awaiting")


def was_overdue(*, on: dt.date) -> Q:
    return was_awaiting() & is_due_before(on)


class AddresseeQuerySet(models.QuerySet["Addressee"]):
    def visible_to(self, user: AnyUser) -> AddresseeQuerySet:
        """Those of recommendations that this user sees. How each stands is a fact, whoever may read where it was reported."""
        from actions.models.recommendation import Recommendation

        if roles_of(user).sees_all:
            return self.all()
        return self.filter(recommendation__in=Recommendation.objects.visible_to(user).order_by().values("pk"))

    def of_boards(self, boards: Iterable[Board]) -> AddresseeQuerySet:
        return self.filter(recommendation__advice__board__in=list(boards))

    def on_theme(self, theme: int | None) -> AddresseeQuerySet:
        """Of recommendations that carry the theme; None is for those that carry none."""
        from actions.models.recommendation import Recommendation

        tagged = Recommendation.themes.through.objects.filter(recommendation=OuterRef("recommendation"))
        return self.filter(Exists(tagged.filter(theme=theme)) if theme else ~Exists(tagged))

    def given(self) -> AddresseeQuerySet:
        return self.filter(is_given())

    def awaiting(self) -> AddresseeQuerySet:
        return self.filter(is_awaiting())

    def overdue(self, *, on: dt.date) -> AddresseeQuerySet:
        return self.filter(is_overdue(on=on))

    def with_due(self) -> AddresseeQuerySet:
        """With ``due``: the day of its own, or else that of the whole advice."""
        return self.annotate(
            due=Coalesce(F("recommendation__response_due_on"), F("recommendation__advice__response_due_on"))
        )

    def as_at(self, day: dt.date) -> AddresseeQuerySet:
        """Those that had been asked by the end of ``day``, with ``answer_then`` and ``answered_then``: of the last response by
        then, or else awaiting, since no day. When a response is due is read as it is today.
        """
        from actions.models.recommendation import Response

        last = Response.objects.filter(addressee=OuterRef("pk"), responded_on__lte=day).order_by("-responded_on", "-pk")
        return self.filter(**{f"{GIVEN}__lte": day}).annotate(
            answer_then=Coalesce(Subquery(last.values("answer_after")[:1]), Value("awaiting")),
            answered_then=Subquery(last.exclude(answer_after="awaiting").values("responded_on")[:1]),
        )

    def awaiting_then(self) -> AddresseeQuerySet:
        return self.filter(was_awaiting())

    def overdue_then(self, *, on: dt.date) -> AddresseeQuerySet:
        return self.filter(was_overdue(on=on))

    def sorted_by(self, sort: str, *, answer: str = "answer") -> AddresseeQuerySet:
        """``sort`` is one of ``SORTS``, or such a word after a minus; anything else is latest given first."""
        word = sort.removeprefix("-")
        if word not in SORTS:
            sort, word = "-given", "given"
        by: dict[str, F | Case] = {
            "given": F(GIVEN),
            "due": F("due"),
            "organisation": F("organisation__name"),
            "answer": Case(
                *(When(**{answer: one}, then=Value(n)) for n, one in enumerate(Answer)), output_field=IntegerField()
            ),
            "board": F("recommendation__advice__board__name"),
        }
        key: Any = by[word].desc(nulls_last=True) if sort.startswith("-") else by[word].asc(nulls_last=True)
        rest: tuple[str | Combinable, ...] = (
            F(GIVEN).desc(),
            "recommendation__advice",
            "recommendation__position",
            "recommendation",
            "position",
            "pk",
        )
        return self.with_due().order_by(key, *rest)


class Addressee(models.Model):
    """An organisation to which a recommendation is addressed, and how it stands to it.

    The answer changes only through a ``Response``.
    """

    recommendation = models.ForeignKey("actions.Recommendation", on_delete=models.CASCADE, related_name="addressees")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="recommendations_to"
    )
    position = models.PositiveSmallIntegerField(default=0)
    answer = models.CharField(max_length=20, choices=Answer, default=Answer.AWAITING, editable=False)
    answered_on = models.DateField(null=True, blank=True, editable=False)

    objects = AddresseeQuerySet.as_manager()
    history = HistoricalRecords()

    if TYPE_CHECKING:
        responses: RelatedManager[Response]

    class Meta:
        ordering = ("recommendation", "position", "pk")
        indexes = (models.Index(fields=("organisation", "answer"), name="addressee_organisation_answer"),)
        constraints = (
            models.UniqueConstraint(
                fields=("recommendation", "organisation"),
                name="addressee_once",
                violation_error_message="It is addressed to this organisation already.",
            ),
            models.CheckConstraint(
                condition=Q(answer="awaiting", answered_on__isnull=True)
                | (~Q(answer="awaiting") & Q(answered_on__isnull=False)),
                name="addressee_answered_on_when_answered",
                violation_error_message="An answer has the day on which it was given.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_answer_display().lower()}"
