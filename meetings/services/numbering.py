from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils import timezone
from simple_history.utils import bulk_update_with_history

from meetings.models import AgendaItem, Minute
from meetings.numbering import heading_numbers, paragraph_numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from meetings.models import Meeting
    from organisations.models import User


NUMBER_LENGTH = 20
"""What ``Minute.number`` holds."""


def renumber(item: AgendaItem, *, by: User, order: Sequence[Minute] | None = None) -> None:
    """The item's paragraphs stand in ``order`` (as they stood where none is given), numbered by their levels.

    Paragraphs read from a document keep the numbers that were printed until something changes which
    paragraphs the item has, their order or their levels, or the item's own number: then all of them are
    counted afresh. Changing a paragraph's words counts nothing. Only rows that change are saved.
    """
    rows = list(item.minutes.order_by("position", "pk")) if order is None else list(order)
    numbers = paragraph_numbers(item.number, [row.level for row in rows])
    if any(len(number) > NUMBER_LENGTH for number in numbers):
        raise ValidationError("The item’s number is too long for its paragraphs to be numbered under it.")
    _place(Minute, rows, numbers, by=by)


def renumber_agenda(meeting: Meeting, *, by: User, order: Sequence[AgendaItem] | None = None) -> None:
    """The meeting's items stand in ``order``, counted 1, 2, 2.1, 3, with their paragraphs under the new numbers."""
    rows = list(meeting.items.order_by("position", "pk")) if order is None else list(order)
    numbers = heading_numbers([row.depth for row in rows], [row.number for row in rows])
    before = {row.pk: row.number for row in rows}
    _place(AgendaItem, rows, numbers, by=by)
    for row in rows:
        if row.number != before[row.pk]:
            renumber(row, by=by)


def is_counted(items: Sequence[AgendaItem]) -> bool:
    """Whether the items' numbers count 1, 2, 3 …: then the agenda goes on counting when it changes.

    An agenda numbered in another way (88/19; 4, 4A, 5) keeps the numbers that were printed or typed.
    """
    numbers = [item.number for item in items]
    return numbers == heading_numbers([item.depth for item in items], numbers)


def place(model: type[AgendaItem] | type[Minute], rows: Sequence[AgendaItem | Minute], *, by: User) -> None:
    """The rows stand in this order, under the numbers that they have."""
    _place(model, rows, [row.number for row in rows], by=by)


def _place(
    model: type[AgendaItem] | type[Minute],
    rows: Sequence[AgendaItem | Minute],
    numbers: Sequence[str],
    *,
    by: User,
) -> None:
    changed = []
    for position, (row, number) in enumerate(zip(rows, numbers, strict=True), start=1):
        if (row.position, row.number) != (position, number):
            row.position, row.number = position, number
            changed.append(row)
    if changed:
        bulk_update_with_history(changed, model, ["position", "number"], default_user=by, default_date=timezone.now())
