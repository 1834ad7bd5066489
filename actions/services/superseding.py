from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from actions.models import Addressee, Answer, Recommendation
from actions.permissions import can_edit_advice
from actions.services.responding import add_response

if TYPE_CHECKING:
    from organisations.models import User


@transaction.atomic
def supersede_recommendation(
    recommendation: Recommendation, *, superseded_by: Recommendation, on: dt.date, by: User, at: dt.datetime
) -> None:
    """Another takes its place: whoever has not answered is asked no more, and the answers that were given stay.

    The response that says so has no words, for a reader may see this recommendation and not the other. The same again changes nothing.
    Refuses, with a ``ValidationError``, who is not of the board's secretariat, itself, one that it superseded in its turn,
    one of another board, and drafts.
    """
    rows = Recommendation.objects.select_for_update(of=("self",)).select_related("advice__board").order_by("pk")
    held = {row.pk: row for row in rows.filter(pk__in=[recommendation.pk, superseded_by.pk])}
    now, other = held[recommendation.pk], held[superseded_by.pk]
    if not can_edit_advice(by, now.advice):
        raise ValidationError("Only the secretariat of the board keeps its advice.")
    _refuse(now, other)
    if now.superseded_by_id == other.pk:
        return
    if on < other.advice.given_on:  # type: ignore[operator]  # a draft was refused
        raise ValidationError({"on": "The other had not been given by that day."})
    now.superseded_by = other
    now.full_clean()
    now.save()
    waiting = Addressee.objects.select_for_update().filter(recommendation=now, answer=Answer.AWAITING)
    for addressee in waiting:
        newest = addressee.responses.order_by("responded_on").last()
        day = max(on, newest.responded_on) if newest else on
        add_response(addressee, addressee, answer=Answer.SUPERSEDED, responded_on=day, by=by, at=at)
    recommendation.refresh_from_db()


def _refuse(now: Recommendation, other: Recommendation) -> None:
    if now.pk == other.pk:
        raise ValidationError({"superseded_by": "A recommendation cannot be superseded by itself."})
    if other.advice.board_id != now.advice.board_id:
        raise ValidationError({"superseded_by": "This is a recommendation of another board."})
    if not now.advice.given_on or not other.advice.given_on:
        raise ValidationError({"superseded_by": "A draft asks nobody yet: enter the day on which it was given first."})
    seen, later = {now.pk}, other
    while later.superseded_by:
        if later.superseded_by_id in seen:
            raise ValidationError({"superseded_by": f"{other.name} was itself superseded by this one."})
        seen.add(later.pk)
        later = later.superseded_by
