"""What the secretariat answers to a report that waits, and what it or the chair says of what is complete, to be agreed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from actions.due import Due
from actions.models import Action, ActionReport, Status
from actions.permissions import can_agree, can_answer_report
from actions.services.reporting import report_progress
from organisations.dates import write_date

if TYPE_CHECKING:
    from actions.models import ActionUpdate
    from organisations.models import User

State = ActionReport.State


@transaction.atomic
def accept_report(report: ActionReport, *, by: User, at: dt.datetime, today: dt.date, answer: str = "") -> None:
    """What the report says becomes an update, with the date that it asks for; of one that is recorded already, the date alone.

    The update is of the day of the report, or of ``today`` where something else was reported since, so that the status
    and the date that were accepted count. The same answer again changes nothing. Refuses, with a ``ValidationError``, a
    report that was answered otherwise meanwhile, and an action that was closed meanwhile.
    """
    action, held = _hold(report, by=by)
    if _is_answered(held, State.ACCEPTED, by=by, answer=answer):
        return
    if action.is_closed:
        raise ValidationError(
            f"{action.reference} was closed meanwhile: reopen it first, or turn the report down.", code="closed"
        )
    moved = f"Due date moved: {held.due_reason}" if held.due_on else ""
    said = [held.text, moved] if not held.update_id else [moved]
    is_first = not held.update_id and not action.updates.filter(reported_on__gt=held.reported_on).exists()
    update = report_progress(
        action,
        status=held.status if not held.update_id else action.status,
        reported_on=held.reported_on if is_first else today,
        text="\n\n".join(text for text in said if text),
        due=Due(on=held.due_on) if held.due_on else None,
        reported_by=held.reported_by,
        by=by,
        at=at,
    )
    if not held.update_id:
        held.update = update
    _answer(held, State.ACCEPTED, by=by, at=at, answer=answer)
    report.refresh_from_db()


@transaction.atomic
def turn_down_report(report: ActionReport, *, by: User, at: dt.datetime, answer: str) -> None:
    """Nothing changes but that the report was turned down, and why. Refuses one that was answered otherwise meanwhile."""
    if not answer.strip():
        raise ValidationError({"answer": "Say why, to whoever reported it."})
    _, held = _hold(report, by=by)
    if _is_answered(held, State.TURNED_DOWN, by=by, answer=answer):
        return
    _answer(held, State.TURNED_DOWN, by=by, at=at, answer=answer)
    report.refresh_from_db()


@transaction.atomic
def agree_complete(action: Action, *, by: User, at: dt.datetime, on: dt.date, text: str = "") -> ActionUpdate:
    """What is complete, to be agreed, is complete by chair's action ``on`` that day. The same again changes nothing.

    Refuses, with a ``ValidationError``, an action that is no longer to be agreed, and a day before what was last
    reported of it.
    """
    return _decide(action, Status.COMPLETE, on=on, text=text, by=by, at=at)


@transaction.atomic
def send_back(action: Action, *, by: User, at: dt.datetime, on: dt.date, text: str) -> ActionUpdate:
    """What is complete, to be agreed, is in progress again, and why. Refuses as ``agree_complete`` does."""
    if not text.strip():
        raise ValidationError({"text": "Say what is left to do."})
    return _decide(action, Status.IN_PROGRESS, on=on, text=text, by=by, at=at)


def _decide(action: Action, status: Status, *, on: dt.date, text: str, by: User, at: dt.datetime) -> ActionUpdate:
    held = Action.objects.select_for_update(of=("self",)).select_related("board", "due_at").get(pk=action.pk)
    if not can_agree(by, held):
        raise ValidationError("The chair agrees it, or the secretariat for the chair.")
    newest = held.updates.order_by("reported_on", "pk").last()
    asked = (status, on, text.strip(), by.pk)
    if newest and (newest.status_after, newest.reported_on, newest.text, newest.entered_by_id) == asked:
        return newest
    if held.status != Status.TO_BE_AGREED:
        raise ValidationError(f"{held.reference} is not to be agreed any more: {held.get_status_display().lower()}.")
    if newest and newest.reported_on > on:
        reported = write_date(newest.reported_on)
        raise ValidationError({"on": f"Something was reported on {reported}: what the chair said comes after that."})
    update = report_progress(
        held,
        status=status,
        reported_on=on,
        text=text,
        is_chairs_action=status == Status.COMPLETE,
        by=by,
        at=at,
    )
    action.refresh_from_db()
    return update


def _hold(report: ActionReport, *, by: User) -> tuple[Action, ActionReport]:
    """The action and then the report, as every service takes them, and both as they are now."""
    actions = Action.objects.select_for_update(of=("self",)).select_related("board", "due_at")
    action = actions.get(pk=report.action_id)
    held = ActionReport.objects.select_for_update(of=("self",)).select_related("reported_by").get(pk=report.pk)
    held.action = action
    if not can_answer_report(by, held):
        raise ValidationError("Only the secretariat of the board answers this report.")
    return action, held


def _is_answered(report: ActionReport, state: str, *, by: User, answer: str) -> bool:
    """By the same words of the same person, whose browser sent them twice."""
    if (report.state, report.decided_by_id, report.answer) == (state, by.pk, answer.strip()):
        return True
    if not report.is_waiting:
        raise ValidationError(f"This report was answered meanwhile: {report.get_state_display().lower()}.")
    return False


def _answer(report: ActionReport, state: str, *, by: User, at: dt.datetime, answer: str) -> None:
    report.state, report.decided_by, report.decided_at, report.answer = state, by, at, answer.strip()
    report.full_clean()
    report.save()
