"""What stands on the home page of somebody with a role: what they have to do first, then how their boards stand."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, OuterRef, Q, Subquery

from actions.addresses import register_address
from actions.figures import Figure
from actions.models import Action, Status, conditions
from actions.queue import count_reports_waiting
from actions.rows import ActionRow, rows_of
from meetings.models import Meeting, MinutesStage
from organisations.models import Board
from organisations.roles import roles_of
from rr3tracker.organisation_owes import OrganisationOwes, organisations_owe

if TYPE_CHECKING:
    from meetings.models.meeting import MeetingQuerySet
    from organisations.roles import AnyUser

OWED_SHOWN = 10
MINUTES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class BoardRow:
    board: Board
    next_pk: int | None
    next_on: dt.date | None
    figures: list[Figure]


@dataclass(frozen=True, slots=True)
class HomePage:
    boards: list[BoardRow]
    owed: list[ActionRow]
    to_finish: list[Meeting]
    latest: list[Meeting]
    reports_waiting: int
    """For the answer of this user."""
    organisations: list[OrganisationOwes]
    """What an official's organisation owes; empty for others."""


def home_page_of(user: AnyUser, *, on: dt.date) -> HomePage:
    """Seven queries, and three more for an official, however many boards there are and whatever the roles are on them."""
    owed = list(
        Action.objects.visible_to(user).owed_by_user(user).open().for_register().in_sections(on=on)[:OWED_SHOWN]
    )
    return HomePage(
        boards=board_rows(user, on=on),
        owed=rows_of(owed, on=on),
        to_finish=list(minutes_to_finish(user, on=on)[:MINUTES_SHOWN]),
        reports_waiting=count_reports_waiting(user),
        organisations=organisations_owe(user, on=on),
        latest=list(latest_minutes(user).filter(of_own_boards(user))[:MINUTES_SHOWN]),
    )


def of_own_boards(user: AnyUser, path: str = "board") -> Q:
    """Boards that this user has a role on; a condition on the board at ``path``."""
    roles = roles_of(user)
    return Q() if roles.sees_all else Q(**{f"{path}__in": roles.boards})


def minutes_to_finish(user: AnyUser, *, on: dt.date) -> MeetingQuerySet:
    """Meetings that were held and whose minutes this user has still to write, the longest ago first."""
    held = Meeting.objects.editable_by(user).held_by(on).filter(minutes_stage=MinutesStage.DRAFTING)
    return held.select_related("board").order_by("held_on", "pk")


def latest_minutes(user: AnyUser) -> MeetingQuerySet:
    """Meetings whose minutes this user may read and others have been given, the newest first."""
    readable = Meeting.objects.with_minutes_for(user).exclude(minutes_stage=MinutesStage.DRAFTING)
    return readable.select_related("board").order_by("-held_on", "-pk")


def board_rows(user: AnyUser, *, on: dt.date) -> list[BoardRow]:
    coming = Meeting.objects.filter(board=OuterRef("pk"), held_on__gte=on).order_by("held_on", "pk")
    lasting = Q(closed_on__isnull=True) | Q(closed_on__gte=on)
    boards = Board.objects.filter(lasting, of_own_boards(user, "pk")).annotate(
        next_pk=Subquery(coming.values("pk")[:1]), next_on=Subquery(coming.values("held_on")[:1])
    )
    counts = counts_by_board(user, on=on)
    return [
        BoardRow(board, next_pk, next_on, figures_of(board, counts.get(board.pk)))
        for board, next_pk, next_on in ((b, b.next_pk, b.next_on) for b in boards)  # type: ignore[attr-defined]  # annotated
    ]


def counts_by_board(user: AnyUser, *, on: dt.date) -> dict[int, Any]:
    """All of them are of open actions, and so the closed ones, which are most, are not read."""
    counted = (
        Action.objects.visible_to(user)
        .open()
        .order_by()
        .values("board_id")
        .annotate(
            open_now=Count("pk"),
            due_soon=Count("pk", filter=conditions.is_due_soon(on=on)),
            overdue=Count("pk", filter=conditions.is_overdue(on=on)),
            agreeing=Count("pk", filter=conditions.is_to_be_agreed()),
        )
    )
    return {row["board_id"]: row for row in counted}


def figures_of(board: Board, counts: dict[str, int] | None) -> list[Figure]:
    found = counts or dict.fromkeys(("open_now", "due_soon", "overdue", "agreeing"), 0)
    return [
        Figure("open", found["open_now"], register_address(board=board.slug, state="open")),
        Figure("due soon", found["due_soon"], register_address(board=board.slug, state="due_soon")),
        Figure("overdue", found["overdue"], register_address(board=board.slug, state="overdue"), "overdue"),
        Figure("to be agreed", found["agreeing"], register_address(board=board.slug, status=Status.TO_BE_AGREED.value)),
    ]
