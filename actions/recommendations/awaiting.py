"""Who has still to answer a recommendation, for the pages that tell of a board."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.text import Truncator

from actions.models import Addressee, Recommendation

if TYPE_CHECKING:
    from organisations.models import Board
    from organisations.roles import AnyUser

LONGEST_TEXT = 240
COLUMNS = (
    "recommendation",
    "recommendation__number",
    "recommendation__kind",
    "recommendation__text",
    "recommendation__advice",
    "recommendation__advice__title",
    "recommendation__advice__given_on",
    "recommendation__advice__board",
    "organisation",
    "organisation__name",
    "organisation__acronym",
    "due",
)


@dataclass(frozen=True, slots=True)
class AwaitingRow:
    """One organisation that has not answered one recommendation."""

    recommendation: int
    name: str
    """ "Recommendation 7", "Offer 3"; the kind alone where it has no number."""
    text: str
    advice: int
    advice_title: str
    given_on: dt.date
    board: int
    organisation_pk: int
    organisation: str
    """The acronym, where there is one."""
    due: dt.date | None
    is_overdue: bool
    address: str


def awaiting_rows(
    boards: Iterable[Board] | None, user: AnyUser, *, on: dt.date, as_at: dt.date | None = None
) -> list[AwaitingRow]:
    """What waits today, or waited at the end of the day ``as_at``, of ``boards`` (None: of all that the user sees).

    The longest due first, those without a day last. Late is what was due before ``as_at``, or else before ``on``.
    """
    asked = Addressee.objects.visible_to(user)
    if boards is not None:
        asked = asked.of_boards(boards)
    asked = asked.as_at(as_at).awaiting_then() if as_at else asked.awaiting()
    rows = asked.sorted_by("due").values_list(*COLUMNS)
    return [_row(row, on=as_at or on) for row in rows]


def _row(row: tuple[Any, ...], *, on: dt.date) -> AwaitingRow:
    pk, number, kind, text, advice, title, given_on, board, organisation, name, acronym, due = row
    return AwaitingRow(
        recommendation=pk,
        name=f"{Recommendation.Kind(kind).label} {number}".strip(),
        text=Truncator(text).chars(LONGEST_TEXT),
        advice=advice,
        advice_title=title,
        given_on=given_on,
        board=board,
        organisation_pk=organisation,
        organisation=acronym or name,
        due=due,
        is_overdue=due is not None and due < on,
        address=reverse("actions:recommendation_detail", args=[pk]),
    )
