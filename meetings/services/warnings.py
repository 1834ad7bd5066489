from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction

from meetings.models import AcceptedWarning
from meetings.services.saving import hold_open
from organisations.services.saving import sign

if TYPE_CHECKING:
    from meetings.models import Meeting
    from organisations.models import User


@transaction.atomic
def accept_warnings(meeting: Meeting, *, keys: Iterable[str], reason: str, at: dt.datetime, by: User) -> None:
    """What ``keys`` warn of may stand in these minutes, for this reason. Refused, as all of them, once approved."""
    hold_open(meeting.pk)
    for key in keys:
        accepted = AcceptedWarning(meeting=meeting, key=key, reason=reason.strip(), accepted_at=at, accepted_by=by)
        accepted.full_clean()
        sign(accepted, by=by).save()
