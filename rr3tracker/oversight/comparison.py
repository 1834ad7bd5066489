"""Boards side by side, for those who have a role on several: each with its groups, and with what they come to together."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db.models import OuterRef, Q, Subquery

from actions.addresses import register_address
from actions.figures import Figure
from actions.models import Answer, Status
from actions.rag import Rag, rag_of
from actions.recommendations.addresses import recommendations_address
from meetings.attendance_record import Share, attendance_record
from meetings.models import Meeting
from meetings.quorum_record import QuorumRow, quorum_record
from meetings.rolls import Rolls, rolls_of
from organisations.models import Board
from organisations.roles import roles_of
from organisations.tree import branches_of
from rr3tracker.oversight import counts

if TYPE_CHECKING:
    from actions.models import Action
    from organisations.roles import AnyUser

WORST, BY_NAME = "worst", "name"
FIGURES = (
    ("open_now", "Open", ""),
    ("overdue", "Overdue", "overdue"),
    ("due_soon", "Due soon", ""),
    ("agreeing", "To be agreed", ""),
    ("completed", "Completed in 12 months", ""),
)


@dataclass(frozen=True, slots=True)
class Sums:
    """What can be added up, of one board or of several."""

    slugs: tuple[str, ...]
    on: dt.date
    actions: dict[str, int]
    attendance: Share
    not_circulated: int = 0
    vacancies: int = 0
    awaiting: int = 0

    def __add__(self, other: Sums) -> Sums:
        return Sums(
            self.slugs + other.slugs,
            self.on,
            {name: self.actions[name] + other.actions[name] for name in self.actions},
            self.attendance + other.attendance,
            self.not_circulated + other.not_circulated,
            self.vacancies + other.vacancies,
            self.awaiting + other.awaiting,
        )

    @property
    def rag(self) -> Rag:
        found = self.actions
        return rag_of(open_now=found["open_now"], overdue=found["overdue"], long_overdue=found["long_overdue"])

    @property
    def dated(self) -> int:
        return self.actions["on_time"] + self.actions["late"]

    @property
    def percent_on_time(self) -> int | None:
        return round(100 * self.actions["on_time"] / self.dated) if self.dated else None

    @property
    def addresses(self) -> dict[str, str]:
        """Of the lists that the numbers of actions count."""
        year = {"completed_from": counts.year_to(self.on).isoformat(), "completed_to": self.on.isoformat()}
        filters: dict[str, dict[str, str]] = {
            "open_now": {"state": "open"},
            "overdue": {"state": "overdue"},
            "due_soon": {"state": "due_soon"},
            "agreeing": {"status": Status.TO_BE_AGREED.value},
            "completed": year,
            "on_time": {"on_time": "yes", **year},
            "late": {"on_time": "no", **year},
        }
        return {name: register_address(board=self.slugs, **given) for name, given in filters.items()}


@dataclass(frozen=True, slots=True)
class Row:
    """A board; or, where ``is_total``, a board with its groups."""

    board: Board
    sums: Sums
    depth: int = 0
    is_total: bool = False
    next: Meeting | None = None
    last: Meeting | None = None
    quorum: QuorumRow | None = None
    """Of the last meeting that the reader may know it of; of the last, where there is none in the twelve months."""
    longest: Action | None = None
    longest_days: int = 0

    @property
    def name(self) -> str:
        return f"{self.board.short_name} with its groups" if self.is_total else self.board.name

    @property
    def figures(self) -> list[Figure]:
        """Numbers of actions, linked to the lists that they count."""
        actions, addresses = self.sums.actions, self.sums.addresses
        return [Figure(label, actions[name], addresses[name], kind) for name, label, kind in FIGURES]

    @property
    def on_time(self) -> Figure:
        return Figure("Completed on time", self.sums.actions["on_time"], self.sums.addresses["on_time"])

    @property
    def awaiting(self) -> Figure:
        address = recommendations_address(board=self.sums.slugs, answer=Answer.AWAITING.value)
        return Figure("Awaiting a response", self.sums.awaiting, address)

    @property
    def late(self) -> Figure:
        return Figure("Completed late", self.sums.actions["late"], self.sums.addresses["late"])


@dataclass(frozen=True, slots=True)
class Comparison:
    rows: list[Row]
    boards: int
    since: dt.date
    """The first day of the twelve months that are counted."""


def comparison_of(user: AnyUser, *, on: dt.date, sort: str = WORST) -> Comparison:
    """The boards that meet still and on which ``user`` has a role. Eleven queries, however many there are."""
    boards = list(_boards_of(user, on=on))
    pks = [board.pk for board in boards]
    meetings = _meetings_of(boards, user, on=on)
    rolls = rolls_of([one for ones in meetings.values() for one in ones if one.held_on < on], user)
    found = _Found(pks, user, on=on)
    plain = {board.pk: found.row(board, meetings.get(board.pk, []), rolls) for board in boards}
    return Comparison(_arranged(boards, plain, sort=sort), len(boards), counts.year_to(on))


def _boards_of(user: AnyUser, *, on: dt.date) -> Iterable[Board]:
    roles = roles_of(user)
    of_user = Q() if roles.sees_all else Q(pk__in=roles.boards)
    meetings = Meeting.objects.filter(board=OuterRef("pk")).order_by()
    return Board.objects.filter(of_user, Q(closed_on__isnull=True) | Q(closed_on__gte=on)).annotate(
        last_pk=Subquery(meetings.filter(held_on__lt=on).order_by("-held_on", "-pk").values("pk")[:1]),
        next_pk=Subquery(meetings.filter(held_on__gte=on).order_by("held_on", "pk").values("pk")[:1]),
    )


def _meetings_of(boards: Sequence[Board], user: AnyUser, *, on: dt.date) -> dict[int, list[Meeting]]:
    """Of each board those of the last twelve months, the last that was held before, and the next; the earliest first."""
    ends = {pk for board in boards for pk in (board.last_pk, board.next_pk) if pk}  # type: ignore[attr-defined]  # annotated
    recent = Q(board__in=boards, held_on__gte=counts.year_to(on), held_on__lt=on)
    rows = Meeting.objects.visible_to(user).filter(recent | Q(pk__in=ends)).order_by("held_on", "pk")
    found: dict[int, list[Meeting]] = defaultdict(list)
    for meeting in rows.only("board_id", "title", "held_on", "minutes_stage"):
        found[meeting.board_id].append(meeting)
    return found


class _Found:
    """What was counted, by board."""

    def __init__(self, boards: list[int], user: AnyUser, *, on: dt.date) -> None:
        self.user, self.on = user, on
        self.actions = counts.action_counts(boards, user, on=on)
        self.longest = counts.longest_running(boards, user)
        self.not_circulated = counts.not_circulated(boards, user, on=on)
        self.vacancies = counts.vacancies(boards, on=on)
        self.awaiting = counts.awaiting_response(boards, user)

    def row(self, board: Board, meetings: list[Meeting], rolls: Rolls) -> Row:
        held = [meeting for meeting in meetings if meeting.held_on < self.on]
        coming = [meeting for meeting in meetings if meeting.held_on >= self.on]
        recent = [meeting for meeting in held if meeting.held_on >= counts.year_to(self.on)]
        attendance = attendance_record(recent, self.user, board=board, on=self.on, rolls=rolls)
        longest = self.longest.get(board.pk)
        sums = Sums(
            slugs=(board.slug,),
            on=self.on,
            actions={name: self.actions.get(board.pk, {}).get(name, 0) for name in counts.ACTIONS},
            attendance=attendance.share,
            not_circulated=self.not_circulated.get(board.pk, 0),
            vacancies=self.vacancies.get(board.pk, 0),
            awaiting=self.awaiting.get(board.pk, 0),
        )
        return Row(
            board=board,
            sums=sums,
            next=coming[0] if coming else None,
            last=held[-1] if held else None,
            quorum=_last_quorum(quorum_record(held, self.user, board=board, on=self.on, rolls=rolls).rows),
            longest=longest,
            longest_days=(self.on - longest.raised_on).days if longest else 0,
        )


def _last_quorum(rows: Sequence[QuorumRow]) -> QuorumRow | None:
    known = [row for row in rows if row.quorum]
    return known[-1] if known else rows[-1] if rows else None


def _arranged(boards: Sequence[Board], rows: dict[int, Row], *, sort: str) -> list[Row]:
    """Boards with their groups under them, and after those what they come to together; a family is as bad as the worst of it."""
    families: list[list[tuple[Board, int]]] = []
    for branch in branches_of(boards):
        if branch.depth == 0:
            families.append([])
        families[-1].append((branch.board, branch.depth))
    arranged = []
    for family in families:
        [(head, _), *groups] = family
        totals = _total([rows[board.pk].sums for board, _ in family])
        placed = [rows[head.pk], *(_under(rows[board.pk], depth) for board, depth in groups)]
        if groups:
            placed.append(Row(head, totals, is_total=True))
        arranged.append((totals, head, placed))
    if sort == WORST:
        arranged.sort(key=lambda one: (-max(row.sums.rag for row in one[2]), *_size(one[0])))
    return [row for _, _, placed in arranged for row in placed]


def _total(sums: Sequence[Sums]) -> Sums:
    total = sums[0]
    for one in sums[1:]:
        total += one
    return total


def _under(row: Row, depth: int) -> Row:
    return replace(row, depth=depth)


def _size(sums: Sums) -> tuple[int, int]:
    """By how many are overdue, and how many open, the most first. Boards come in the order of their names."""
    return (-sums.actions["overdue"], -sums.actions["open_now"])
