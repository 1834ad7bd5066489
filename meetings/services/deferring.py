from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from simple_history.utils import bulk_create_with_history

from meetings.models import AgendaItem, Meeting
from meetings.services.agenda import delete_item, set_order
from meetings.services.numbering import is_counted
from meetings.services.saving import hold_open
from organisations.services.saving import save_changed

if TYPE_CHECKING:
    from organisations.models import User

NOT_LATER = "An item is deferred to a later meeting of the same board."
ALREADY = "This item has been deferred to {meeting} already."
CLOSING = (AgendaItem.Kind.OTHER_BUSINESS, AgendaItem.Kind.NEXT_MEETING)
CARRIED = ("title", "depth", "number", "presenter_id", "purpose", "kind", "minutes_allotted")


@transaction.atomic
def defer_item(item: AgendaItem, *, by: User, to: Meeting | None = None) -> Meeting | None:
    """The item, with the headings inside it, is not taken at its meeting and stands on the agenda of ``to``.

    Without ``to`` it goes to the board's next meeting; where none is planned yet, it waits until one is
    (``plan_meeting``). Returns the meeting that it went to. Refuses, with a ``ValidationError``, a meeting that is
    not a later one of the board, or is approved. An item that is on another later agenda leaves that one, unless
    something was added to it there.
    """
    hold_open(item.meeting_id)
    gone = AgendaItem.objects.filter(came_from=item).select_related("meeting__board").first()
    if gone and gone.meeting == to:
        raise ValidationError(ALREADY.format(meeting=gone.meeting))
    later = Meeting.objects.after(item.meeting)
    if to is not None and not later.filter(pk=to.pk).exists():
        raise ValidationError(NOT_LATER)
    if gone:
        take_after_all(item, by=by)
    block = _with_headings(item)
    for row in block:
        row.is_deferred = True
        save_changed(row, by=by)
    to = to or later.first()
    if to:
        hold_open(to.pk)
        _return(block, to, by=by)
    return to


@transaction.atomic
def take_after_all(item: AgendaItem, *, by: User) -> None:
    """A deferred item is taken at its own meeting: it leaves the later agenda, unless anything was added to it there."""
    hold_open(item.meeting_id)
    block = _with_headings(item)
    for gone in AgendaItem.objects.filter(came_from__in=block).select_related("meeting").order_by("-position"):
        delete_item(gone, by=by)
    for row in block:
        row.is_deferred = False
        save_changed(row, by=by)


def return_waiting(meeting: Meeting, *, by: User) -> list[AgendaItem]:
    """What was deferred until a meeting would be planned stands on this one's agenda."""
    waiting = list(AgendaItem.objects.waiting_for(meeting))
    return _return(waiting, meeting, by=by) if waiting else []


def _with_headings(item: AgendaItem) -> list[AgendaItem]:
    rows = list(AgendaItem.objects.filter(meeting=item.meeting_id).order_by("position", "pk"))
    start = rows.index(item)
    end = start + 1
    while end < len(rows) and rows[end].depth > item.depth:
        end += 1
    return rows[start:end]


def _return(items: Sequence[AgendaItem], meeting: Meeting, *, by: User) -> list[AgendaItem]:
    """Before what closes an agenda, and counted with it."""
    rows = list(meeting.items.order_by("position", "pk"))
    # A heading whose item stayed behind is an item of its own.
    depths = [item.depth if n else 1 for n, item in enumerate(items)]
    back = [
        AgendaItem(
            **{name: getattr(item, name) for name in CARRIED} | {"depth": depth, "number": "?" if item.number else ""},
            meeting=meeting,
            position=len(rows) + n,
            came_from=item,
        )
        for n, (item, depth) in enumerate(zip(items, depths, strict=True), start=1)
    ]
    counted = is_counted(rows)
    if not counted:
        for row in back:
            row.number = ""
    saved = bulk_create_with_history(back, AgendaItem, default_user=by)
    at = next((n for n, row in enumerate(rows) if row.kind in CLOSING), len(rows))
    set_order(meeting, [*rows[:at], *saved, *rows[at:]], counted=counted, by=by)
    return list(saved)
