from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from simple_history.utils import update_change_reason

from meetings.models import Meeting, MinutesStage

if TYPE_CHECKING:
    from organisations.models import User

_ORDER = list(MinutesStage)


@transaction.atomic
def move_minutes(meeting: Meeting, *, to: str, at: dt.datetime, by: User, reason: str = "") -> None:
    """The meeting's minutes are at stage ``to``, stamped with ``at`` and ``by``.

    Forward freely. Back only with a ``reason``, which the meeting's history keeps; the stamps of the
    stages that are undone are taken off. Refuses, with a ``ValidationError``, a step to where they are.
    """
    stage = MinutesStage(to)
    now = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if stage == now.minutes_stage:
        raise ValidationError(f"The minutes are {stage.label.lower()} already.")
    back = _ORDER.index(stage) < _ORDER.index(MinutesStage(now.minutes_stage))
    if back and not reason.strip():
        raise ValidationError("Say why the minutes go back.")
    for undone in _ORDER[_ORDER.index(stage) + 1 :]:
        setattr(now, f"{undone}_at", None)
        setattr(now, f"{undone}_by", None)
    if stage != MinutesStage.DRAFTING and not (back and getattr(now, f"{stage}_at")):
        setattr(now, f"{stage}_at", at)
        setattr(now, f"{stage}_by", by)
    now.minutes_stage = stage
    now.full_clean()
    now.save()
    update_change_reason(now, reason.strip()[:100] or f"Minutes {stage.label.lower()}")
    meeting.refresh_from_db()
