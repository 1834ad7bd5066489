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


@transaction.atomic
def save_meeting(meeting: Meeting, *, by: User, on: dt.date | None = None) -> list[AgendaItem]:
    """A new meeting is recorded, or what an earlier one's minutes say at their head is put right.

    What is on its agenda stays there when it moves. Where it moves to a later day, still to come ``on`` this one, what
    waits on the forward plan for such a day is put on its agenda, and returned. Refuses, with a ``ValidationError``, a
    meeting whose minutes are approved: its date and venue are part of them.
    """
    was_on = hold_open(meeting.pk).held_on if meeting.pk else None
    save_changed(meeting, by=by)
    if on and was_on and meeting.held_on > max(on, was_on):
        return return_waiting(meeting, by=by)
    return []
