from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from actions.models import Action, Referral, Status
from actions.permissions import can_answer_referral
from actions.services.raising import raise_action
from actions.services.reporting import report_progress

if TYPE_CHECKING:
    from collections.abc import Iterable

    from actions.due import Due
    from actions.models import ActionOwner
    from meetings.models import Minute
    from organisations.models import Board, Person, Theme, User

State = Referral.State


@transaction.atomic
def refer_action(
    action: Action,
    *,
    to_board: Board,
    reason: str,
    on: dt.date,
    recorded_in: Minute | None = None,
    by: User,
    at: dt.datetime,
    reveals: bool = False,
    reported_by: Person | None = None,
    is_chairs_action: bool = False,
    due: Due | None = None,
    after: int | None = None,
) -> Referral:
    """The action is referred, with an update that says why, and the other board is asked whether it takes it on.

    ``reveals``: it is known that the other secretariat will read its words, which an action from a restricted item asks
    for. The same board asked twice is asked once. Refuses, with a ``ValidationError``, what ``report_progress`` refuses
    (``after`` as there), an action that is closed, and its own board.
    """
    held = Action.objects.select_for_update(of=("self",)).select_related("raised_in__item", "board").get(pk=action.pk)
    if waiting := Referral.objects.waiting().filter(action=held, to_board=to_board, reason=reason.strip()).first():
        return waiting
    if held.board_id == to_board.pk:
        raise ValidationError({"to_board": "An action is referred to another board than its own."})
    if held.is_closed:
        raise ValidationError(f"{held.reference} is closed already. Reopen it first, if it is to be referred.")
    if held.raised_in and held.raised_in.item.is_restricted and not reveals:
        raise ValidationError(
            {
                "reveals": f"{held.reference} was raised in a restricted item. To refer it, confirm on the page “Refer to another board” that the other secretariat will read its words."
            }
        )
    report_progress(
        held,
        status=Status.REFERRED,
        text=reason,
        reported_on=on,
        recorded_in=recorded_in,
        reported_by=reported_by,
        referred_to=to_board,
        is_chairs_action=is_chairs_action,
        due=due,
        by=by,
        at=at,
        after=after,
    )
    if held.status != Status.REFERRED:
        raise ValidationError(
            f"A later report on {held.reference} stands. Refer it on the day of that report, or after."
        )
    referral = Referral(action=held, to_board=to_board, reason=reason.strip(), asked_at=at, asked_by=by)
    referral.full_clean()
    referral.save()
    action.refresh_from_db()
    return referral


@transaction.atomic
def accept_referral(
    referral: Referral,
    *,
    by: User,
    at: dt.datetime,
    on: dt.date,
    text: str,
    owners: Iterable[ActionOwner] = (),
    due: Due | None = None,
) -> Action:
    """The board that was asked raises an action of its own, between meetings; the first stays referred.

    Accepted twice, it becomes one action. Refuses, with a ``ValidationError``, who is not of that board's secretariat, a
    referral that was declined, an action that its own board took up again meanwhile, and what ``raise_action`` refuses.
    """
    held = _held(referral, by=by)
    if held.state == State.ACCEPTED and held.became:
        return held.became
    _refuse_answered(held)
    if held.action.status != Status.REFERRED:
        raise ValidationError(f"The board that asked has taken {held.action.reference} up again: decline it.")
    became = raise_action(
        held.to_board, text=text, raised_on=on, owners=owners, due=due, themes=_themes_to_hand_over(held.action)
    )
    held.became = became
    _answer(held, State.ACCEPTED, by=by, at=at)
    referral.refresh_from_db()
    return became


@transaction.atomic
def decline_referral(referral: Referral, *, by: User, at: dt.datetime, on: dt.date, answer: str) -> None:
    """The board that asked has its action back, as it stood before it was referred, with the answer in its history.

    Where that board has taken it up again meanwhile, the answer alone is added. Refuses, with a ``ValidationError``, who is
    not of the secretariat of the board that was asked, a referral that was answered already, and no answer.
    """
    held = _held(referral, by=by)
    if held.state == State.DECLINED:
        return
    _refuse_answered(held)
    if not answer.strip():
        raise ValidationError({"answer": "Say why it is declined."})
    action = held.action
    updates = action.updates.order_by("-reported_on", "-pk")
    newest = updates.first()
    referring = updates.filter(status_after=Status.REFERRED).exclude(status_before=Status.REFERRED).first()
    is_referred = action.status == Status.REFERRED
    report_progress(
        action,
        status=referring.status_before if referring and is_referred else action.status,
        # Referred at a meeting that is still to come, it comes back no earlier: an older report would change nothing.
        reported_on=max(on, newest.reported_on) if newest else on,
        text=f"Declined: {answer.strip()}",
        reopen=is_referred,
        answers=held,
        by=by,
        at=at,
    )
    _answer(held, State.DECLINED, by=by, at=at, answer=answer.strip())
    referral.refresh_from_db()


def _themes_to_hand_over(action: Action) -> list[Theme]:
    """Those that the other board has too. What a restricted item is about is told by nothing but its own records."""
    if action.raised_in and action.raised_in.item.is_restricted:
        return []
    return list(action.themes.filter(board__isnull=True))


def _held(referral: Referral, *, by: User) -> Referral:
    rows = Referral.objects.select_for_update(of=("self",)).select_related(
        "action__board", "action__raised_in__item", "to_board", "became"
    )
    held = rows.get(pk=referral.pk)
    if not can_answer_referral(by, held):
        raise ValidationError("Only the secretariat of the board that was asked answers a referral.")
    return held


def _refuse_answered(referral: Referral) -> None:
    if not referral.is_waiting:
        raise ValidationError(f"This was answered meanwhile: {referral.get_state_display().lower()}.")


def _answer(referral: Referral, state: str, *, by: User, at: dt.datetime, answer: str = "") -> None:
    referral.state, referral.answered_by, referral.answered_at, referral.answer = State(state), by, at, answer
    referral.full_clean()
    referral.save()
