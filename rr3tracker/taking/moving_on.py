"""From stage to stage, with the register. Every page that moves minutes on calls this; agreeing them, ``approve``."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction

from meetings.models import MEMBERS_SEE, Meeting, MinutesStage
from meetings.services import move_minutes
from rr3tracker.taking.issuing import put_on_register

if TYPE_CHECKING:
    from organisations.models import User


@transaction.atomic
def move_on(
    meeting: Meeting,
    *,
    to: str,
    at: dt.datetime,
    by: User,
    reason: str = "",
    comments_by: dt.date | None = None,
    at_meeting: Meeting | None = None,
) -> None:
    """The minutes are at stage ``to``; before they are circulated or closed, what they ask for is on the register.

    Of minutes that are closed nothing could be raised afterwards. Refuses what ``move_minutes`` and
    ``put_on_register`` refuse; then nothing has moved.
    """
    now = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if MinutesStage(to) in MEMBERS_SEE and not now.is_locked:
        put_on_register(meeting, by=by, at=at)
    move_minutes(meeting, to=to, at=at, by=by, reason=reason, comments_by=comments_by, at_meeting=at_meeting)
