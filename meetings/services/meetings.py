from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction

from meetings.services.forward import return_waiting
from meetings.services.saving import hold_open
from organisations.services.saving import save_changed

if TYPE_CHECKING:
    from meetings.models import AgendaItem, Meeting
    from organisations.models import User


HEAD = ("held_on", "starts_at", "ends_at", "title", "venue", "joining_link", "next_meeting_on")
"""What stands at the head of the minutes. The stage is changed by ``move_minutes``, perhaps since this was opened."""


@transaction.atomic
def save_meeting(meeting: Meeting, *, by: User, on: dt.date | None = None) -> list[AgendaItem]:
    """A new meeting is recorded, or what an earlier one's minutes say at their head is put right.

    What is on its agenda stays there when it moves. Where it moves to a later day, still to come ``on`` this one, what
    waits on the forward plan for such a day is put on its agenda, and returned. Refuses, with a ``ValidationError``, a
    meeting whose minutes are approved: its date and venue are part of them.
    """
    if not meeting.pk:
        save_changed(meeting, by=by)
        return []
    now = hold_open(meeting.pk)
    was_on = now.held_on
    for name in HEAD:
        setattr(now, name, getattr(meeting, name))
    save_changed(now, by=by)
    return return_waiting(now, by=by) if on and now.held_on > max(on, was_on) else []
