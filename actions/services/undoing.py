"""A set of changes is undone as a set: by rows that say the contrary, for rows are only ever added."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from actions.issued import owners_in_words
from actions.models import CLOSED, Action, ActionChange, ActionUpdate
from actions.services.before import as_it_was, owners_as_they_were
from actions.services.reporting import report_progress
from organisations.dates import write_date

if TYPE_CHECKING:
    from organisations.models import User


@transaction.atomic
def undo_change(change: ActionChange, *, by: User, at: dt.datetime, on: dt.date) -> ActionChange:
    """Each action of the set has the status, due date and owners from before it, by an update between meetings.

    ``on`` is the day, or that of the set where it is later. What the set closed is reopened; what it reopened is closed
    again, on this day. Refuses, with a ``ValidationError`` that names the actions, where any was reported on or handed
    on since, and where the set was undone already; then nothing is undone.
    """
    updates = list(change.updates.order_by("action"))
    held = Action.objects.select_for_update(of=("self",)).filter(pk__in=[update.action_id for update in updates])
    actions = {action.pk: action for action in held.select_related("due_at").with_owners().order_by("pk")}
    if ActionChange.objects.filter(undoes=change).exists():
        raise ValidationError("This was undone already.")
    if reasons := [reason for update in updates if (reason := _reason_against(update, actions[update.action_id]))]:
        raise ValidationError(reasons)
    made = ActionChange.objects.create(summary=f"Undone: {change.summary}"[:300], made_at=at, made_by=by, undoes=change)
    for update in updates:
        action = actions[update.action_id]
        was = as_it_was(action) if update.changes_status or update.changes_due else None
        report_progress(
            action,
            status=update.status_before,
            text=f"The change that was made to it on {write_date(update.reported_on)} is undone.",
            due=was.due if was and update.changes_due else None,
            owners=owners_as_they_were(action, update.owners_before) if update.changes_owners else None,
            reopen=update.status_after in CLOSED and update.status_before not in CLOSED,
            succeeded_by=was.succeeded_by if was else None,
            referred_to=was.referred_to if was else None,
            reported_on=max(on, update.reported_on),
            part_of=made,
            by=by,
            at=at,
        )
    return made


def _reason_against(update: ActionUpdate, action: Action) -> str:
    newest = action.updates.order_by("-pk").first()
    if newest and newest.pk != update.pk:
        return f"{action} was reported on since, on {write_date(newest.reported_on)}: this set is not undone any more."
    if update.changes_owners and owners_in_words(action) != update.owners_after:
        return f"{action} has other owners since: this set is not undone any more."
    return ""
