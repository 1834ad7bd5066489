from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from meetings.models import AgendaItem, Meeting
from meetings.models.edition import is_later_meeting
from meetings.services.saving import hold_open
from organisations.dates import write_date
from organisations.services.saving import save_changed

if TYPE_CHECKING:
    from organisations.models import User

ITS_DAY_IS_KEPT = "Actions or reports have the day of this meeting: move it on its own page, which takes them along."


@dataclass(frozen=True, slots=True)
class Move:
    was_on: dt.date
    told: Meeting | None
    """The last meeting, if its minutes now give the new day as that of the next meeting."""


@transaction.atomic
def save_meeting(meeting: Meeting, *, by: User, takes_actions: bool = False) -> Move | None:
    """A new meeting is recorded, or what an earlier one's minutes say at their head is put right.

    When its day changes, the last meeting gives the new one as the date of the next meeting, where it gave the old one
    and its minutes are still drafted. Returns from where the meeting moved, None if it stayed.

    Refuses, with a ``ValidationError``, a meeting whose minutes are approved: its date and venue are part of them; a
    day that would put it before what it approved or took over, or after what took over from it; and, unless the caller
    ``takes_actions`` along (``rr3tracker.moving``), any other day once actions hang on this one.
    """
    if not meeting.pk:
        save_changed(meeting, by=by)
        return None
    last = _hold_last_before(meeting)
    was = hold_open(meeting.pk)
    save_changed(meeting, by=by)
    if meeting.held_on == was.held_on:
        return None
    if not takes_actions and Meeting.objects.carrying_actions().filter(pk=meeting.pk).exists():
        raise ValidationError({"held_on": ITS_DAY_IS_KEPT})
    _refuse_out_of_order(meeting)
    return Move(was.held_on, last if last and _tell(last, was.held_on, meeting.held_on, by=by) else None)


def _hold_last_before(meeting: Meeting) -> Meeting | None:
    """The board's meeting before the day that this one leaves. Everybody who writes to two takes the earlier one first."""
    was = Meeting.objects.filter(pk=meeting.pk).exclude(held_on=meeting.held_on).first()
    last = Meeting.objects.before(was).first() if was else None
    return Meeting.objects.select_for_update().get(pk=last.pk) if last else None


def _refuse_out_of_order(meeting: Meeting) -> None:
    """Minutes are agreed at a later meeting, and items deferred to one: the new day leaves that true."""
    came = AgendaItem.objects.filter(meeting=meeting, came_from__isnull=False).values("came_from__meeting")
    went = AgendaItem.objects.filter(came_from__meeting=meeting).values("meeting")
    agreed, put_off, later = (
        Meeting.objects.agreed_at(meeting),
        Meeting.objects.filter(pk__in=came),
        Meeting.objects.filter(pk__in=went),
    )
    errors = [
        f"The minutes of {write_date(other.held_on)} were agreed at this meeting, so it cannot be before that day."
        for other in agreed
        if not is_later_meeting(meeting, other)
    ]
    errors += [
        f"An item was deferred to this meeting from {write_date(other.held_on)}, so it cannot be before that day."
        for other in put_off
        if not is_later_meeting(meeting, other)
    ]
    errors += [
        f"An item was deferred from this meeting to {write_date(other.held_on)}, so it cannot be after that day."
        for other in later
        if not is_later_meeting(other, meeting)
    ]
    if errors:
        raise ValidationError({"held_on": errors})


def _tell(last: Meeting, was_on: dt.date, held_on: dt.date, *, by: User) -> bool:
    """What was issued keeps the date that it gave."""
    if last.minutes_stage != Meeting.Stage.DRAFTING or last.next_meeting_on != was_on or held_on <= last.held_on:
        return False
    last.next_meeting_on = held_on
    return save_changed(last, by=by)
