from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from meetings.models import AgendaItem, Meeting, StandingItem
from meetings.numbering import heading_numbers
from meetings.services.agenda import inside_restricted
from meetings.services.forward import return_waiting
from meetings.services.saving import hold_open
from organisations.services.saving import save_changed

if TYPE_CHECKING:
    from organisations.models import Board, User

Kind = AgendaItem.Kind
USUAL = (Kind.WELCOME, Kind.LAST_MINUTES, Kind.OUTSTANDING_ACTIONS, Kind.OTHER_BUSINESS, Kind.NEXT_MEETING)
"""What stands on the agenda of a board that has said nothing else."""

SHAPE = ("title", "depth", "number", "presenter_id", "purpose", "kind", "minutes_allotted", "is_restricted")


@transaction.atomic
def plan_meeting(
    meeting: Meeting, *, by: User, like: Meeting | None = None, is_empty: bool = False
) -> list[AgendaItem]:
    """A new meeting is recorded with an agenda; what came back to it of earlier meetings is returned.

    The agenda has the shape of ``like``, or else the board's standing items, or nothing; and then what waits on the
    forward plan for such a meeting.
    """
    save_changed(meeting, by=by)
    hold_open(meeting.pk)
    if not is_empty:
        _place(meeting, shape_of(like) if like else standing_items_of(meeting.board), by=by)
    return return_waiting(meeting, by=by)


def standing_items_of(board: Board) -> list[AgendaItem]:
    """New items, not saved: the board's own, or the usual ones."""
    own = list(StandingItem.objects.filter(board=board))
    if not own:
        return [AgendaItem(kind=kind, title=kind.label, number="?") for kind in USUAL]
    return [
        AgendaItem(
            kind=row.kind,
            title=row.title,
            number="?",
            purpose=row.purpose,
            minutes_allotted=row.minutes_allotted,
            is_restricted=row.is_restricted,
        )
        for row in own
    ]


def shape_of(meeting: Meeting) -> list[AgendaItem]:
    """New items, not saved: those that ``meeting`` had, but not what came to it once only, nor what it put off."""
    rows = meeting.items.filter(is_late=False, is_deferred=False, came_from__isnull=True, forward_item__isnull=True)
    return [AgendaItem(**{name: getattr(row, name) for name in SHAPE}) for row in rows.order_by("position", "pk")]


def _place(meeting: Meeting, items: Sequence[AgendaItem], *, by: User) -> None:
    numbers = heading_numbers([item.depth for item in items], [item.number for item in items])
    for item, (position, number) in zip(items, enumerate(numbers, start=1), strict=True):
        item.meeting, item.position, item.number = meeting, position, number
    for item in inside_restricted(items):
        item.is_restricted = True
    bulk_create_with_history(list(items), AgendaItem, default_user=by)
