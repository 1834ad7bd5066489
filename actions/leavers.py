"""Open actions whose owner has left the board, or is about to: for handing on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from actions.models import NOT_CLOSED, ActionOwner
from organisations.dates import write_date
from organisations.models import Membership

if TYPE_CHECKING:
    from organisations.models import Board, Organisation

LEAVING_WITHIN = dt.timedelta(days=30)


@dataclass(slots=True)
class Leaver:
    """An owner that nobody stands for any more, and their rows, each with its action."""

    name: str
    why: str
    successor: str
    """Who has the seat now, or acts for the organisation; empty where nobody does."""
    rows: list[ActionOwner] = field(default_factory=list)


def leavers_of(board: Board, *, on: dt.date) -> list[Leaver]:
    """By name. Two queries, the second only where an action is open.

    Who never sat on the board has not left it: an official from outside owns an action as before.
    """
    rows = list(_open_rows(board))
    if not rows:
        return []
    terms = _Terms(board, on=on)
    found: dict[tuple[object, ...], Leaver] = {}
    for row in rows:
        if leaver := terms.leaver(row):
            found.setdefault((row.person_id, row.organisation_id, row.seat_id), leaver).rows.append(row)
    return sorted(found.values(), key=lambda leaver: leaver.name.casefold())


def _open_rows(board: Board) -> Iterable[ActionOwner]:
    return (
        ActionOwner.objects.filter(action__board=board, action__status__in=NOT_CLOSED, done_on__isnull=True)
        .exclude(person__isnull=True, organisation__isnull=True, seat__isnull=True)
        .select_related("person", "organisation", "seat", "action__due_at")
        .order_by("action__number", "pk")
    )


class _Terms:
    """The memberships of a board, in force on a day and before."""

    def __init__(self, board: Board, *, on: dt.date) -> None:
        self.on = on
        self.rows = list(
            Membership.objects.filter(board=board)
            .select_related("person__organisation", "organisation", "seat")
            .order_by("starts_on", "pk")
        )

    def leaver(self, owner: ActionOwner) -> Leaver | None:
        """None where somebody stands for the owner for some time to come."""
        theirs = [row for row in self.rows if _is_of(row, owner)]
        if not theirs and not owner.seat_id:
            return None
        lasting = [row for row in theirs if self._lasts(row, self.on + LEAVING_WITHIN)]
        if lasting:
            return None
        last = max((row.ends_on for row in theirs if row.ends_on), default=None)
        return Leaver(owner.name, self._why(owner, last), self._successor(owner, theirs))

    def _lasts(self, row: Membership, day: dt.date) -> bool:
        return row.starts_on <= day and (row.ends_on is None or row.ends_on >= day)

    def _why(self, owner: ActionOwner, last: dt.date | None) -> str:
        if owner.seat_id:
            return f"The seat is vacant{f' since {write_date(last)}' if last and last < self.on else ''}."
        if owner.organisation_id:
            return f"Nobody acts for it on the board{f' after {write_date(last)}' if last else ''}."
        if last is None:
            return "Joins the board later."
        return f"{'Left' if last < self.on else 'Leaves'} the board on {write_date(last)}."

    def _successor(self, owner: ActionOwner, theirs: Iterable[Membership]) -> str:
        seats = {row.seat_id for row in theirs if row.seat_id}
        bodies = {body.pk for row in theirs if (body := _body(row))}
        for row in self.rows:
            if self._lasts(row, self.on + LEAVING_WITHIN) and row.person_id != owner.person_id:
                if row.seat_id in seats and row.seat:
                    return f"{row.person or row.organisation} has the seat “{row.seat.title}” now."
                body = _body(row)
                if body and body.pk in bodies and row.person:
                    return f"{row.person} acts for {body.short_name} now."
        return ""


def _is_of(row: Membership, owner: ActionOwner) -> bool:
    if owner.person_id:
        return row.person_id == owner.person_id
    if owner.seat_id:
        return row.seat_id == owner.seat_id
    body = _body(row)
    return bool(body and body.pk == owner.organisation_id)


def _body(row: Membership) -> Organisation | None:
    """What they act for on the board: the organisation that they represent, or else the one that they are of."""
    return row.organisation or (row.person.organisation if row.person else None)
