from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from simple_history.utils import bulk_update_with_history

from meetings.models import AgendaItem, Attendance, ForwardItem
from meetings.numbering import end_of_block, moved
from meetings.services.numbering import is_counted, place, renumber, renumber_agenda
from meetings.services.saving import again, hold_open, refuse_if_gone
from organisations.services.saving import save_changed, sign

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from meetings.models import Meeting
    from organisations.models import Theme, User

HAS_PARAGRAPHS = "This item has paragraphs. Delete those first."
HAS_PAPERS = "This item has papers. Delete those first, or put them under another item."
IS_DEFERRED = "This item stands on the agenda of {meeting}, where it was deferred to. Take it here after all first."
INSIDE_ITSELF = "An item is not put inside itself."
INSIDE_ANOTHER = "An item stands before or after another with its headings, not between those."
NOT_HERE = "The item to put it before is no longer on this agenda. Look at the agenda again."
TO_COME_BACK = "The forward plan says that the board comes back to this item. Withdraw it there first."
BOUNDS_A_PART = "The roll says that somebody was there from or until this item. Change the roll first."


@transaction.atomic
def add_item(
    meeting: Meeting, *, by: User, after: AgendaItem | None = None, themes: Iterable[Theme] = (), **fields: Any
) -> AgendaItem:
    """The meeting's agenda has one more item: after ``after``, or at its end.

    An agenda that counts 1, 2, 3 goes on counting, unless the item is given a number of another kind.
    """
    hold_open(meeting.pk)
    rows = list(meeting.items.order_by("position", "pk"))
    counted = is_counted(rows)
    item = AgendaItem(meeting=meeting, position=len(rows) + 1, **fields)
    save_changed(item, by=by)
    item.themes.set(themes)
    at = rows.index(after) + 1 if after in rows else len(rows)
    set_order(meeting, [*rows[:at], item, *rows[at:]], counted=counted and _counts(item), by=by)
    return item


@transaction.atomic
def change_item(item: AgendaItem, *, by: User, **fields: Any) -> None:
    """The item says what ``fields`` say; its paragraphs follow its number."""
    hold_open(item.meeting_id)
    now = again(item)
    before, was = now.number, (now.is_restricted, now.depth)
    for name, value in fields.items():
        setattr(now, name, value)
    save_changed(now, by=by)
    if now.number != before:
        renumber(now, by=by)
    if (now.is_restricted, now.depth) != was:
        rows = list(AgendaItem.objects.filter(meeting=now.meeting_id).order_by("position", "pk"))
        if was == (True, now.depth):
            restrict(block_of(now, rows)[1:], False, by=by)  # opened where it stands, and with it what was inside
        restrict_inside(rows, by=by)


@transaction.atomic
def move_item(item: AgendaItem, *, up: bool, by: User) -> None:
    """The item, with the headings inside it, stands one place further up or down."""
    hold_open(item.meeting_id)
    refuse_if_gone(item)
    rows = list(AgendaItem.objects.filter(meeting=item.meeting_id).order_by("position", "pk"))
    order = moved([row.depth for row in rows], rows.index(item), up=up)
    set_order(item.meeting, [rows[i] for i in order], counted=is_counted(rows), by=by)


@transaction.atomic
def place_item(item: AgendaItem, *, before: AgendaItem | None, by: User) -> None:
    """The item, with the headings inside it, stands before ``before``, or at the end of the agenda.

    Refuses, with a ``ValidationError``, a place inside itself, one between the headings of another item, and one before
    an item that is not on this agenda, or no longer.
    """
    hold_open(item.meeting_id)
    refuse_if_gone(item)
    rows = list(AgendaItem.objects.filter(meeting=item.meeting_id).order_by("position", "pk"))
    if before is not None and before not in rows:
        raise ValidationError(NOT_HERE)
    block = block_of(item, rows)
    if before in block[1:]:
        raise ValidationError(INSIDE_ITSELF)
    if before == item:
        return
    if before is not None and before.depth > item.depth:
        raise ValidationError(INSIDE_ANOTHER)
    rest = [row for row in rows if row not in block]
    at = rest.index(before) if before else len(rest)
    set_order(item.meeting, [*rest[:at], *block, *rest[at:]], counted=is_counted(rows), by=by)


