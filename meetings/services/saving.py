"""How the services of this app write: only what changed, under a lock, and never into approved minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from meetings.models import Meeting

if TYPE_CHECKING:
    from django.db.models import Model

    from organisations.models import User

LOCKED = "These minutes are approved and do not change."


def hold_open(meeting_id: int) -> Meeting:
    """The meeting, held until the transaction ends; refused, with a ``ValidationError``, once approved.

    Everybody who writes to a meeting takes it first, so that two at once write one after the other.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting_id)
    if meeting.is_locked:
        raise ValidationError(LOCKED)
    return meeting


def save_changed(row: Model, *, by: User) -> bool:
    """Save a row if it is new or says something new; whether it was. Otherwise no history of it either."""
    was = type(row)._default_manager.filter(pk=row.pk).values().first() if row.pk else None
    now = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    row.full_clean()
    if was is not None and was == now:
        return False
    sign(row, by=by).save()
    return True


def sign(row: Any, *, by: User) -> Any:
    """The row, whose next entry of history is ``by``'s: also where a service is called outside a request."""
    row._history_user = by
    return row
