"""The register of recommendations as a file for a spreadsheet: the same rows as on the screen, all pages of them."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from actions.csv import BYTE_ORDER_MARK, ROWS_AT_ONCE, _Line, guarded
from actions.recommendations.rows import asked_rows

if TYPE_CHECKING:
    from actions.models.addressed import AddresseeQuerySet

HEADINGS = (
    "Board",
    "Made in",
    "Given on",
    "Number",
    "Kind",
    "Recommendation",
    "Organisation asked",
    "Answer",
    "Answered on",
    "Response due",
    "Overdue",
)


def csv_lines(rows: AddresseeQuerySet, *, on: dt.date) -> Iterator[str]:
    """The lines of the file, of rows fetched ``with_columns``, all for their reader alone. One query, whatever the length."""
    writer = csv.writer(_Line())
    yield BYTE_ORDER_MARK + writer.writerow(HEADINGS)
    for one in asked_rows_of(rows, on=on):
        yield writer.writerow(guarded(one))


def asked_rows_of(rows: AddresseeQuerySet, *, on: dt.date) -> Iterator[tuple[str, ...]]:
    for addressee in rows.iterator(chunk_size=ROWS_AT_ONCE):
        (row,) = asked_rows([addressee], on=on, longest=None)
        recommendation, advice = addressee.recommendation, addressee.recommendation.advice
        answered: dt.date | None = getattr(addressee, "answered_then", addressee.answered_on)
        due: dt.date | None = addressee.due  # type: ignore[attr-defined]  # annotated
        yield (
            advice.board.name,
            advice.title,
            advice.given_on.isoformat() if advice.given_on else "",
            recommendation.number,
            str(recommendation.get_kind_display()),
            recommendation.text,
            str(addressee.organisation),
            str(row.answer.label),
            answered.isoformat() if answered and row.answered_on else "",
            due.isoformat() if due else "",
            "Overdue" if row.is_overdue else "",
        )
