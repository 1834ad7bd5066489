from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from actions.models import Addressee, Answer, Response
from actions.permissions import can_edit_advice
from organisations.dates import write_date

if TYPE_CHECKING:
    from meetings.models import Minute
    from organisations.models import Person, User

NEEDS_WORDS = {
    Answer.ACCEPTED_IN_PART: "Say which part is accepted.",
    Answer.NOT_ACCEPTED: "Say why it is not accepted.",
    Answer.AWAITING: "Say why a response is awaited again.",
}


@transaction.atomic
def record_response(
    addressee: Addressee,
    *,
    answer: str,
    responded_on: dt.date,
    text: str = "",
    responded_by: Person | None = None,
    responded_by_words: str = "",
    recorded_in: Minute | None = None,
    by: User | None,
    at: dt.datetime,
    after: int | None = None,
) -> Response:
    """What an organisation answered becomes one more row, and how it stands follows it.

    ``recorded_in`` is the paragraph where it was reported, None between meetings; of approved minutes too, for they do not
    change by being cited. One that is older than the newest is added
    at its place, and the newest stays the standing answer. ``after`` is the key of the newest response that was there when
    the form was drawn, 0 for none: the same response sent twice is recorded once, and one that crosses another is refused.

    Refuses, with a ``ValidationError``, who is not of the board's secretariat (``by`` None is a command), advice that was not
    given by then, a paragraph of another board, an answer that needs words and has none, and "superseded", which ``supersede_recommendation`` says.
    """
    held = _held(addressee)
    _refuse(held, by=by, answer=answer, on=responded_on, text=text, recorded_in=recorded_in)
    newest = held.responses.order_by("pk").last() if after is not None else None
    if newest and newest.pk != after:
        said = (newest.answer_after, newest.responded_on, newest.text, newest.recorded_in_id, newest.entered_by_id)
        if said == (answer, responded_on, text.strip(), recorded_in and recorded_in.pk, by and by.pk):
            addressee.refresh_from_db()
            return newest
        raise ValidationError(
            "Somebody recorded a response while you were writing: read that one, then send yours again.", code="crossed"
        )
    return add_response(
        held,
        addressee,
        answer=answer,
        responded_on=responded_on,
        text=text,
        responded_by=responded_by,
        responded_by_words=responded_by_words,
        recorded_in=recorded_in,
        by=by,
        at=at,
    )


def add_response(
    held: Addressee,
    given: Addressee,
    *,
    answer: str,
    responded_on: dt.date,
    by: User | None,
    at: dt.datetime,
    text: str = "",
    responded_by: Person | None = None,
    responded_by_words: str = "",
    recorded_in: Minute | None = None,
) -> Response:
    """The row itself, of an addressee that is held; ``given`` is told how it stands now."""
    late = held.responses.filter(responded_on__gt=responded_on).order_by("responded_on", "pk").first()
    response = Response(
        addressee=held,
        responded_on=responded_on,
        answer_before=late.answer_before if late else held.answer,
        answer_after=answer,
        text=text.strip(),
        responded_by=responded_by,
        responded_by_words=responded_by_words.strip(),
        recorded_in=recorded_in,
        entered_by=by,
        entered_at=at if by else None,
    )
    response.full_clean()
    response.save()
    if not late:
        held.answer = Answer(answer)
        held.answered_on = None if answer == Answer.AWAITING else responded_on
        held.full_clean()
        held.save()
    given.refresh_from_db()
    return response


def _held(addressee: Addressee) -> Addressee:
    rows = Addressee.objects.select_for_update(of=("self",)).select_related("recommendation__advice__board")
    held: Addressee = rows.get(pk=addressee.pk)
    return held


def _refuse(
    held: Addressee, *, by: User | None, answer: str, on: dt.date, text: str, recorded_in: Minute | None
) -> None:
    advice = held.recommendation.advice
    if by and not can_edit_advice(by, advice):
        raise ValidationError("Only the secretariat of the board records a response.")
    if not advice.given_on:
        raise ValidationError("This advice is a draft: enter the day on which it was given first.")
    if on < advice.given_on:
        raise ValidationError(
            {"responded_on": f"The advice was given on {write_date(advice.given_on)}: it was not answered before that."}
        )
    if recorded_in and recorded_in.item.meeting.board_id != advice.board_id:
        raise ValidationError({"recorded_in": "This paragraph is in the minutes of another board."})
    if answer == Answer.SUPERSEDED:
        raise ValidationError({"answer": "Choose the recommendation that supersedes it, on the page of this one."})
    if answer in NEEDS_WORDS and not text.strip():
        raise ValidationError({"text": NEEDS_WORDS[Answer(answer)]})
