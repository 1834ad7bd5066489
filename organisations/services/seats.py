from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from organisations.models import Board
from organisations.services.saving import save_changed

if TYPE_CHECKING:
    from organisations.models import Seat, User


@transaction.atomic
def save_seat(seat: Seat, *, by: User) -> None:
    """A seat is added to its board, put right, or abolished from ``abolished_on``.

    Refuses, with a ``ValidationError``, to abolish a seat that somebody holds after that day.
    """
    Board.objects.select_for_update().get(pk=seat.board_id)
    if seat.pk and seat.abolished_on:
        lasting = Q(ends_on__isnull=True) | Q(ends_on__gt=seat.abolished_on)
        holder = seat.memberships.filter(lasting).select_related("person", "organisation").first()
        if holder:
            who = holder.person or holder.organisation
            raise ValidationError(
                {"abolished_on": f"{who} holds this seat after that day: give that membership a last day first."}
            )
    save_changed(seat, by=by)
