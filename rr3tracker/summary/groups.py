"""A board together with its special interest groups, those of them on which the reader has a role."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.urls import reverse

from actions.addresses import register_address
from actions.figures import Figure
from actions.models import CLOSED, WORKING, Action
from meetings.models import Meeting
from organisations.known import first_kept
from organisations.models import Board
from rr3tracker.homepage import of_own_boards
from rr3tracker.summary.asking import asking_then, asking_today, bounds
from rr3tracker.summary.meetings import Meetings
from rr3tracker.summary.moment import A_DAY, Period, Then

if TYPE_CHECKING:
    from organisations.roles import AnyUser

COUNTED = ("open", "overdue", "done")


@dataclass(frozen=True, slots=True)
class GroupLine:
    name: str
    address: str
    """Of its summary; empty for the board itself, and for the sum."""
    last: dt.date | None
    next: dt.date | None
    figures: list[Figure]


@dataclass(frozen=True, slots=True)
class Groups:
    lines: list[GroupLine]
    """The board, its groups, and all together; empty where it has none."""
    day: dt.date
    """As at the end of which day they are counted."""


def groups_of(
    board: Board, user: AnyUser, then: Then, period: Period, meetings: Meetings, *, written_by: dt.datetime | None
) -> Groups:
    """``meetings`` are the board's own. Two queries.

    As a meeting of the board began, all are told of as at the day before: a meeting of one board is no moment of another.
    """
    day = then.on - A_DAY if then.is_morning else then.on
    at_day = Then(day if then.moment else None, then.today)
    found = _groups(board, user, at_day, written_by)
    if not found:
        return Groups([], day)
    boards = [board, *(group for group, _, _ in found)]
    counts = _counts(user, boards, at_day, period)
    query = f"?as_at={day}" if then.moment else ""
    lines = [
        GroupLine(
            name=one.short_name,
            address=reverse("board_summary", args=[one.slug]) + query if one.pk != board.pk else "",
            last=last,
            next=coming,
            figures=_figures(counts.get(one.pk, {}), [one.slug], at_day, period),
        )
        for one, last, coming in [(board, _day(meetings.last), _day(meetings.next)), *found]
    ]
    total = {name: sum(count[name] for count in counts.values()) for name in COUNTED}
    together = _figures(total, [one.slug for one in boards], at_day, period)
    return Groups([*lines, GroupLine("Together", "", None, None, together)], day)


def _day(meeting: Meeting | None) -> dt.date | None:
    return meeting.held_on if meeting else None


def _groups(
    board: Board, user: AnyUser, then: Then, written_by: dt.datetime | None
) -> list[tuple[Board, dt.date | None, dt.date | None]]:
    """Those that were there by then, each with the days of its last and its next meeting."""
    meetings = Meeting.objects.filter(board=OuterRef("pk"))
    lasting = Q(closed_on__isnull=True) | Q(closed_on__gte=then.on)
    written = Q(kept__isnull=True) | Q(kept__lte=written_by) if written_by else ~Q(pk__in=())
    coming = meetings.filter(held_on__gt=then.on).annotate(kept=first_kept(Meeting)).filter(written)
    rows: Any = Board.objects.filter(lasting, of_own_boards(user, "pk"), parent=board).annotate(
        kept=first_kept(Board),
        last_on=Subquery(meetings.filter(held_on__lte=then.on).order_by("-held_on").values("held_on")[:1]),
        next_on=Subquery(coming.order_by("held_on").values("held_on")[:1]),
    )
    return [(group, group.last_on, group.next_on) for group in rows.filter(written | Q(last_on__isnull=False))]


def _counts(user: AnyUser, boards: Sequence[Board], then: Then, period: Period) -> dict[int, dict[str, int]]:
    """By board. How each action stood then is worked out once, and counted here."""
    actions = Action.objects.visible_to(user).filter(board__in=[board.pk for board in boards]).order_by()
    if then.moment is None:
        asked = asking_today(actions, then)
        counts = {
            "open": Count("pk", filter=asked.is_open()),
            "overdue": Count("pk", filter=asked.overdue),
            "done": Count("pk", filter=asked.is_completed_in(period)),
        }
        by_board: Any = actions.values("board_id").annotate(**counts)
        return {row["board_id"]: row for row in by_board}
    asked = asking_then(actions, then, filters={})
    rows: Any = asked.actions.filter(asked.is_open_or_completed_in(period))
    found: dict[int, dict[str, int]] = defaultdict(lambda: dict.fromkeys(COUNTED, 0))
    for board, status, due in rows.values_list("board_id", "status_then", "due_then"):
        found[board]["done" if status in CLOSED else "open"] += 1
        found[board]["overdue"] += status in WORKING and due is not None and due < then.on
    return found


def _figures(counts: Mapping[str, int], slugs: list[str], then: Then, period: Period) -> list[Figure]:
    as_at = {"as_at": then.address} if then.moment else {}
    addresses = {
        "open": register_address(board=slugs, **as_at, state="open"),
        "overdue": register_address(board=slugs, **as_at, state="overdue"),
        "done": "" if then.moment else register_address(board=slugs, **bounds("completed", period)),
    }
    return [Figure(name.capitalize(), counts.get(name, 0), addresses[name], name) for name in COUNTED]
