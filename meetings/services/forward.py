from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from meetings.models import UNLOCKED, AgendaItem, ForwardItem, Meeting
from meetings.numbering import heading_numbers
from meetings.services.agenda import block_of, set_order
from meetings.services.numbering import is_counted
from meetings.services.saving import GONE, again, hold, hold_open, refuse_if_gone
from organisations.services.saving import save_changed, sign

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from organisations.models import Board, User

PLACED = "It is on the agenda of {meeting}. Take it off there first."
CLOSING = (AgendaItem.Kind.OTHER_BUSINESS, AgendaItem.Kind.NEXT_MEETING)
CARRIED = ("title", "depth", "number", "presenter_id", "purpose", "kind", "minutes_allotted", "is_restricted")
"""What an item that was deferred says again where it comes back."""
PLANNED = ("title", "presenter_id", "purpose", "minutes_allotted")
"""What an item that comes from the plan alone takes from there."""


@transaction.atomic
def plan_ahead(
    board: Board, *, on: dt.date, by: User, came_from: AgendaItem | None = None, **fields: Any
) -> tuple[ForwardItem, Meeting | None]:
    """The board is to come back to this. Where a meeting that it fits is planned, it stands on its agenda at once.

    ``came_from`` is the item where it was said; without one it was said ``on`` that day. Returns the meeting too.
    """
    said_on = on
    if came_from:
        said_on = hold(came_from.meeting_id).held_on
        refuse_if_gone(came_from)
    row = ForwardItem(board=board, came_from=came_from, said_on=said_on, **fields)
    meeting = _hold_next(row, on=on)
    save_changed(row, by=by)
    if meeting:
        put_on_agenda([row], meeting, by=by)
    return row, meeting


@transaction.atomic
def change_plan(row: ForwardItem, *, on: dt.date, by: User, **fields: Any) -> Meeting | None:
    """It says what ``fields`` say. If that changes when it comes back, it goes to a planned meeting that it fits now.

    Refuses, with a ``ValidationError``, one that is on an agenda.
    """
    was = again(row).not_before
    for name, value in fields.items():
        setattr(row, name, value)
    meeting = _hold_next(row, on=on) if row.not_before != was else None
    now = _waiting(row)
    for name, value in fields.items():
        setattr(now, name, value)
    save_changed(now, by=by)
    if meeting:
        put_on_agenda([now], meeting, by=by)
    return meeting


@transaction.atomic
def withdraw(row: ForwardItem, *, by: User) -> None:
    """The board does not come back to it. Refused, with a ``ValidationError``, for one that is on an agenda."""
    sign(_waiting(row), by=by).delete()


def return_waiting(meeting: Meeting, *, by: User) -> list[AgendaItem]:
    """What waits on the forward plan for a meeting such as this stands on its agenda; ``meeting`` is held."""
    rows = ForwardItem.objects.select_for_update(of=("self",)).waiting_for(meeting)
    return put_on_agenda(list(rows.select_related("deferred", "came_from")), meeting, by=by)


def put_on_agenda(rows: Sequence[ForwardItem], meeting: Meeting, *, by: User) -> list[AgendaItem]:
    """They stand before what closes the agenda, and are counted with it. Returns the items, without their headings."""
    if not rows:
        return []
    there = list(meeting.items.order_by("position", "pk"))
    counted = is_counted(there)
    blocks = _blocks(rows)
    back = [item for block in blocks for item in block]
    at = next((n for n, row in enumerate(there) if row.kind in CLOSING), len(there))
    order = [*there[:at], *back, *there[at:]]
    numbers = heading_numbers([row.depth for row in order], [row.number for row in order]) if counted else []
    for n, item in enumerate(back, start=at):
        item.meeting, item.position, item.number = meeting, n + 1, numbers[n] if counted else ""
    bulk_create_with_history(back, AgendaItem, default_user=by)
    _carry_themes(rows, blocks)
    for row, block in zip(rows, blocks, strict=True):
        row.placed_as = block[0]
    bulk_update_with_history(list(rows), ForwardItem, ["placed_as"], default_user=by)
    set_order(meeting, order, counted=counted, by=by)
    return [block[0] for block in blocks]


