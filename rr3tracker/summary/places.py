"""Which seats nobody held, and whose term was soon to end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Min, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from organisations.dates import write_date
from organisations.known import first_kept, known_at
from organisations.models import Membership, Seat

if TYPE_CHECKING:
    from organisations.models import Board
    from organisations.roster import Roster
    from rr3tracker.summary.moment import Then

SOON = dt.timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Ending:
    who: str
    place: str
    on: str


@dataclass(frozen=True, slots=True)
class Places:
    held: int
    vacant: list[str]
    ending: list[Ending]


def places_of(board: Board, roster: Roster, then: Then, *, written_by: dt.datetime | None) -> Places:
    """No query for today; two for an earlier moment, when a seat may not have been there, nor a last day have been known."""
    vacant = [line.seat for line in roster.members if line.seat and line.membership is None]
    lines = [line for line in (*roster.members, *roster.officials) if line.membership]
    rows = [line.membership for line in lines if line.membership]
    ends = {row.pk: row.ends_on for row in rows}
    if written_by:
        known = _seats_known(board, then, written_by)
        vacant = [seat for seat in vacant if seat.pk in known]
        ends |= _ends_known(rows, then)
    ending = [
        (day, Ending(str(row.person or row.organisation), line.place or row.get_role_display(), write_date(day)))
        for line, row in zip(lines, rows, strict=True)
        if (day := ends[row.pk]) and then.on <= day <= then.on + SOON
    ]
    return Places(
        held=roster.held,
        vacant=[seat.title for seat in vacant],
        ending=[line for _, line in sorted(ending, key=lambda pair: (pair[0], pair[1].who.casefold()))],
    )


def _seats_known(board: Board, then: Then, written_by: dt.datetime) -> set[int]:
    """Those that were written down by then, or had been held."""
    seats: Any = Seat.objects.filter(board=board).annotate(
        first_held=Min("memberships__starts_on"), first_kept=first_kept(Seat)
    )
    return {
        pk
        for pk, held, kept in seats.values_list("pk", "first_held", "first_kept")
        if kept is None or kept <= written_by or (held and held <= then.on)
    }


def _ends_known(rows: Sequence[Membership], then: Then) -> dict[int, dt.date | None]:
    """The last days as they were written down by then, where a history is kept."""
    history = known_at(Membership.history.model.objects.filter(id=OuterRef("pk")), then.until)
    said = history.annotate(end=Coalesce("ends_on", Value(dt.date.max))).values("end")[:1]
    found = Membership.objects.filter(pk__in=[row.pk for row in rows]).annotate(said=Subquery(said))
    return {
        pk: None if end == dt.date.max else end
        for pk, end in found.order_by().values_list("pk", "said")
        if end is not None
    }
