from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from actions.models import CLOSED, Action, ActionUpdate, Status
from actions.services.due import Due
from organisations.dates import write_date

if TYPE_CHECKING:
    from meetings.models import Minute
    from organisations.models import Board, Person, User


@transaction.atomic
def report_progress(
    action: Action,
    *,
    status: str,
    reported_on: dt.date,
    text: str = "",
    recorded_in: Minute | None = None,
    due: Due | None = None,
    reopen: bool = False,
    reported_by: Person | None = None,
    succeeded_by: Action | None = None,
    referred_to: Board | None = None,
    by: User | None = None,
) -> ActionUpdate:
    """What was reported of the action becomes one more row, and its status and due date follow it.

    ``recorded_in`` is the paragraph that records it, None between meetings. ``due`` None leaves the due
    date as it is. ``by`` is who entered it, None for a command. A closed action is reopened only with
    ``reopen``. An update that is older than the newest (an old document read in late) is added to the
    history at its place, and changes neither status nor due date.

    Refuses, with a ``ValidationError``, what the constraints of an action and of an update refuse.
    """
    now = Action.objects.select_for_update(of=("self",)).select_related("due_at").get(pk=action.pk)
    if reported_on < now.raised_on:
        raise ValidationError(
            f"{now.reference} was raised on {write_date(now.raised_on)}: it cannot be reported on before that."
        )
    if recorded_in and recorded_in.item.meeting.board_id != now.board_id:
        raise ValidationError("This paragraph is in the minutes of another board.")
    late = now.updates.filter(reported_on__gt=reported_on).order_by("reported_on", "pk").first()
    update = ActionUpdate(
        action=now,
        reported_on=reported_on,
        text=text.strip(),
        status_before=late.status_before if late else now.status,
        status_after=status,
        due_before=late.due_before if late else now.due_day,
        due_words_before=late.due_words_before if late else now.due_words,
        recorded_in=recorded_in,
        reported_by=reported_by,
        entered_by=by,
        entered_at=timezone.now() if by else None,
    )
    if late:
        update.due_after, update.due_words_after = update.due_before, update.due_words_before
        update.reopens = update.status_before in CLOSED and status not in CLOSED
    else:
        _follow(
            now,
            status=status,
            on=reported_on,
            due=due,
            succeeded_by=succeeded_by,
            referred_to=referred_to,
        )
        update.due_after, update.due_words_after, update.reopens = (
            now.due_day,
            now.due_words,
            reopen,
        )
    update.full_clean()
    update.save()
    if not late and (update.changes_status or due):
        now.full_clean()
        now.save()
    action.refresh_from_db()
    return update


def _follow(
    action: Action,
    *,
    status: str,
    on: dt.date,
    due: Due | None,
    succeeded_by: Action | None,
    referred_to: Board | None,
) -> None:
    if due:
        due.put_on(action)
    if status == action.status:
        return
    if status not in CLOSED:
        action.closed_on = None
    elif not action.is_closed:
        action.closed_on = on
    action.status = Status(status)
    action.succeeded_by, action.referred_to = succeeded_by, referred_to
