from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from meetings.models import ISSUED, MinutesStage
from meetings.services.editions import freeze_edition
from meetings.services.saving import hold
from organisations.services.saving import sign

if TYPE_CHECKING:
    from meetings.models import Meeting
    from organisations.models import User

_ORDER = list(MinutesStage)


@transaction.atomic
def move_minutes(
    meeting: Meeting,
    *,
    to: str,
    at: dt.datetime,
    by: User,
    reason: str = "",
    comments_by: dt.date | None = None,
    at_meeting: Meeting | None = None,
) -> None:
    """The meeting's minutes are at stage ``to``, stamped with ``at`` and ``by``, and an edition of them is kept.

    Forward freely; ``comments_by`` goes with circulating, and ``at_meeting``, which agreed them, with approving.
    Back only with a ``reason``, which the meeting's history keeps; the stamps of the stages that are undone
    are taken off, and their editions stay. Refuses, with a ``ValidationError``, a step to where they are.
    """
    stage = MinutesStage(to)
    now = hold(meeting.pk)
    if stage == now.minutes_stage:
        raise ValidationError(f"The minutes are {stage.label.lower()} already.")
    back = _ORDER.index(stage) < _ORDER.index(MinutesStage(now.minutes_stage))
    if back and not reason.strip():
        raise ValidationError("Say why the minutes go back.")
    _undo_after(now, stage)
    issues = stage in ISSUED and not (back and getattr(now, f"{stage}_at"))
    if issues:
        setattr(now, f"{stage}_at", at)
        setattr(now, f"{stage}_by", by)
    if stage == MinutesStage.CIRCULATED and not back:
        now.comments_by = _deadline(comments_by, at)
    if at_meeting and stage == MinutesStage.APPROVED:
        now.approved_at_meeting = at_meeting
    now.minutes_stage = stage
    now.full_clean()
    now._change_reason = reason.strip()[:100] or f"Minutes {stage.label.lower()}"  # type: ignore[attr-defined]  # for its history
    sign(now, by=by).save()
    if issues:
        freeze_edition(now, stage=stage, at=at, by=by)
    meeting.refresh_from_db()


def _undo_after(meeting: Meeting, stage: MinutesStage) -> None:
    undone = _ORDER[_ORDER.index(stage) + 1 :]
    for step in undone:
        setattr(meeting, f"{step}_at", None)
        setattr(meeting, f"{step}_by", None)
    if MinutesStage.CIRCULATED in undone:
        meeting.comments_by = None
    if MinutesStage.APPROVED in undone:
        meeting.approved_at_meeting = None


def _deadline(comments_by: dt.date | None, at: dt.datetime) -> dt.date | None:
    if comments_by and comments_by < timezone.localdate(at):
        raise ValidationError({"comments_by": "The last day for comments cannot be before the minutes are circulated."})
    return comments_by
