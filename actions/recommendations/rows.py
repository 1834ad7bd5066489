"""Recommendations as their register shows them: one row for each organisation that was asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.text import Truncator

from actions.models import Addressee, Answer
from organisations.dates import write_date

if TYPE_CHECKING:
    from actions.models.addressed import AddresseeQuerySet

LONGEST_TEXT = 240
COLUMNS = (
    "recommendation__number",
    "recommendation__kind",
    "recommendation__text",
    "recommendation__advice__title",
    "recommendation__advice__given_on",
    "recommendation__advice__board__name",
    "recommendation__advice__board__acronym",
    "organisation__name",
    "organisation__acronym",
    "answer",
    "answered_on",
)


@dataclass(frozen=True, slots=True)
class AskedRow:
    addressee: Addressee
    number: str
    """ "Recommendation 7", or the kind alone."""
    text: str
    answer: Answer
    answered_on: str
    given_on: str
    due_on: str
    is_overdue: bool


def with_columns(rows: AddresseeQuerySet) -> AddresseeQuerySet:
    """With what ``asked_rows`` shows, and no more."""
    joined = rows.select_related("recommendation__advice__board", "organisation").only(*COLUMNS)
    return joined.with_due()


def asked_rows(rows: Iterable[Addressee], *, on: dt.date, longest: int | None = LONGEST_TEXT) -> list[AskedRow]:
    """The rows fetched ``with_columns``, as they stand on the day ``on``, or then where they were fetched ``as_at`` that day."""
    return [_row(one, on=on, longest=longest) for one in rows]


def _row(one: Addressee, *, on: dt.date, longest: int | None) -> AskedRow:
    recommendation = one.recommendation
    answer = Answer(getattr(one, "answer_then", one.answer))
    answered_on: dt.date | None = getattr(one, "answered_then", one.answered_on)
    due: dt.date | None = one.due  # type: ignore[attr-defined]  # annotated
    return AskedRow(
        addressee=one,
        number=recommendation.name,
        text=Truncator(recommendation.text).chars(longest) if longest else recommendation.text,
        answer=answer,
        answered_on=write_date(answered_on) if answered_on and answer != Answer.AWAITING else "",
        given_on=write_date(recommendation.advice.given_on) if recommendation.advice.given_on else "",
        due_on=write_date(due) if due else "",
        is_overdue=answer == Answer.AWAITING and due is not None and due < on,
    )
