"""A board's record of its meetings: attendance, quorum and minutes, read together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from meetings.attendance_record import AttendanceRecord, attendance_record
from meetings.quorum_record import QuorumRecord, QuorumRow, quorum_record
from meetings.rolls import Rolls, rolls_of
from meetings.timeliness import MinutesRow, Timeliness, timeliness
from organisations.dates import write_date

if TYPE_CHECKING:
    from meetings.models import Meeting
    from organisations.models import Board
    from organisations.roles import AnyUser


@dataclass(frozen=True, slots=True)
class RecordRow:
    quorum: QuorumRow
    minutes: MinutesRow

    @property
    def meeting(self) -> Meeting:
        return self.quorum.meeting

    @property
    def date(self) -> str:
        return write_date(self.meeting.held_on)


@dataclass(frozen=True, slots=True)
class MeetingsRecord:
    attendance: AttendanceRecord
    quorum: QuorumRecord
    minutes: Timeliness

    @property
    def rows(self) -> list[RecordRow]:
        return [RecordRow(q, m) for q, m in zip(self.quorum.rows, self.minutes.rows, strict=True)]


def meetings_record(
    meetings: Sequence[Meeting], user: AnyUser, *, board: Board, on: dt.date, rolls: Rolls | None = None
) -> MeetingsRecord:
    """Of those of these meetings of ``board`` that were held by ``on``, in the order given, as things stood that day.

    Four queries, or none where ``rolls`` were read before. Whether a roll is open to ``user`` is asked of today.
    """
    held = [meeting for meeting in meetings if meeting.held_on <= on]
    rolls = rolls or rolls_of(held, user)
    return MeetingsRecord(
        attendance=attendance_record(held, user, board=board, on=on, rolls=rolls),
        quorum=quorum_record(held, user, board=board, on=on, rolls=rolls),
        minutes=timeliness(held, board=board, on=on),
    )
