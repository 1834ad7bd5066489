"""A meeting and everything that has its day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from actions.services import Followed, follow_meeting
from meetings.services import Move, save_meeting

if TYPE_CHECKING:
    from meetings.models import Meeting
    from organisations.models import User


@dataclass(frozen=True, slots=True)
class Moved:
    move: Move
    followed: Followed


@transaction.atomic
def change_meeting(meeting: Meeting, *, by: User, on: dt.date | None = None) -> Moved | None:
    """The meeting says what it was given; if that is another day, what was raised and reported at it moves along.

    ``on`` is today: what waits for a coming day is put on an agenda. Returns None if it stayed on its day. Refuses what ``save_meeting`` and ``follow_meeting`` refuse; then nothing
    has changed.
    """
    move = save_meeting(meeting, on=on, by=by, takes_actions=True)
    return Moved(move, follow_meeting(meeting, was_on=move.was_on, by=by)) if move else None
