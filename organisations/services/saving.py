"""How services write: only what changed, and with who did it in the history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from organisations.models import User


def save_changed(row: Any, *, by: User) -> bool:
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
