from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from meetings.models import AgendaItem, Meeting
from meetings.models.edition import is_later_meeting
from meetings.services.forward import return_waiting
from meetings.services.saving import hold_open
from organisations.dates import write_date
from organisations.services.saving import save_changed

if TYPE_CHECKING:
    from organisations.models import User

ITS_DAY_IS_KEPT = "Actions or reports have the day of this meeting: move it on its own page, which takes them along."
HEAD = ("held_on", "starts_at", "ends_at", "title", "venue", "joining_link", "next_meeting_on")
"""What stands at the head of the minutes. The stage is changed by ``move_minutes``, perhaps since this was opened."""


@dataclass(frozen=True, slots=True)
class Move:
    was_on: dt.date
    told: Meeting | None
    """The last meeting, if its minutes now give the new day as that of the next meeting."""
    returned: list[AgendaItem]
    """What waited on the forward plan for such a day, and stands on its agenda now."""


@transaction.atomic
def save_meeting(meeting: Meeting, *, by: User, on: dt.date | None = None, takes_actions: bool = False) -> Move | None:
    """A new meeting is recorded, or what an earlier one's minutes say at their head is put right.

    What is on its agenda stays there when it moves. When its day changes, the last meeting gives the new one as the date
    of the next meeting, where it gave the old one and its minutes are still drafted. Where it moves to a later day, still
    to come ``on`` this one, what waits on the forward plan for such a day is put on its agenda. Returns what came of the
    move, None if the meeting stayed on its day.

    Refuses, with a ``ValidationError``, a meeting whose minutes are approved: its date and venue are part of them; a
    day that would put it before what it approved or took over, or after what took over from it; and, unless the caller
    ``takes_actions`` along (``rr3tracker.moving``), any other day once actions hang on this one.
    """
    if not meeting.pk:
        save_changed(meeting, by=by)
        return None
    last = _hold_last_before(meeting)
    now = hold_open(meeting.pk)
    was_on = now.held_on
    for name in HEAD:
        setattr(now, name, getattr(meeting, name))
    save_changed(now, by=by)
    if now.held_on == was_on:
        return None
    if not takes_actions and Meeting.objects.carrying_actions().filter(pk=now.pk).exists():
        raise ValidationError({"held_on": ITS_DAY_IS_KEPT})
    _refuse_out_of_order(now)
    told = last if last and _tell(last, was_on, now.held_on, by=by) else None
    returned = return_waiting(now, by=by) if on and now.held_on > max(on, was_on) else []
    return Move(was_on, told, returned)


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
