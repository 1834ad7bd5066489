"""What one reader is told on the page of a recommendation, and of the advice that made it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Prefetch

from actions.models import Action, Addressee, Answer, Recommendation, Response
from meetings.models import Document, Meeting

if TYPE_CHECKING:
    from organisations.models import Theme
    from organisations.roles import AnyUser


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One organisation that was asked: how it stands, and what was said on the way there."""

    addressee: Addressee
    answer: Answer
    is_overdue: bool
    responses: list[Response]
    """Those that the reader may see, the newest first."""
    is_behind: bool
    """How it stands was recorded where the reader does not see it (decision 4)."""


@dataclass(frozen=True, slots=True)
class RecommendationPage:
    recommendation: Recommendation
    due: dt.date | None
    lines: list[AnswerLine]
    themes: list[Theme]
    actions: list[Action]
    meetings: list[Meeting]
    superseded_by: Recommendation | None
    supersedes: list[Recommendation]
    document: Document | None
    made_at: Meeting | None


def recommendation_page(recommendation: Recommendation, user: AnyUser, *, on: dt.date) -> RecommendationPage:
    """Of one at hand with its advice, board and paragraph. Nine queries at most; what is hidden is left out."""
    advice = recommendation.advice
    due = recommendation.response_due_on or advice.response_due_on
    seen = Recommendation.objects.visible_to(user).select_related("advice")
    after = seen.filter(pk=recommendation.superseded_by_id).first() if recommendation.superseded_by_id else None
    document = Document.objects.visible_to(user).filter(pk=advice.document_id).first() if advice.document_id else None
    made_at = Meeting.objects.visible_to(user).filter(pk=advice.meeting_id).first() if advice.meeting_id else None
    return RecommendationPage(
        recommendation=recommendation,
        due=due,
        lines=answer_lines(recommendation, user, due=due, on=on),
        themes=list(recommendation.themes.all()),
        actions=list(
            Action.objects.visible_to(user).filter(recommendations=recommendation).order_by("board", "number")
        ),
        meetings=list(
            Meeting.objects.visible_to(user)
            .filter(recommendations=recommendation)
            .select_related("board")
            .order_by("held_on", "pk")
        ),
        superseded_by=after,
        supersedes=list(seen.filter(superseded_by=recommendation)),
        document=document,
        made_at=made_at,
    )


def answer_lines(
    recommendation: Recommendation, user: AnyUser, *, due: dt.date | None, on: dt.date
) -> list[AnswerLine]:
    """Two queries."""
    told = (
        Response.objects.visible_to(user)
        .select_related("recorded_in__item__meeting", "responded_by", "entered_by__person")
        .order_by("-responded_on", "-pk")
    )
    rows = recommendation.addressees.select_related("organisation").prefetch_related(
        Prefetch("responses", told, to_attr="told")
    )
    return [_line(one, due=due, on=on, is_given=recommendation.advice.given_on is not None) for one in rows]


def _line(one: Addressee, *, due: dt.date | None, on: dt.date, is_given: bool) -> AnswerLine:
    told: list[Response] = one.told  # type: ignore[attr-defined]  # prefetched
    return AnswerLine(
        addressee=one,
        answer=Answer(one.answer),
        is_overdue=is_given and one.answer == Answer.AWAITING and due is not None and due < on,
        responses=told,
        is_behind=one.answer != (told[0].answer_after if told else Answer.AWAITING),
    )
