"""The owners of one action as its page shows them: who stands for each, as far as the reader may know."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from actions.holders import Holders
from actions.models import WORKING, Action, ActionOwner
from actions.permissions import can_edit_action, can_tick_off
from organisations.models import Person
from organisations.permissions import has_role_on_board
from organisations.roles import roles_of

if TYPE_CHECKING:
    from organisations.roles import AnyUser

Role = ActionOwner.Role
OF_ONE = (Role.CHAIR, Role.SECRETARIAT)
"""Roles of which it helps to say who holds them; who all members are is on the board's page."""


@dataclass(frozen=True, slots=True)
class OwnerLine:
    owner: ActionOwner
    address: str
    """Of a page about them that the reader may open; empty where there is none."""
    standing: str
    """Who acts for the organisation, or holds the role or the seat; empty where that says nothing."""
    can_tick: bool


def owner_lines(action: Action, user: AnyUser, *, on: dt.date) -> list[OwnerLine]:
    """The owners of an action ``with_owners()``, the lead first. Two queries at most.

    A role, a seat and an organisation are resolved to who held them: ``on`` the day, or the day that it was closed. Then it
    is for the board's own, like its former members.
    """
    owners = list(action.owners.all())
    knows = roles_of(user).any
    tells = has_role_on_board(user, action.board) if action.closed_on else knows
    asked = [owner for owner in owners if tells and not owner.person_id]
    holders = Holders([action.board_id], on=action.closed_on or on) if any(map(_is_held, asked)) else None
    held = {owner.pk: holders.of(owner, action.board_id) for owner in asked if holders and _is_held(owner)}
    people = {owner.person_id for owner in owners if owner.person_id} | {p.pk for some in held.values() for p in some}
    known = set(Person.objects.visible_to(user).filter(pk__in=people).values_list("pk", flat=True)) if people else set()
    edits, is_joint = can_edit_action(user, action), len(owners) > 1 and not action.is_closed
    return [
        OwnerLine(
            owner=owner,
            address=_address(owner, known, knows_organisations=knows),
            standing=_standing(owner, held[owner.pk], known, was=action.is_closed) if owner.pk in held else "",
            can_tick=is_joint and (edits if owner.done_on else can_tick_off(user, owner, action)),
        )
        for owner in owners
    ]


def _is_held(owner: ActionOwner) -> bool:
    return bool(owner.organisation_id or owner.seat_id or owner.role in OF_ONE)


def _address(owner: ActionOwner, known: set[int], *, knows_organisations: bool) -> str:
    if owner.person and owner.person_id in known:
        return owner.person.get_absolute_url()
    return owner.organisation.get_absolute_url() if owner.organisation and knows_organisations else ""


def _standing(owner: ActionOwner, people: list[Person], known: set[int], *, was: bool) -> str:
    """``was``: on the day that the action was closed. Of people whom the reader may not see it says nothing."""
    names = [person.name for person in people if person.pk in known]
    if people and not names:
        return "Seat" if owner.seat_id else ""
    who, then = " and ".join(names), " when it was closed" if was else ""
    if owner.organisation_id:
        act = "acted" if was else "act" if len(names) > 1 else "acts"
        return f"{who} {act} for it on this board{then}" if names else ""
    if owner.seat_id:
        return f"Seat, held by {who}{then}" if names else f"Seat, vacant{then}"
    return f"{who}{then}" if names else f"Vacant{then}"


def are_all_done(lines: Sequence[OwnerLine], action: Action) -> bool:
    """Every part is done, and the action is not, as after it was reopened: nobody owes it."""
    return action.status in WORKING and len(lines) > 1 and all(line.owner.done_on for line in lines)