def block_of(item: AgendaItem, rows: Sequence[AgendaItem]) -> list[AgendaItem]:
    """The item and the headings inside it, of an agenda's ``rows`` in order."""
    start = rows.index(item)
    end = end_of_block([row.depth for row in rows], start)
    return list(rows[start:end])


@transaction.atomic
def delete_item(item: AgendaItem, *, by: User) -> ForwardItem | None:
    """The item is off the agenda. What came to it from the forward plan, or was deferred to it, goes back there: that
    is returned.

    Refused, with a ``ValidationError``, while anything in the record hangs on it.
    """
    hold_open(item.meeting_id)
    refuse_if_gone(item)
    _refuse_to_lose(item)
    planned = _give_back(item, by=by)
    rows = list(AgendaItem.objects.filter(meeting=item.meeting_id).order_by("position", "pk"))
    counted = is_counted(rows)
    rows.remove(item)
    sign(item, by=by).delete()
    set_order(item.meeting, rows, counted=counted, by=by)
    return planned


def _give_back(item: AgendaItem, *, by: User) -> ForwardItem | None:
    was = AgendaItem.objects.filter(returned_as=item).select_related("meeting__board").first()
    planned = ForwardItem.objects.filter(Q(placed_as=item) | Q(deferred__isnull=False, deferred=was)).first()
    if planned is None and was is not None:  # a heading that came with its item
        planned = ForwardItem(board=was.meeting.board, deferred=was, said_on=was.meeting.held_on)
    if planned is None:
        return None
    planned.placed_as = None
    planned.is_restricted = planned.is_restricted or item.is_restricted
    save_changed(planned, by=by)
    return planned


def _refuse_to_lose(item: AgendaItem) -> None:
    if item.minutes.exists():
        raise ValidationError(HAS_PARAGRAPHS)
    if item.papers.exists():
        raise ValidationError(HAS_PAPERS)
    gone = AgendaItem.objects.filter(came_from=item).select_related("meeting__board").first()
    if gone:
        raise ValidationError(IS_DEFERRED.format(meeting=gone.meeting))
    if Attendance.objects.filter(Q(from_item=item) | Q(to_item=item)).exists():
        raise ValidationError(BOUNDS_A_PART)
    if ForwardItem.objects.filter(Q(deferred=item) | Q(came_from=item)).exists():
        raise ValidationError(TO_COME_BACK)


def _counts(item: AgendaItem) -> bool:
    return not item.number or item.number.replace(".", "").isdecimal()


def restrict(rows: Iterable[AgendaItem], is_restricted: bool, *, by: User) -> None:
    changed = [row for row in rows if row.is_restricted != is_restricted]
    for row in changed:
        row.is_restricted = is_restricted
    if changed:
        bulk_update_with_history(changed, AgendaItem, ["is_restricted"], default_user=by)


def restrict_inside(rows: Iterable[AgendaItem], *, by: User) -> None:
    """A heading inside a restricted item is restricted, wherever it came from; out of it again, it stays so.

    ``rows`` are the items of an agenda in their order. What is not saved yet goes through ``inside_restricted`` alone.
    """
    restrict(inside_restricted(rows), True, by=by)


def inside_restricted(rows: Iterable[AgendaItem]) -> list[AgendaItem]:
    """The headings that stand inside a restricted item, of an agenda's ``rows`` in order."""
    inside, is_in_one = [], False
    for row in rows:
        if row.depth == 1:
            is_in_one = row.is_restricted
        elif is_in_one:
            inside.append(row)
    return inside


def set_order(meeting: Meeting, rows: list[AgendaItem], *, counted: bool, by: User) -> None:
    """The meeting's items stand in this order; ``counted`` anew where the agenda counted before."""
    if counted:
        renumber_agenda(meeting, order=rows, by=by)
    else:
        place(AgendaItem, rows, by=by)
    restrict_inside(rows, by=by)