def _blocks(rows: Iterable[ForwardItem]) -> list[list[AgendaItem]]:
    """New items, not saved, for each row: its own, and the headings that were deferred with it."""
    meetings = {row.deferred.meeting_id for row in rows if row.deferred}
    agendas: dict[int, list[AgendaItem]] = {}
    elsewhere: set[int | None] = set()
    if meetings:
        for item in AgendaItem.objects.filter(meeting__in=meetings).order_by("position", "pk"):
            agendas.setdefault(item.meeting_id, []).append(item)
        # A heading that was deferred by itself comes back by itself.
        elsewhere.update(ForwardItem.objects.filter(deferred__meeting__in=meetings).values_list("deferred", flat=True))
        back = AgendaItem.objects.filter(came_from__meeting__in=meetings)
        elsewhere.update(back.values_list("came_from", flat=True))
    return [
        _again(row, block_of(row.deferred, agendas[row.deferred.meeting_id]), elsewhere)
        if row.deferred
        else [_planned(row)]
        for row in rows
    ]


def _carry_themes(rows: Sequence[ForwardItem], blocks: Sequence[Sequence[AgendaItem]]) -> None:
    """What comes back carries the themes of what was deferred, or of the item that said it is to come back."""
    pairs = [
        (item.came_from_id or row.came_from_id, item)
        for row, block in zip(rows, blocks, strict=True)
        for item in block
        if item.came_from_id or row.came_from_id
    ]
    if not pairs:
        return
    through = AgendaItem.themes.through
    carried = through._default_manager.filter(agendaitem__in={key for key, _ in pairs})
    themes = list(carried.values_list("agendaitem_id", "theme_id"))
    carrying = [through(agendaitem=item, theme_id=theme) for key, item in pairs for was, theme in themes if was == key]
    if carrying:
        through._default_manager.bulk_create(carrying)


def _planned(row: ForwardItem) -> AgendaItem:
    """What a restricted item said is to come back is restricted too."""
    is_restricted = row.is_restricted or bool(row.came_from and row.came_from.is_restricted)
    return AgendaItem(number="?", is_restricted=is_restricted, **{name: getattr(row, name) for name in PLANNED})


def _again(row: ForwardItem, block: Sequence[AgendaItem], elsewhere: set[int | None]) -> list[AgendaItem]:
    """A heading whose item stayed behind is an item of its own. What inside it is restricted, ``set_order`` sees to."""
    first, *inside = block
    with_it = [(item, item.depth) for item in inside if item.is_deferred and item.pk not in elsewhere]
    back = [
        AgendaItem(
            **{name: getattr(item, name) for name in CARRIED} | {"depth": depth, "number": "?" if item.number else ""},
            came_from=item,
        )
        for item, depth in [(first, 1), *with_it]
    ]
    back[0].is_restricted = first.is_restricted or row.is_restricted
    return back


def _hold_next(row: ForwardItem, *, on: dt.date) -> Meeting | None:
    """The first planned meeting after ``on`` that it fits and whose agenda is open, held."""
    after = max(on, row.said_on)
    fits = Meeting.objects.filter(board=row.board_id, held_on__gt=after, minutes_stage__in=UNLOCKED)
    if row.not_before:
        fits = fits.filter(held_on__gte=row.not_before)
    meeting = fits.select_related("board").order_by("held_on", "pk").first()
    if meeting:
        hold_open(meeting.pk)
    return meeting


def _waiting(row: ForwardItem) -> ForwardItem:
    """The row as it stands, held. Whoever holds a meeting too takes that first, so that no two wait for each other."""
    held = ForwardItem.objects.select_for_update(of=("self",)).select_related("deferred", "placed_as__meeting__board")
    now = held.filter(pk=row.pk).first()
    if now is None:
        raise ValidationError(GONE)
    if now.placed_as:
        raise ValidationError(PLACED.format(meeting=now.placed_as.meeting))
    return now
