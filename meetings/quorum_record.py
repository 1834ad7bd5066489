"""Which of a board's meetings had their quorum: by the rolls, and the quorum that was in force on each day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from meetings.quorum import Quorum, count_roll
from meetings.rolls import Rolls, RollState, rolls_of

if TYPE_CHECKING:
    from meetings.models import Meeting
    from organisations.models import Board
    from organisations.roles import AnyUser


@dataclass(frozen=True, slots=True)
class QuorumRow:
    meeting: Meeting
    state: RollState
    quorum: Quorum | None
    """None where the meeting is not counted."""

    @property
    def is_quorate(self) -> bool | None:
        """None where it cannot be told: the roll was not taken or is not open, or there was no quorum to meet."""
        return self.quorum.is_met if self.quorum and self.quorum.needed is not None else None

    @property
    def words(self) -> str:
        if self.quorum is None:
            return str(self.state).capitalize()
        if self.quorum.needed is None:
            return "No quorum set"
        return "Quorate" if self.quorum.is_met else "Not quorate"


@dataclass(frozen=True, slots=True)
class QuorumRecord:
    rows: list[QuorumRow]

    @property
    def judged(self) -> int:
        return sum(row.is_quorate is not None for row in self.rows)

    @property
    def quorate(self) -> int:
        return sum(bool(row.is_quorate) for row in self.rows)

    @property
    def not_open(self) -> int:
        return sum(row.state == RollState.NOT_OPEN for row in self.rows)

    def __str__(self) -> str:
        return f"{self.quorate} of {self.judged} quorate" if self.judged else "No meeting to judge"


def quorum_record(
    meetings: Sequence[Meeting], user: AnyUser, *, board: Board, on: dt.date, rolls: Rolls | None = None
) -> QuorumRecord:
    """The record of these meetings of ``board``, in the order given. Four queries, or none where ``rolls`` were read before."""
    rolls = rolls or rolls_of(meetings, user)
    rows = []
    for meeting in meetings:
        state = rolls.state_of(meeting, on=on)
        quorum = None
        if state == RollState.TAKEN:
            quorum = count_roll(rolls.rows.get(meeting.pk, []), needed=rolls.quorum_on(board.pk, meeting.held_on))
        rows.append(QuorumRow(meeting, state, quorum))
    return QuorumRecord(rows)
