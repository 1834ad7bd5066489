"""The figures of many boards at once: each by one query, however many boards there are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber

from actions.figures import counted
from actions.models import Action, Addressee, conditions
from actions.rag import is_long_overdue
from meetings.models import Meeting, MinutesStage
from organisations.dates import months_before
from organisations.models import Membership, Seat

if TYPE_CHECKING:
    from organisations.roles import AnyUser

MONTHS = 12
NOT_CIRCULATED = (MinutesStage.DRAFTING, MinutesStage.WITH_CHAIR)
IN_SEATS = (Membership.Role.CHAIR, Membership.Role.DEPUTY_CHAIR, Membership.Role.MEMBER)
ACTIONS = ("open_now", "overdue", "long_overdue", "due_soon", "agreeing", "completed", "on_time", "late")


def year_to(on: dt.date) -> dt.date:
    """The first day of the twelve months to ``on``."""
    return months_before(on, MONTHS) + dt.timedelta(days=1)


def action_counts(boards: Iterable[int], user: AnyUser, *, on: dt.date) -> dict[int, dict[str, int]]:
    completed = conditions.is_completed_between(year_to(on), on)
    rows: Any = (
        Action.objects.visible_to(user)
        .filter(board__in=boards)
        .order_by()
        .values("board")
        .annotate(
            open_now=counted(conditions.is_open()),
            overdue=counted(conditions.is_overdue(on=on)),
            long_overdue=counted(is_long_overdue(on=on)),
            due_soon=counted(conditions.is_due_soon(on=on)),
            agreeing=counted(conditions.is_to_be_agreed()),
            completed=counted(completed),
            on_time=counted(completed & conditions.is_on_time()),
            late=counted(completed & conditions.is_late_when_complete()),
        )
    )
    return {row["board"]: row for row in rows}


def longest_running(boards: Iterable[int], user: AnyUser) -> dict[int, Action]:
    """Of each board, the open action that was raised first."""
    first = Window(RowNumber(), partition_by="board", order_by=[F("raised_on").asc(), F("pk").asc()])
    rows = Action.objects.visible_to(user).open().filter(board__in=boards).order_by()
    ranked = rows.annotate(place=first).filter(place=1).only("board", "reference", "raised_on")
    return {action.board_id: action for action in ranked}


def not_circulated(boards: Iterable[int], user: AnyUser, *, on: dt.date) -> dict[int, int]:
    """Meetings before the day whose minutes were not given to members yet."""
    held = Meeting.objects.visible_to(user).filter(held_on__lt=on, minutes_stage__in=NOT_CIRCULATED)
    return dict(held.filter(board__in=boards).order_by().values_list("board").annotate(n=Count("pk")))


def vacancies(boards: Iterable[int], *, on: dt.date) -> dict[int, int]:
    """Seats that were not abolished and that nobody holds."""
    taken = Membership.objects.on(on).filter(role__in=IN_SEATS, seat__isnull=False).order_by().values("seat")
    lasting = Q(abolished_on__isnull=True) | Q(abolished_on__gt=on)
    seats = Seat.objects.filter(lasting, board__in=boards).exclude(pk__in=taken)
    return dict(seats.order_by().values_list("board").annotate(n=Count("pk")))


def awaiting_response(boards: Iterable[int], user: AnyUser) -> dict[int, int]:
    """Answers that organisations owe to what was recommended to them."""
    rows = Addressee.objects.visible_to(user).awaiting().filter(recommendation__advice__board__in=boards)
    return dict(rows.order_by().values_list("recommendation__advice__board").annotate(n=Count("pk")))
