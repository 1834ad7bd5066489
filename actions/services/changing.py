"""Several actions are changed at once, all or none, and that is undone at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from actions.changing import MOST_ACTIONS, NOTHING, Asked, Planned, plan, to_change
from actions.models import Action, ActionChange, ActionOwner, ActionUpdate
from actions.services.reporting import report_progress
from meetings.services.saving import hold_open

if TYPE_CHECKING:
    from organisations.models import User


@transaction.atomic
def change_actions(
    actions: Iterable[Action], asked: Asked, *, after: Mapping[str, int], by: User, at: dt.datetime
) -> ActionChange:
    """Every action of ``actions`` is as ``asked``, each by an update of its own: one set, that can be undone as one.

    One that is so already is passed over. ``after`` is the key of the newest update of each, by its reference, that
    ``by`` had seen: the same change sent twice is made once. Refuses, with a ``ValidationError`` that names each
    action and why, what ``actions.changing.plan`` finds against it and what ``report_progress`` refuses; then none is
    changed.
    """
    if asked.recorded_in:
        hold_open(asked.recorded_in.item.meeting_id)
    keys = [action.pk for action in actions]
    if len(keys) > MOST_ACTIONS:
        raise ValidationError(f"Choose no more than {MOST_ACTIONS} actions.")
    # Held in one order, so that two changes of the same actions wait for each other.
    list(Action.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk").values_list("pk"))
    if twin := _made_already(keys, asked, after=after, by=by):
        return twin
    planned = plan(to_change(Action.objects.filter(pk__in=keys)), asked, after=after)
    if refused := [f"{one.action}: {reason}" for one in planned for reason in one.refusals]:
        raise ValidationError(refused)
    wanted = [one for one in planned if not one.changes_nothing]
    if not wanted:
        raise ValidationError(NOTHING)
    change = ActionChange.objects.create(summary=_summary(len(wanted), asked), made_at=at, made_by=by)
    for one in wanted:
        _make(one, asked, change)
    return change


def _make(one: Planned, asked: Asked, change: ActionChange) -> None:
    try:
        report_progress(
            one.action,
            status=one.status_after,
            text=one.text,
            due=asked.due if one.changes_due else None,
            owners=copies_of(asked.owners) if asked.owners and one.changes_owners else None,
            reopen=one.reopens,
            recorded_in=asked.recorded_in,
            reported_on=asked.reported_on,
            part_of=change,
            by=change.made_by,
            at=change.made_at,
        )
    except ValidationError as refusal:
        raise ValidationError([f"{one.action}: {message}" for message in refusal.messages]) from refusal


def _made_already(keys: list[int], asked: Asked, *, after: Mapping[str, int], by: User) -> ActionChange | None:
    """The change that the same form made a moment ago: nothing but that was reported on them since it was drawn."""
    since = ActionUpdate.objects.filter(action__in=keys, pk__gt=min(after.values(), default=0))
    rows = since.select_related("action", "part_of__made_by").order_by("pk")
    newer = [update for update in rows if update.pk > after.get(update.action.reference, update.pk)]
    change = newer[0].part_of if newer else None
    if not change or change.made_by != by or change.undoes_id or change.summary != _summary(len(newer), asked):
        return None
    said = {(u.part_of_id, u.reported_on, u.recorded_in_id, asked.text.strip() and u.text) for u in newer}
    paragraph = asked.recorded_in
    same = (change.pk, asked.reported_on, paragraph and paragraph.pk, asked.text.strip())
    return change if said == {same} else None


def copies_of(owners: Iterable[ActionOwner]) -> list[ActionOwner]:
    """Rows that are not saved, for each action has its own."""
    kept = ("person_id", "organisation_id", "seat_id", "role", "words", "is_lead")
    return [ActionOwner(**{name: getattr(owner, name) for name in kept}) for owner in owners]


def _summary(count: int, asked: Asked) -> str:
    return f"{count} action{'' if count == 1 else 's'}: {asked}"[:300]
