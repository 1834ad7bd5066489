"""The last and the next meeting, how far minutes had come, and of which the reader may not know yet what they say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from meetings.models import ISSUED, Meeting, MinutesStage
from meetings.permissions import can_read_minutes
from rr3tracker.summary.moment import Period, Then

if TYPE_CHECKING:
    from organisations.models import Board
    from organisations.roles import AnyUser

SHOWN = ("board", "title", "held_on", "starts_at", "venue", "minutes_stage", *(f"{stage}_at" for stage in ISSUED))


@dataclass(frozen=True, slots=True)
class Meetings:
    held: list[Meeting]
    """By then, the latest first."""
    last: Meeting | None
    next: Meeting | None
    """The first after the day; of a summary as a meeting began, that meeting."""
    last_stage: str
    """How far the minutes of the last one had come."""
    not_open: list[Meeting]
    """Those in the period whose minutes the reader may not read."""


def known_meetings(board: Board, user: AnyUser) -> list[Meeting]:
    """Of which this user may know, the latest first. One query."""
    found = Meeting.objects.visible_to(user).filter(board=board).only(*SHOWN).order_by("-held_on", "-pk")
    meetings = list(found)
    for meeting in meetings:
        meeting.board = board
    return meetings


def held_by(known: Iterable[Meeting], then: Then) -> list[Meeting]:
    return [meeting for meeting in known if then.has_held(meeting)]


def meetings_then(known: Sequence[Meeting], user: AnyUser, then: Then, period: Period) -> Meetings:
    held = held_by(known, then)
    coming = [meeting for meeting in known if not then.has_held(meeting)]
    return Meetings(
        held=held,
        last=held[0] if held else None,
        next=coming[-1] if coming else None,
        last_stage=stage_at(held[0], then.until) if held else "",
        not_open=[meeting for meeting in held if period.holds(meeting) and not can_read_minutes(user, meeting)],
    )


def stage_at(meeting: Meeting, at: dt.datetime) -> MinutesStage:
    """How far its minutes had come, by when each step was taken."""
    taken = [stage for stage in ISSUED if (step := getattr(meeting, f"{stage}_at")) and step <= at]
    return MinutesStage(taken[-1]) if taken else MinutesStage.DRAFTING
