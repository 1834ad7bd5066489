from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from organisations.dates import write_date
from organisations.models import Board, Membership
from organisations.services.saving import save_changed

if TYPE_CHECKING:
    from organisations.models import User

LAST_SECRETARIAT = "The board would have no secretariat: add somebody else to it first."
NOBODY_TO_SIGN_IN = "Nobody of the board’s secretariat could sign in: add somebody who can first."


@transaction.atomic
def save_membership(membership: Membership, *, by: User, today: dt.date) -> None:
    """Somebody joins a board, their membership is put right, or it is given its last day.

    Refuses, with a ``ValidationError``, to leave a board that has a secretariat without one, today or on the day after
    the membership ends, and to leave it with nobody who can sign in and change that.
    """
    # Two secretaries who end each other's membership at once are refused in turn.
    Board.objects.select_for_update().get(pk=membership.board_id)
    refuse_abolished_seat(membership)
    before = what_holds(membership, today=today)
    save_changed(membership, by=by)
    after = what_holds(membership, today=today)
    for (refusal, day), held in before.items():
        if held and not after[refusal, day]:
            raise ValidationError(refusal)


def refuse_abolished_seat(membership: Membership) -> None:
    gone = membership.seat.abolished_on if membership.seat else None
    if gone and (membership.ends_on is None or membership.ends_on > gone):
        raise ValidationError({"seat": f"This seat was abolished on {write_date(gone)}."})


def what_holds(membership: Membership, *, today: dt.date) -> dict[tuple[str, dt.date], bool]:
    """Whether its board has a secretariat on each day that the membership could change, by what to say if not."""
    secretariat = Membership.objects.filter(board=membership.board_id).of_secretariat()
    days = {today}
    if membership.ends_on and today <= membership.ends_on < dt.date.max:
        days.add(membership.ends_on + dt.timedelta(days=1))
    held = {}
    for day in sorted(days):
        held[LAST_SECRETARIAT, day] = secretariat.on(day).exists()
        held[NOBODY_TO_SIGN_IN, day] = secretariat.on(day).of_people_who_can_sign_in().exists()
    return held
