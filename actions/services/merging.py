"""Two actions that ask for the same become one: the duplicate gives way to the other, and keeps its history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from actions.models import Action, ActionChange, ActionOwner, Status
from actions.services.changing import copies_of
from actions.services.reporting import report_progress
from actions.services.tagging import tag_actions
from meetings.services.saving import hold_open
from organisations.dates import write_date

if TYPE_CHECKING:
    from meetings.models import Minute
    from organisations.models import User

# It names no other action: who reads this page may not be one to see that one. The page itself says which, to who may.
SAME = "It asks for the same work as another action."


@transaction.atomic
def merge_action(
    duplicate: Action,
    *,
    into: Action,
    owners: Collection[int] = (),
    text: str = "",
    reported_on: dt.date,
    recorded_in: Minute | None = None,
    by: User,
    at: dt.datetime,
    after: int | None = None,
) -> ActionChange:
    """``duplicate`` is no longer needed and succeeded by ``into``: one set of changes, that can be undone.

    Its references, reports and evidence stay; ``into`` carries its themes too, unless it is of a restricted item. ``owners`` are the keys of those of its owners who own ``into`` from now
    on too. To merge twice merges once; ``after`` as in ``report_progress``. Refuses, with a ``ValidationError``, what
    ``refuse_merging`` and ``report_progress`` refuse.
    """
    if recorded_in:
        hold_open(recorded_in.item.meeting_id)
    held = Action.objects.select_for_update(of=("self",)).filter(pk__in=(duplicate.pk, into.pk)).order_by("pk")
    rows = {
        action.pk: action for action in held.select_related("board", "succeeded_by", "raised_in__item").with_owners()
    }
    duplicate, into = rows[duplicate.pk], rows[into.pk]
    if made := _merged_already(duplicate, into, by=by):
        return made
    refuse_merging(duplicate, into)
    _refuse_an_earlier_day(duplicate, into, reported_on)
    change = ActionChange.objects.create(summary=f"{duplicate} merged into {into}", made_at=at, made_by=by)
    report_progress(
        duplicate,
        status=Status.NO_LONGER_NEEDED,
        text=text.strip() or SAME,
        succeeded_by=into,
        reported_on=reported_on,
        recorded_in=recorded_in,
        part_of=change,
        by=by,
        at=at,
        after=after,
    )
    if added := [owner for owner in owners_to_offer(duplicate, into) if owner.pk in owners]:
        names = ", ".join(owner.name for owner in added)
        new = copies_of([*into.owners.all(), *added])
        for owner in new[-len(added) :]:
            owner.is_lead = False
        report_progress(
            into,
            status=into.status,
            text=f"Owned by {names} too from now on.",
            owners=new,
            reported_on=reported_on,
            recorded_in=recorded_in,
            part_of=change,
            by=by,
            at=at,
        )
    if not (duplicate.raised_in and duplicate.raised_in.item.is_restricted):  # whose themes are told by it alone
        tag_actions([into], add=list(duplicate.themes.all()))
    return change


def refuse_merging(duplicate: Action, into: Action) -> None:
    """With a ``ValidationError`` on ``into``: itself, an action of another board, a closed one; one that was merged names
    the action that it became. The actions come with their ``succeeded_by``.
    """
    if duplicate.is_closed:
        raise ValidationError(f"{duplicate} is closed: only an open action is merged into another.")
    if into.pk == duplicate.pk:
        reason = "An action cannot be merged into itself."
    elif into.board_id != duplicate.board_id:
        reason = f"{into} is of another board: refer the action to it instead."
    elif into.succeeded_by:
        reason = f"{into} was itself replaced by {into.succeeded_by}: merge it into that one."
    elif into.is_closed:
        reason = f"{into} is closed: reopen it first, or choose another."
    else:
        return
    raise ValidationError({"into": reason})


def owners_to_offer(duplicate: Action, into: Action) -> list[ActionOwner]:
    """The owners of the duplicate who do not own the other."""
    owned = {owner.who for owner in into.owners.all()}
    return [owner for owner in duplicate.owners.all() if owner.who not in owned]


def _merged_already(duplicate: Action, into: Action, *, by: User) -> ActionChange | None:
    newest = duplicate.updates.select_related("part_of").order_by("-pk").first()
    change = newest.part_of if newest and duplicate.succeeded_by_id == into.pk else None
    return change if change and change.made_by_id == by.pk else None


def _refuse_an_earlier_day(duplicate: Action, into: Action, day: dt.date) -> None:
    """A report of an earlier day would be added to the history and change nothing."""
    for action in (duplicate, into):
        if day < action.raised_on:
            raise ValidationError({"reported_on": f"{action} was raised later, on {write_date(action.raised_on)}."})
        newest = action.updates.order_by("-reported_on").first()
        if newest and day < newest.reported_on:
            said = (
                f"{action} was reported on later, on {write_date(newest.reported_on)}: choose that day or a later one."
            )
            raise ValidationError({"reported_on": said})
