"""Joint actions: the part of one owner is done."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from actions.models import Action, ActionOwner, ActionUpdate, Status
from actions.permissions import answers_for, can_tick_off
from actions.services.reporting import report_progress
from organisations.dates import write_date
from organisations.models import Person
from organisations.permissions import can_edit_board

if TYPE_CHECKING:
    from organisations.models import User


@transaction.atomic
def tick_off_part(owner: ActionOwner, *, on: dt.date, by: User, at: dt.datetime, text: str = "") -> ActionUpdate:
    """The owner's part is done since ``on``. With the last one the action is complete, to be agreed; before that it is in progress.

    It is reported on the day that it is entered, so that a part done earlier moves the action too; by the owner, where
    it is the owner who enters it. Refuses, with a ``ValidationError``, a part that is done already, an action that is
    closed, a day before it was raised, and a part that is not ``by``'s to tick off.
    """
    owner, action = _held(owner)
    if not can_tick_off(by, owner, action):
        raise ValidationError(f"The part of {owner.name} is not yours to tick off.")
    if owner.done_on:
        raise ValidationError(f"The part of {owner.name} is done already.")
    if action.is_closed:
        raise ValidationError(f"{action.reference} is closed.")
    if on < action.raised_on:
        raise ValidationError({"on": f"{action.reference} was raised on {write_date(action.raised_on)}."})
    entered_on = max(on, timezone.localdate(at))
    done = "is done" if on == entered_on else f"was done on {write_date(on)}"
    owner.done_on = on
    owner.save()
    if not action.owners.filter(done_on__isnull=True).exists():
        status = Status.TO_BE_AGREED
    else:
        status = Status.IN_PROGRESS if action.status == Status.OPEN else Status(action.status)
    return report_progress(
        action,
        status=status,
        reported_on=entered_on,
        text=f"The part of {owner.name} {done}. {text}".strip(),
        ticked_off=owner.name,
        reported_by=Person.objects.filter(user=by).first() if answers_for(by, owner, action.board_id) else None,
        by=by,
        at=at,
    )


@transaction.atomic
def take_back_part(owner: ActionOwner, *, on: dt.date, by: User, at: dt.datetime, text: str = "") -> ActionUpdate:
    """The owner's part is to be done after all. Refuses, with a ``ValidationError``, whom the board is not to edit."""
    owner, action = _held(owner)
    if not can_edit_board(by, action.board):
        raise ValidationError("Only the secretariat takes back a part that is done.")
    if not owner.done_on:
        raise ValidationError(f"The part of {owner.name} is not done.")
    if action.is_closed:
        raise ValidationError(f"{action.reference} is closed: reopen it first.")
    owner.done_on = None
    owner.save()
    return report_progress(
        action,
        status=Status.IN_PROGRESS if action.status == Status.TO_BE_AGREED else action.status,
        reported_on=on,
        text=f"The part of {owner.name} is not done after all. {text}".strip(),
        by=by,
        at=at,
    )


def _held(owner: ActionOwner) -> tuple[ActionOwner, Action]:
    """Both read again, and held until the transaction ends, so that two who tick off the last parts see each other."""
    action = Action.objects.select_for_update(of=("self",)).select_related("board").get(pk=owner.action_id)
    held = ActionOwner.objects.filter(pk=owner.pk, action=action).select_related("person", "organisation", "seat")
    found = held.first()
    if not found:
        raise ValidationError("This owner was taken off the action meanwhile.")
    return found, action
