from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from actions.due import Due
from actions.issued import owners_in_words
from actions.models import CLOSED, Action, ActionUpdate, Status
from actions.permissions import (
    can_agree,
    can_answer_referral,
    can_record_in_minutes,
    can_report_progress,
    statuses_to_report,
)
from actions.services.raising import set_owners
from meetings.services.saving import hold_open
from organisations.dates import write_date

if TYPE_CHECKING:
    from collections.abc import Iterable

    from actions.models import ActionChange, ActionOwner, Referral
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
    owners: Iterable[ActionOwner] | None = None,
    ticked_off: str = "",
    is_chairs_action: bool = False,
    part_of: ActionChange | None = None,
    answers: Referral | None = None,
    by: User | None = None,
    at: dt.datetime | None = None,
    after: int | None = None,
) -> ActionUpdate:
    """What was reported of the action becomes one more row, and its status and due date follow it.

    ``recorded_in`` is the paragraph that records it, None between meetings. ``due`` None leaves the due
    date as it is. ``by`` is who entered it, None for a command, and ``at`` is when, now unless said. A closed
    action is reopened only with ``reopen``. An update that is older than the newest (an old document read
    in late) is added to the history at its place, and changes neither status nor due date.

    ``owners``, unsaved rows, are those that it is handed on to; None leaves them. ``ticked_off`` names the owner whose
    part is done. ``is_chairs_action``: the chair agreed it for the board. ``part_of`` is the set of changes made at once.
    ``answers`` is the referral of this action that the report answers: it comes from the secretariat of the board that was asked.

    ``after`` is the key of the newest update that the reporter had seen, 0 for none: the same report sent
    twice is recorded once, and a report that crosses another is refused. None does not look.

    Refuses, with a ``ValidationError``, a paragraph of approved minutes, what the constraints of an action and of an update refuse,
    between meetings another due date without a word of why (the minutes give the reason themselves), and what is not for ``by`` to
    enter: an owner reports between meetings, and cannot close the action; the chair answers what is complete, to be agreed.
    """
    if recorded_in:
        hold_open(recorded_in.item.meeting_id)
    now = Action.objects.select_for_update(of=("self",)).select_related("board", "due_at").get(pk=action.pk)
    if by and not (answers and answers.action_id == action.pk and can_answer_referral(by, answers)):
        agrees = can_agree(by, now) and now.status == Status.TO_BE_AGREED and not recorded_in
        if not agrees or status not in (Status.COMPLETE, Status.IN_PROGRESS):
            _refuse_what_is_not_theirs(now, by=by, status=status, recorded_in=recorded_in)
    if reported_on < now.raised_on:
        raise ValidationError(
            f"{now.reference} was raised on {write_date(now.raised_on)}: it cannot be reported on before that."
        )
    if recorded_in and recorded_in.item.meeting.board_id != now.board_id:
        raise ValidationError("This paragraph is in the minutes of another board.")
    newest = now.updates.order_by("pk").last() if after is not None else None
    if newest and newest.pk != after:
        if _says_the_same(newest, status=status, on=reported_on, text=text, due=due, recorded_in=recorded_in, by=by):
            action.refresh_from_db()
            return newest
        raise crossed(now)
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
        ticked_off=ticked_off,
        is_chairs_action=is_chairs_action,
        part_of=part_of,
        entered_by=by,
        entered_at=(at or timezone.now()) if by else None,
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
        if owners is not None:
            update.owners_before, update.owners_after = _hand_on(now, owners)
    update.full_clean()
    if update.changes_due and update.due_words_before and not (update.text or recorded_in):
        raise ValidationError({"text": "Say why the due date changes."})
    update.save()
    if not late and (update.changes_status or due):
        now.full_clean()
        now.save()
    action.refresh_from_db()
    return update


def crossed(action: Action) -> ValidationError:
    return ValidationError(
        f"Somebody reported on {action.reference} while you were writing: read that report, then send yours again.",
        code="crossed",
    )


def _hand_on(action: Action, owners: Iterable[ActionOwner]) -> tuple[list[str], list[str]]:
    """The owners' names before and after."""
    before = owners_in_words(action)
    set_owners(action, owners)
    return before, owners_in_words(action)


def _refuse_what_is_not_theirs(action: Action, *, by: User, status: str, recorded_in: Minute | None) -> None:
    if not can_report_progress(by, action):
        raise ValidationError(f"{action.reference} is not yours to report on.")
    if recorded_in and not can_record_in_minutes(by, action.board):
        raise ValidationError("Only the secretariat records progress in the minutes: report it between meetings.")
    if status not in statuses_to_report(by, action):
        raise ValidationError(
            "Only the board closes an action. If the work is done, report it as “Complete, to be agreed”."
        )


def _says_the_same(
    update: ActionUpdate,
    *,
    status: str,
    on: dt.date,
    text: str,
    due: Due | None,
    recorded_in: Minute | None,
    by: User | None,
) -> bool:
    said = (update.status_after, update.reported_on, update.text, update.recorded_in_id, update.entered_by_id)
    return said == (status, on, text.strip(), recorded_in and recorded_in.pk, by and by.pk) and (
        due is None or update.due_words_after == due.words
    )


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
