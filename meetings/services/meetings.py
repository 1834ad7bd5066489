from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from meetings.services.saving import hold_open
from organisations.services.saving import save_changed

if TYPE_CHECKING:
    from meetings.models import Meeting
    from organisations.models import User


@transaction.atomic
def save_meeting(meeting: Meeting, *, by: User) -> None:
    """A new meeting is recorded, or what an earlier one's minutes say at their head is put right.

    Refuses, with a ``ValidationError``, a meeting whose minutes are approved: its date and venue are part of them.
    """
    if meeting.pk:
        hold_open(meeting.pk)
    save_changed(meeting, by=by)
