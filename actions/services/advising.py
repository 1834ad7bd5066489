"""Advice, and the recommendations that it makes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from actions.models import Addressee, Advice, Recommendation, Response
from actions.permissions import can_edit_advice
from organisations.dates import write_date
from organisations.services.saving import save_changed, sign

if TYPE_CHECKING:
    from meetings.models import Minute
    from organisations.models import Organisation, Theme, User

MOST_AT_ONCE = 150


@dataclass(frozen=True, slots=True)
class Recommended:
    """One recommendation as it is to be recorded."""

    text: str
    to: tuple[Organisation, ...]
    number: str = ""
    kind: str = Recommendation.Kind.RECOMMENDATION.value
    response_due_on: dt.date | None = None
    raised_in: Minute | None = None
    themes: tuple[Theme, ...] = ()


@transaction.atomic
def save_advice(advice: Advice, *, by: User, at: dt.datetime, after: int | None = None) -> Advice:
    """What was filled in of advice, new or known, is recorded; with a day on which it was given it is a draft no more.

    ``after`` is the key of the board's newest advice when the form was drawn, 0 for none: new advice sent twice is recorded once.
    Refuses, with a ``ValidationError``, who is not of the board's secretariat, what its constraints refuse, and for
    advice that has been answered a day later than its first answer, or none.
    """
    if not can_edit_advice(by, advice):
        raise ValidationError("Only the secretariat of the board keeps its advice.")
    if advice._state.adding:
        type(advice.board).objects.select_for_update().get(pk=advice.board_id)
        if after is not None and (twin := _twin(advice, after)):
            return twin
        advice.added_at, advice.added_by = at, by
    else:
        Advice.objects.select_for_update().get(pk=advice.pk)
        first = Response.objects.filter(addressee__recommendation__advice=advice).order_by("responded_on").first()
        if first and (advice.given_on is None or advice.given_on > first.responded_on):
            answered = write_date(first.responded_on)
            raise ValidationError({"given_on": f"It was answered on {answered}: it was given by then."})
    save_changed(advice, by=by)
    return advice


def _twin(advice: Advice, after: int) -> Advice | None:
    same = {"title": advice.title, "kind": advice.kind, "given_on": advice.given_on, "meeting": advice.meeting}
    return Advice.objects.filter(board=advice.board_id, pk__gt=after, **same).first()


@transaction.atomic
def add_recommendations(
    advice: Advice, rows: Sequence[Recommended], *, by: User, after: int | None = None
) -> list[Recommendation]:
    """The rows become recommendations of the advice, after those that it has: all of them or none.

    ``after`` is the key of its newest recommendation when the form was drawn, 0 for none: the same list sent twice is
    recorded once. Refuses, with a ``ValidationError``, who is not of the board's secretariat, a row that is addressed to
    nobody, a number that there is already, and what the constraints refuse.
    """
    held = Advice.objects.select_for_update(of=("self",)).select_related("board").get(pk=advice.pk)
    if not can_edit_advice(by, held):
        raise ValidationError("Only the secretariat of the board keeps its advice.")
    if after is not None:
        since = list(held.recommendations.filter(pk__gt=after).order_by("pk")[: len(rows)])
        if since and [(one.number, one.text) for one in since] == [
            (row.number.strip(), _lines(row.text)) for row in rows
        ]:
            return since
    if len(rows) > MOST_AT_ONCE:
        raise ValidationError(f"These are more than {MOST_AT_ONCE}. Add them in parts.")
    last = held.recommendations.aggregate(last=Max("position"))["last"] or 0
    return [_add(held, row, position=last + n, by=by) for n, row in enumerate(rows, start=1)]


def _add(advice: Advice, row: Recommended, *, position: int, by: User) -> Recommendation:
    recommendation = Recommendation(advice=advice, position=position)
    try:
        _fill(recommendation, row, by=by)
    except ValidationError as refusal:
        name = recommendation.name if recommendation.number else f"Entry {position}"
        raise ValidationError([f"{name}: {message}" for message in refusal.messages]) from None
    return recommendation


@transaction.atomic
def change_recommendation(recommendation: Recommendation, row: Recommended, *, by: User) -> Recommendation:
    """What is recommended, and to whom, is put right.

    Refuses, with a ``ValidationError``, as ``add_recommendations`` does, and to leave out an organisation that has answered.
    """
    held = Recommendation.objects.select_for_update(of=("self",)).select_related("advice__board")
    now: Recommendation = held.get(pk=recommendation.pk)
    if not can_edit_advice(by, now.advice):
        raise ValidationError("Only the secretariat of the board keeps its advice.")
    _fill(now, row, by=by)
    recommendation.refresh_from_db()
    return recommendation


def _fill(recommendation: Recommendation, row: Recommended, *, by: User) -> None:
    if not row.to:
        raise ValidationError({"to": "Enter the organisations that it is addressed to."})
    given = recommendation.advice.given_on
    if given and row.response_due_on and row.response_due_on < given:
        raise ValidationError({"response_due_on": "A response cannot be due before the advice is given."})
    recommendation.number, recommendation.kind = row.number.strip(), Recommendation.Kind(row.kind)
    recommendation.text = _lines(row.text)
    recommendation.response_due_on, recommendation.raised_in = row.response_due_on, row.raised_in
    save_changed(recommendation, by=by)
    _address(recommendation, row.to, by=by)
    recommendation.themes.set(row.themes)


def _address(recommendation: Recommendation, organisations: Iterable[Organisation], *, by: User) -> None:
    """To these, in their order; a row that is there already stays, with its answers."""
    wanted = {one.pk: position for position, one in enumerate(organisations)}
    kept = {row.organisation_id: row for row in recommendation.addressees.select_related("organisation")}
    for pk, row in kept.items():
        if pk in wanted:
            continue
        if row.responses.exists():
            raise ValidationError({"to": f"{row.organisation.short_name} has answered: it stays addressed."})
        sign(row, by=by).delete()
    for pk, position in wanted.items():
        row = kept.get(pk) or Addressee(recommendation=recommendation, organisation_id=pk)
        row.position = position
        save_changed(row, by=by)


def _lines(text: str) -> str:
    """As the reader of a pasted list writes it: a browser ends each line of a text area with two characters."""
    return text.replace("\r\n", "\n").strip()
