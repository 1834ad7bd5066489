"""Which people answer for an owner on a day: an organisation by who acts for it, a role or a seat by who holds it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from organisations.models import Membership, Person

if TYPE_CHECKING:
    from actions.models import ActionOwner

Role = Membership.Role
HELD_BY = {
    "chair": (Role.CHAIR,),
    "secretariat": (Role.SECRETARIAT,),
    "members": (Role.CHAIR, Role.DEPUTY_CHAIR, Role.MEMBER),
    "officials": (Role.OFFICIAL,),
}


class Holders:
    """The memberships of some boards that are in force on a day; one query, however many owners are asked for."""

    def __init__(self, boards: Iterable[int], *, on: dt.date) -> None:
        named = Membership.objects.on(on).filter(board__in=set(boards), person__isnull=False)
        self._rows = list(named.select_related("person").order_by("person__name", "pk"))

    def of(self, owner: ActionOwner, board: int) -> list[Person]:
        """Those who answer for it, by name; nobody for a group in words, or where a seat is vacant. Each once."""
        if owner.person:
            return [owner.person]
        found = (row.person for row in self._rows if row.board_id == board and _answers(row, owner))
        return list(dict.fromkeys(person for person in found if person))

    def sits(self, person: int, board: int) -> bool:
        """Whether a membership of the board in force names the person: who has left does not."""
        return any(row.board_id == board and row.person_id == person for row in self._rows)


def _answers(row: Membership, owner: ActionOwner) -> bool:
    if owner.organisation_id:
        person = row.person
        return owner.organisation_id == (row.organisation_id or (person.organisation_id if person else None))
    if owner.seat_id:
        return owner.seat_id == row.seat_id
    return row.role in HELD_BY.get(owner.role, ())
