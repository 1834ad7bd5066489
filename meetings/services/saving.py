"""How the services of this app write: under a lock, and never into approved minutes."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models import Model

from meetings.models import Meeting

LOCKED = "These minutes are approved and do not change."
GONE = "Somebody has deleted this meanwhile."


def hold_open(meeting_id: int) -> Meeting:
    """The meeting, held until the transaction ends; refused, with a ``ValidationError``, once approved.

    Everybody who writes to a meeting takes it first, so that two at once write one after the other.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting_id)
    if meeting.is_locked:
        raise ValidationError(LOCKED)
    return meeting


def refuse_if_gone(row: Model) -> None:
    """Refused, with a ``ValidationError``, when somebody deleted the row since it was found; call it under the lock."""
    if not type(row)._default_manager.filter(pk=row.pk).exists():
        raise ValidationError(GONE)
