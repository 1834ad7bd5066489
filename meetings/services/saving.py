"""How the services of this app write: under a lock, and never into approved minutes."""

from __future__ import annotations

from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model

from meetings.models import Meeting

LOCKED = "These minutes are approved and do not change."
GONE = "Somebody has deleted this meanwhile."
Row = TypeVar("Row", bound=Model)


def hold(meeting_id: int) -> Meeting:
    """The meeting, held until the transaction ends.

    Everybody who writes to a meeting takes it first, so that two at once write one after the other.
    """
    meeting = Meeting.objects.select_for_update().filter(pk=meeting_id).first()
    if meeting is None:
        raise ValidationError(GONE)
    return meeting


def hold_open(meeting_id: int) -> Meeting:
    """``hold``; refused, with a ``ValidationError``, once the minutes are approved."""
    meeting = hold(meeting_id)
    if meeting.is_locked:
        raise ValidationError(LOCKED)
    return meeting


def again(row: Row) -> Row:
    """The row as it stands now, for what was found may be old; refused as ``refuse_if_gone`` does. Under the lock too."""
    now: Row | None = type(row)._default_manager.filter(pk=row.pk).first()
    if now is None:
        raise ValidationError(GONE)
    return now


def refuse_if_gone(row: Model) -> None:
    """Refused, with a ``ValidationError``, when somebody deleted the row since it was found; call it under the lock."""
    if not type(row)._default_manager.filter(pk=row.pk).exists():
        raise ValidationError(GONE)
