from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from meetings.models import Minute, MinuteComment, MinutesStage
from meetings.permissions import can_comment, can_edit_meeting
from meetings.services.saving import again, hold, refuse_if_gone
from organisations.services.saving import save_changed, sign

if TYPE_CHECKING:
    from organisations.models import User

Outcome = MinuteComment.Outcome


@transaction.atomic
def make_comment(minute: Minute, *, text: str, at: dt.datetime, by: User) -> MinuteComment:
    """Somebody who was there says what is not accurate in a circulated paragraph."""
    meeting = hold(minute.item.meeting_id)
    refuse_if_gone(minute)
    if meeting.minutes_stage != MinutesStage.CIRCULATED:
        raise ValidationError("Comments are made while the minutes are circulated.")
    if not can_comment(by, meeting, on=timezone.localdate(at)):
        raise ValidationError("Comments are for those who were present, until the last day for them.")
    comment = MinuteComment(minute=minute, text=text.replace("\r\n", "\n").strip(), made_at=at, made_by=by)
    comment.full_clean()
    sign(comment, by=by).save()
    return comment


@transaction.atomic
def resolve_comment(comment: MinuteComment, *, outcome: str, answer: str, at: dt.datetime, by: User) -> None:
    """The comment was accepted, or not and ``answer`` says why. Refused for one that is resolved already."""
    meeting = hold(comment.minute.item.meeting_id)
    now = again(comment)
    if not can_edit_meeting(by, meeting):
        raise ValidationError("Only the secretariat resolves comments.")
    if now.outcome:
        raise ValidationError("Somebody resolved this comment already.")
    if outcome == Outcome.NOT_ACCEPTED and not answer.strip():
        raise ValidationError({"answer": "Say why it is not accepted."})
    now.outcome, now.answer, now.resolved_at, now.resolved_by = Outcome(outcome), answer.strip(), at, by
    save_changed(now, by=by)
    comment.refresh_from_db()
