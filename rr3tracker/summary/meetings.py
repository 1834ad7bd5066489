"""The last and the next meeting, how far minutes had come, and of which the reader may not know yet what they say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from meetings.attendance_record import AttendanceRecord, attendance_record
from meetings.models import ISSUED, Meeting, MinutesStage
from meetings.permissions import can_read_minutes
from meetings.quorum_record import QuorumRecord, QuorumRow, quorum_record
from meetings.rolls import rolls_of
from meetings.timeliness import MinutesRow, Timeliness, timeliness
from organisations.dates import write_date
from organisations.known import first_kept
from rr3tracker.summary.moment import A_DAY, Period, Then

if TYPE_CHECKING:
    from organisations.models import Board
    from organisations.roles import AnyUser

SHOWN_IN_RECORD = 6
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
    """Of which this user may know, the latest first, each with ``first_kept``. One query."""
    found = Meeting.objects.visible_to(user).filter(board=board).only(*SHOWN).order_by("-held_on", "-pk")
    meetings = list(found.annotate(first_kept=first_kept(Meeting)))
    for meeting in meetings:
        meeting.board = board
    return meetings


def held_by(known: Iterable[Meeting], then: Then) -> list[Meeting]:
    return [meeting for meeting in known if then.has_held(meeting)]


def meetings_then(
    known: Sequence[Meeting], user: AnyUser, then: Then, period: Period, *, written_by: dt.datetime | None
) -> Meetings:
    """A meeting that was planned later was not the next one then."""
    held = held_by(known, then)
    coming = [meeting for meeting in known if not then.has_held(meeting) and _is_written(meeting, written_by)]
    return Meetings(
        held=held,
        last=held[0] if held else None,
        next=coming[-1] if coming else None,
        last_stage=stage_at(held[0], then.until) if held else "",
        not_open=[meeting for meeting in held if period.holds(meeting) and not can_read_minutes(user, meeting)],
    )


def _is_written(meeting: Any, by: dt.datetime | None) -> bool:
    return by is None or meeting.first_kept is None or meeting.first_kept <= by


def stage_at(meeting: Meeting, at: dt.datetime) -> MinutesStage:
    """How far its minutes had come, by when each step was taken."""
    taken = [stage for stage in ISSUED if (step := getattr(meeting, f"{stage}_at")) and step <= at]
    return MinutesStage(taken[-1]) if taken else MinutesStage.DRAFTING


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """What the records of quorum and minutes say of one meeting."""

    meeting: Meeting
    date: str
    quorum: QuorumRow
    minutes: MinutesRow


@dataclass(frozen=True, slots=True)
class MeetingsRecord:
    attendance: AttendanceRecord
    quorum: QuorumRecord
    minutes: Timeliness
    rows: list[MeetingRow]
    """The latest first."""


def record_of(held: Sequence[Meeting], user: AnyUser, board: Board, then: Then) -> MeetingsRecord:
    """Of the latest meetings held by then, of ``board`` as it was: who came, which were quorate, and how long minutes took.
    Four queries.
    """
    recent = held[:SHOWN_IN_RECORD][::-1]
    rolls = rolls_of(recent, user)
    quorum = quorum_record(recent, user, board=board, on=then.on, rolls=rolls)
    # What a meeting approves it approves after it began, on the same day.
    began = then.is_morning and all(meeting.held_on < then.on for meeting in recent)
    minutes = timeliness(recent, board=board, on=then.on - A_DAY if began else then.on)
    rows = [
        MeetingRow(one.meeting, write_date(one.meeting.held_on), one, other)
        for one, other in zip(quorum.rows, minutes.rows, strict=True)
    ]
    return MeetingsRecord(
        attendance=attendance_record(recent, user, board=board, on=then.on, rolls=rolls),
        quorum=quorum,
        minutes=minutes,
        rows=rows[::-1],
    )
