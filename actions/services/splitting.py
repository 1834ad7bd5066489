"""An action that is several pieces of work becomes several actions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from actions.due import Due
from actions.models import Action, ActionOwner, Status
from actions.services.raising import raise_action
from actions.services.reporting import report_progress
from meetings.models import Meeting
from organisations.dates import write_date

if TYPE_CHECKING:
    from meetings.models import Minute
    from organisations.models import User

RESTRICTED = (
    "{action} was asked for in a restricted item of minutes that are approved. They take no new action, and one that is"
    " raised between meetings is open to everybody with a role on the board: raise the parts in a restricted item of"
    " another meeting."
)


@dataclass(frozen=True, slots=True)
class Part:
    text: str
    owners: Sequence[ActionOwner] = ()
    """Unsaved rows."""
    due: Due | None = None


@transaction.atomic
def split_action(
    action: Action,
    parts: Sequence[Part],
    *,
    keeps_first: bool = False,
    reported_on: dt.date,
    by: User,
    at: dt.datetime,
    after: int | None = None,
) -> list[Action]:
    """Each of ``parts`` is an action of its own, that names the one it came from; that one is no longer needed.

    With ``keeps_first`` it stays open, as the first part. A part is seen by who sees the action: it is raised in the same
    paragraph while those minutes are open, otherwise between meetings. ``after`` is the key of the newest update that
    was seen: the same form sent twice splits once. Refuses, with a ``ValidationError``, a closed action, too few parts,
    and what ``home_of_parts``, ``raise_action`` and ``report_progress`` refuse; then nothing is raised.
    """
    if action.raised_in_id:
        Meeting.objects.select_for_update().filter(items__minutes=action.raised_in_id).first()
    held = Action.objects.select_for_update(of=("self",)).select_related("board", "raised_in__item__meeting")
    now = held.get(pk=action.pk)
    if after is not None and (twins := _split_already(now, parts, after=after, by=by)):
        return twins
    if now.is_closed:
        raise ValidationError(f"{now} is closed: only an open action is split.")
    if len(parts) < (least := 1 if keeps_first else 2):
        raise ValidationError("Enter the other part." if least == 1 else "Enter two parts or more.")
    newest = now.updates.order_by("-reported_on").first()
    if newest and reported_on < newest.reported_on:
        said = f"{now} was reported on later, on {write_date(newest.reported_on)}: choose that day or a later one."
        raise ValidationError({"reported_on": said})
    home = home_of_parts(now)
    raised_on = home.item.meeting.held_on if home else reported_on
    made = [_raise(now, number, part, home, raised_on) for number, part in enumerate(parts, 1)]
    report_progress(
        now,
        status=now.status if keeps_first else Status.NO_LONGER_NEEDED,
        text=f"Split into {' and '.join(filter(None, [', '.join(map(str, made[:-1])), str(made[-1])]))}.",
        reported_on=reported_on,
        by=by,
        at=at,
        after=after,
    )
    action.refresh_from_db()
    return made


def home_of_parts(action: Action) -> Minute | None:
    """The paragraph that parts of the action are raised in; None between meetings (select ``raised_in__item__meeting``).

    Refuses, with a ``ValidationError``, where neither would keep them from those who do not see the action.
    """
    paragraph = action.raised_in
    if not paragraph or not paragraph.item.meeting.is_locked:
        return paragraph
    if paragraph.item.is_restricted:
        raise ValidationError(RESTRICTED.format(action=action))
    return None


def _raise(action: Action, number: int, part: Part, home: Minute | None, raised_on: dt.date) -> Action:
    try:
        return raise_action(
            action.board,
            text=part.text,
            raised_on=raised_on,
            raised_in=home,
            owners=part.owners,
            due=part.due,
            split_from=action,
        )
    except ValidationError as refusal:
        raise ValidationError([f"Part {number}: {message}" for message in refusal.messages]) from refusal


def _split_already(action: Action, parts: Sequence[Part], *, after: int, by: User) -> list[Action]:
    """The parts that the same form made a moment ago."""
    newest = action.updates.filter(pk__gt=after, entered_by=by).order_by("-pk").first()
    made = list(action.parts.order_by("-number")[: len(parts)])[::-1]
    named = newest is not None and all(f"{part}" in newest.text for part in made)
    return made if named and [part.text for part in made] == [part.text.strip() for part in parts] else []
