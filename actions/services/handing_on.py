"""Who answers for an action changes: the old owner stays in its history, by name (decision 23)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from copy import copy
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from actions.models import Action, ActionOwner, ActionUpdate
from actions.services.reporting import report_progress
from meetings.services.saving import hold_open

if TYPE_CHECKING:
    from meetings.models import Minute
    from organisations.models import User


@transaction.atomic
def change_owners(
    action: Action,
    *,
    owners: Iterable[ActionOwner],
    reported_on: dt.date,
    text: str,
    by: User,
    at: dt.datetime,
    recorded_in: Minute | None = None,
    after: int | None = None,
) -> ActionUpdate:
    """``owners``, unsaved rows, answer for the action from now on. Refuses, with a ``ValidationError``, an action that is
    closed, no reason, and what ``report_progress`` refuses."""
    if not text.strip():
        raise ValidationError({"text": "Say why it is handed on."})
    if recorded_in:
        hold_open(recorded_in.item.meeting_id)
    # Read again and held: what was reported meanwhile stands, and only the owners change.
    now = Action.objects.select_for_update(of=("self",)).get(pk=action.pk)
    _refuse_closed(now)
    return report_progress(
        action,
        status=now.status,
        reported_on=reported_on,
        text=text,
        recorded_in=recorded_in,
        owners=list(owners),
        by=by,
        at=at,
        after=after,
    )


@transaction.atomic
def hand_on(
    rows: Iterable[ActionOwner], *, to: ActionOwner, reported_on: dt.date, text: str, by: User, at: dt.datetime
) -> list[ActionUpdate]:
    """``to``, an unsaved row, answers in the place of each of these owners, and leads where they led: all of them, or none.

    ``rows`` come with their actions. Who owned an action besides, owns it still. Refuses, with a ``ValidationError``,
    a row that was handed on meanwhile, whose part is done or who is ``to``, a new owner whose own part is done, and
    what ``change_owners`` refuses.
    """
    rows = list(rows)
    # Held in one order, for whoever hands on the same ones at this moment.
    list(Action.objects.select_for_update(of=("self",)).filter(pk__in={row.action_id for row in rows}).order_by("pk"))
    return [
        change_owners(row.action, owners=_in_place_of(row, to), reported_on=reported_on, text=text, by=by, at=at)
        for row in rows
    ]


def _in_place_of(row: ActionOwner, to: ActionOwner) -> list[ActionOwner]:
    taker = _same(to)
    taker.is_lead = row.is_lead
    wanted: list[ActionOwner] = []
    owners = list(row.action.owners.select_related("person", "organisation", "seat"))
    _refuse_what_is_done(row, taker, owners)
    for other in owners:
        if other.pk == row.pk:
            wanted.append(taker)
        elif other.who == taker.who:
            taker.is_lead = taker.is_lead or other.is_lead
            if taker not in wanted:
                wanted.append(taker)
        else:
            wanted.append(_same(other))
    # They may own it already, before or after whom they follow: then once.
    return [one for place, one in enumerate(wanted) if one not in wanted[:place]]


def _same(owner: ActionOwner) -> ActionOwner:
    row = copy(owner)
    row.pk, row._state = None, copy(row._state)
    row._state.adding = True
    return row


def _refuse_what_is_done(row: ActionOwner, taker: ActionOwner, owners: Iterable[ActionOwner]) -> None:
    """Nobody takes over what is done, nor with a part that is done: then nobody would owe it."""
    reference = row.action.reference
    now = next((owner for owner in owners if owner.pk == row.pk), None)
    if not now:
        raise ValidationError(f"{reference} is not owned by {row.name} any more.")
    if now.who == taker.who:
        raise ValidationError(f"{reference} is owned by {row.name} already: choose somebody else.")
    if now.done_on:
        raise ValidationError(f"The part of {row.name} in {reference} is done: there is nothing to hand on.")
    if any(owner.done_on and owner.who == taker.who for owner in owners):
        raise ValidationError(f"The part of {taker.name} in {reference} is done: take that back first.")


def _refuse_closed(action: Action) -> None:
    if action.is_closed:
        raise ValidationError(f"{action.reference} is closed: there is nothing to hand on.")
