from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from meetings.models import MinutesStage
from rr3tracker.checks import record_of, warnings_of
from rr3tracker.taking.moving_on import move_on

if TYPE_CHECKING:
    from meetings.models import Meeting
    from organisations.models import User
    from rr3tracker.checks.warning import Warning

NOT_CONFIRMED = "There are warnings that were neither mended nor accepted. Confirm that you circulate with them."


@transaction.atomic
def circulate(
    meeting: Meeting, *, comments_by: dt.date | None, at: dt.datetime, by: User, confirmed: bool = False
) -> None:
    """Members read the minutes, and comment until ``comments_by``; what they ask for is on the register.

    Refused, with a ``ValidationError``, while warnings are open and it is not ``confirmed``.
    """
    if not confirmed and open_warnings(meeting):
        raise ValidationError({"confirmed": NOT_CONFIRMED})
    move_on(meeting, to=MinutesStage.CIRCULATED, comments_by=comments_by, at=at, by=by)


def open_warnings(meeting: Meeting) -> list[Warning]:
    """Those that nobody accepted."""
    accepted = set(meeting.accepted_warnings.values_list("key", flat=True))
    return [warning for warning in warnings_of(record_of(meeting)) if warning.key not in accepted]
