from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from organisations.models import Theme
from organisations.services.saving import save_changed, sign

if TYPE_CHECKING:
    from organisations.models import User

IS_CARRIED = (
    "Something still carries this theme, perhaps on another board: an item, an action or a recommendation. Take it off there"
    " first, or give the theme a last day."
)


def save_theme(theme: Theme, *, by: User) -> None:
    """A theme is added, or put right. Refuses, with a ``ValidationError``, what its constraints refuse."""
    save_changed(theme, by=by)


@transaction.atomic
def delete_theme(theme: Theme, *, by: User) -> None:
    """The theme is gone. Refused, with a ``ValidationError``, while anything carries it."""
    # Held, so that nothing is tagged with it meanwhile. What carries it points here by names that the upper apps give.
    now = Theme.objects.select_for_update().filter(pk=theme.pk).first()
    if now is None:
        return
    if any(getattr(now, carriers).exists() for carriers in ("items", "actions", "recommendations")):
        raise ValidationError(IS_CARRIED)
    sign(now, by=by).delete()
