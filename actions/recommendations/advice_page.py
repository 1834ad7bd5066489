"""Advice as its list and its page show it to one reader."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import django_filters
from django.db.models import Prefetch
from django.http import QueryDict

from actions.filter_choices import board_choices
from actions.forms.selects import QuickSelect
from actions.models import Addressee, Advice, Answer, Recommendation
from actions.models.advice import AdviceQuerySet
from actions.recommendations.figures import Answers, answers_by, answers_of
from meetings.models import Document, Meeting

if TYPE_CHECKING:
    from organisations.roles import AnyUser


class AdviceFilter(django_filters.FilterSet):  # type: ignore[misc]  # django-filter ships no types
    board = django_filters.ChoiceFilter(
        method="of_board", label="Board", choices=(), empty_label="All boards", widget=QuickSelect
    )
    kind = django_filters.ChoiceFilter(
        method="of_kind", label="Kind", choices=Advice.Kind.choices, empty_label="All kinds"
    )

    def __init__(self, data: QueryDict, *, user: AnyUser) -> None:
        super().__init__(data, queryset=Advice.objects.visible_to(user))
        self.filters["board"].extra["choices"] = board_choices(user)

    def of_board(self, rows: AdviceQuerySet, name: str, value: str) -> AdviceQuerySet:
        return rows.filter(board__slug=value)

    def of_kind(self, rows: AdviceQuerySet, name: str, value: str) -> AdviceQuerySet:
        return rows.filter(kind=value)


@dataclass(frozen=True, slots=True)
class AdviceRow:
    advice: Advice
    answers: Answers | None
    """None where nobody has been asked anything that the reader sees."""


def advice_rows(advice: Iterable[Advice], user: AnyUser, *, on: dt.date) -> list[AdviceRow]:
    """One query for the answers of all."""
    shown = list(advice)
    answers = {row.pk: row for row in answers_by("advice", {one.board for one in shown}, user, on=on)}
    return [AdviceRow(one, answers.get(one.pk)) for one in shown]


@dataclass(frozen=True, slots=True)
class Asked:
    organisation: str
    answer: Answer
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class RecommendationLine:
    recommendation: Recommendation
    asked: list[Asked]


@dataclass(frozen=True, slots=True)
class AdvicePage:
    lines: list[RecommendationLine]
    answers: Answers
    meeting: Meeting | None
    document: Document | None


def advice_page(advice: Advice, user: AnyUser, *, on: dt.date) -> AdvicePage:
    """Five queries; what is hidden is left out."""
    meeting = Meeting.objects.visible_to(user).filter(pk=advice.meeting_id).first() if advice.meeting_id else None
    document = Document.objects.visible_to(user).filter(pk=advice.document_id).first() if advice.document_id else None
    addressees = Addressee.objects.select_related("organisation").only(
        "recommendation", "answer", "organisation__name", "organisation__acronym"
    )
    rows = Recommendation.objects.visible_to(user).filter(advice=advice).order_by("position", "pk")
    return AdvicePage(
        lines=[_line(one, advice, on=on) for one in rows.prefetch_related(Prefetch("addressees", addressees))],
        answers=answers_of(None, user, on=on, advice=advice.pk),
        meeting=meeting,
        document=document,
    )


def _line(recommendation: Recommendation, advice: Advice, *, on: dt.date) -> RecommendationLine:
    due = recommendation.response_due_on or advice.response_due_on
    late = advice.given_on is not None and due is not None and due < on
    return RecommendationLine(
        recommendation,
        [
            Asked(row.organisation.short_name, Answer(row.answer), late and row.answer == Answer.AWAITING)
            for row in recommendation.addressees.all()
        ],
    )
