from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction

from meetings.models import AgendaItem
from meetings.numbering import moved
from meetings.services.numbering import is_counted, place, renumber, renumber_agenda
from meetings.services.saving import hold_open
from organisations.services.saving import save_changed, sign

if TYPE_CHECKING:
    from meetings.models import Meeting
    from organisations.models import User

HAS_PARAGRAPHS = "This item has paragraphs. Delete those first."


@transaction.atomic
def add_item(meeting: Meeting, *, by: User, after: AgendaItem | None = None, **fields: Any) -> AgendaItem:
    """The meeting's agenda has one more item: after ``after``, or at its end.

    An agenda that counts 1, 2, 3 goes on counting, unless the item is given a number of another kind.
    """
    hold_open(meeting.pk)
    rows = list(meeting.items.order_by("position", "pk"))
    counted = is_counted(rows)
    item = AgendaItem(meeting=meeting, position=len(rows) + 1, **fields)
    save_changed(item, by=by)
    at = rows.index(after) + 1 if after in rows else len(rows)
    _set_order(meeting, [*rows[:at], item, *rows[at:]], counted=counted and _counts(item), by=by)
    return item


@transaction.atomic
def change_item(item: AgendaItem, *, by: User, **fields: Any) -> None:
    """The item says what ``fields`` say; its paragraphs follow its number."""
    hold_open(item.meeting_id)
    before = AgendaItem.objects.get(pk=item.pk).number
    for name, value in fields.items():
        setattr(item, name, value)
    save_changed(item, by=by)
    if item.number != before:
        renumber(item, by=by)


@transaction.atomic
def move_item(item: AgendaItem, *, up: bool, by: User) -> None:
    """The item, with the headings inside it, stands one place further up or down."""
    hold_open(item.meeting_id)
    rows = list(AgendaItem.objects.filter(meeting=item.meeting_id).order_by("position", "pk"))
    order = moved([row.depth for row in rows], rows.index(item), up=up)
    _set_order(item.meeting, [rows[i] for i in order], counted=is_counted(rows), by=by)


@transaction.atomic
def delete_item(item: AgendaItem, *, by: User) -> None:
    """The item is off the agenda. Refused, with a ``ValidationError``, while it has paragraphs."""
    hold_open(item.meeting_id)
    if item.minutes.exists():
        raise ValidationError(HAS_PARAGRAPHS)
    rows = list(AgendaItem.objects.filter(meeting=item.meeting_id).order_by("position", "pk"))
    counted = is_counted(rows)
    rows.remove(item)
    sign(item, by=by).delete()
    _set_order(item.meeting, rows, counted=counted, by=by)


def _counts(item: AgendaItem) -> bool:
    return not item.number or item.number.replace(".", "").isdecimal()


def _set_order(meeting: Meeting, rows: list[AgendaItem], *, counted: bool, by: User) -> None:
    if counted:
        renumber_agenda(meeting, order=rows, by=by)
    else:
        place(AgendaItem, rows, by=by)
