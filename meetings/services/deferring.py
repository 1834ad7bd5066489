from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from meetings.models import AgendaItem, ForwardItem, Meeting
from meetings.services.agenda import block_of, delete_item
from meetings.services.forward import put_on_agenda
from meetings.services.saving import hold_open, refuse_if_gone
from organisations.services.saving import save_changed, sign

if TYPE_CHECKING:
    from organisations.models import User

NOT_LATER = "An item is deferred to a later meeting of the same board."
ALREADY = "This item has been deferred to {meeting} already."


@transaction.atomic
def defer_item(
    item: AgendaItem, *, by: User, to: Meeting | None = None, not_before: dt.date | None = None
) -> Meeting | None:
    """The item, with the headings inside it, is not taken at its meeting and stands on the agenda of ``to``.

    Without ``to`` it goes to the board's next meeting, or to the first from ``not_before``; where none is planned yet,
    it waits on the forward plan until one is (``plan_meeting``). Returns the meeting that it went to. Refuses, with a
    ``ValidationError``, a meeting that is not a later one of the board, or is approved. An item that is on another
    later agenda leaves that one, unless something was added to it there.
    """
    hold_open(item.meeting_id)
    refuse_if_gone(item)
    gone = AgendaItem.objects.filter(came_from=item).select_related("meeting__board").first()
    if gone and gone.meeting == to:
        raise ValidationError(ALREADY.format(meeting=gone.meeting))
    later = Meeting.objects.after(item.meeting)
    if to is not None and not later.filter(pk=to.pk).exists():
        raise ValidationError(NOT_LATER)
    if gone:
        take_after_all(item, by=by)
    for row in _with_headings(item):
        row.is_deferred = True
        save_changed(row, by=by)
    to = to or (later.filter(held_on__gte=not_before) if not_before else later).first()
    if to:
        hold_open(to.pk)
    waiting = _wait(item, not_before=not_before, by=by)
    if to:
        put_on_agenda([waiting], to, by=by)
    return to


@transaction.atomic
def take_after_all(item: AgendaItem, *, by: User) -> None:
    """A deferred item is taken at its own meeting: it leaves the forward plan, and the later agenda that it went to
    unless anything was added to it there.
    """
    hold_open(item.meeting_id)
    refuse_if_gone(item)
    block = _with_headings(item)
    for gone in AgendaItem.objects.filter(came_from__in=block).select_related("meeting").order_by("-position"):
        delete_item(gone, by=by)
    for waiting in ForwardItem.objects.filter(deferred__in=block):
        sign(waiting, by=by).delete()
    for row in block:
        row.is_deferred = False
        save_changed(row, by=by)


def _wait(item: AgendaItem, *, not_before: dt.date | None, by: User) -> ForwardItem:
    """The deferred item stands on the forward plan, once."""
    meeting = item.meeting
    waiting = ForwardItem.objects.filter(deferred=item).first() or ForwardItem(board=meeting.board, deferred=item)
    waiting.not_before, waiting.said_on = not_before, meeting.held_on
    save_changed(waiting, by=by)
    return waiting


def _with_headings(item: AgendaItem) -> list[AgendaItem]:
    return block_of(item, list(AgendaItem.objects.filter(meeting=item.meeting_id).order_by("position", "pk")))
