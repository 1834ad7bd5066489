"""What the records of attendance, quorum and minutes are worked out from: read once, for any number of meetings and boards.

Everything starts from what the reader may see: a roll is part of the minutes, and who belonged to a board is for those who have
a role on it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from django.apps import apps
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from meetings.models import Attendance, Meeting
from organisations.models import Membership

if TYPE_CHECKING:
    from organisations.roles import AnyUser

Status = Attendance.Status
Role = Membership.Role
TAKEN = (Status.PRESENT, Status.ABSENT)
BELONGS = (Role.CHAIR, Role.DEPUTY_CHAIR, Role.MEMBER, Role.OFFICIAL)


class RollRow(NamedTuple):
    """A row of a roll, with no more than is counted and named."""

    meeting: int
    person: int | None
    person_name: str | None
    organisation: int | None
    organisation_name: str | None
    organisation_acronym: str | None
    status: str
    capacity: str
    substitute_for: int | None


class Belonging(NamedTuple):
    """A membership, as far as it says who was expected."""

    board: int
    person: int | None
    person_name: str | None
    organisation: int | None
    organisation_name: str | None
    organisation_acronym: str | None
    role: str
    starts_on: dt.date
    ends_on: dt.date | None

    def is_in_force(self, on: dt.date) -> bool:
        return self.starts_on <= on and not (self.ends_on and self.ends_on < on)


class RollState(StrEnum):
    """Why a meeting is counted, or is not."""

    TAKEN = "taken"
    TO_COME = "to come"
    NOT_OPEN = "not open to you yet"
    NOT_TAKEN = "no roll taken"


@dataclass(frozen=True, slots=True)
class Rolls:
    readable: frozenset[int]
    """The meetings whose minutes the reader may read."""
    rows: dict[int, list[RollRow]]
    """By meeting."""
    belongings: dict[int, list[Belonging]]
    """By board."""
    quorums: dict[int, list[tuple[dt.date, int | None]]]
    """By board: the day from which a quorum held, the earliest first."""

    def state_of(self, meeting: Meeting, *, on: dt.date) -> RollState:
        """Apologies alone come in before a meeting: a roll is taken once it says who was there or was missed."""
        if meeting.held_on > on:
            return RollState.TO_COME
        if meeting.pk not in self.readable:
            return RollState.NOT_OPEN
        taken = any(row.status in TAKEN for row in self.rows.get(meeting.pk, ()))
        return RollState.TAKEN if taken else RollState.NOT_TAKEN

    def belonging(self, board: int, *, on: dt.date) -> list[Belonging]:
        return [row for row in self.belongings.get(board, ()) if row.is_in_force(on)]

    def quorum_on(self, board: int, day: dt.date) -> int | None:
        """The quorum that was in force; before the board was kept here, the one that it had when its first day here ended."""
        known = self.quorums.get(board, ())
        since = max(day, known[0][0]) if known else day
        return next((needed for first, needed in reversed(known) if first <= since), None)


def rolls_of(meetings: Sequence[Meeting], user: AnyUser) -> Rolls:
    """Four queries, however many meetings and boards."""
    pks = {meeting.pk for meeting in meetings}
    boards = {meeting.board_id for meeting in meetings}
    days = [meeting.held_on for meeting in meetings]
    readable = Meeting.objects.with_minutes_for(user).filter(pk__in=pks).order_by()
    return Rolls(
        readable=frozenset(readable.values_list("pk", flat=True)),
        rows=_rows(pks, user),
        belongings=_belongings(boards, user, first=min(days), last=max(days)) if days else {},
        quorums=_quorums(boards),
    )


def _rows(meetings: Iterable[int], user: AnyUser) -> dict[int, list[RollRow]]:
    rows = (
        Attendance.objects.visible_to(user)
        .filter(meeting__in=meetings)
        .order_by("meeting", "position", "pk")
        .values_list(
            "meeting",
            "person",
            "person__name",
            "organisation",
            "organisation__name",
            "organisation__acronym",
            "status",
            "capacity",
            "substitute_for",
        )
    )
    found: dict[int, list[RollRow]] = defaultdict(list)
    for values in rows:
        found[values[0]].append(RollRow(*values))
    return dict(found)


def _belongings(boards: Iterable[int], user: AnyUser, *, first: dt.date, last: dt.date) -> dict[int, list[Belonging]]:
    lasting = Q(ends_on__isnull=True) | Q(ends_on__gte=first)
    rows = (
        Membership.objects.of_boards_of(user)
        .filter(lasting, board__in=boards, role__in=BELONGS, starts_on__lte=last)
        .order_by("board", "starts_on", "pk")
        .values_list(
            "board",
            "person",
            "person__name",
            Coalesce("organisation", "person__organisation"),
            Coalesce("organisation__name", "person__organisation__name"),
            Coalesce("organisation__acronym", "person__organisation__acronym"),
            "role",
            "starts_on",
            "ends_on",
        )
    )
    found: dict[int, list[Belonging]] = defaultdict(list)
    for values in rows:
        found[values[0]].append(Belonging(*values))
    return dict(found)


def _quorums(boards: Iterable[int]) -> dict[int, list[tuple[dt.date, int | None]]]:
    history: Any = apps.get_model("organisations", "HistoricalBoard")
    rows = history.objects.filter(id__in=boards).order_by("history_date", "history_id")
    found: dict[int, list[tuple[dt.date, int | None]]] = defaultdict(list)
    for board, moment, quorum in rows.values_list("id", "history_date", "quorum"):
        found[board].append((timezone.localdate(moment), quorum))
    return dict(found)
