"""How many of a board's members were there, and whether that is enough: worked out, never stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from meetings.models import Attendance

if TYPE_CHECKING:
    from organisations.models import Board


class Counted(Protocol):
    """A row of a roll, or a line of one as it is to stand."""

    @property
    def status(self) -> str: ...
    @property
    def capacity(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Quorum:
    present: int
    """Members, and who stood in for one."""
    others: int
    apologies: int
    needed: int | None

    @property
    def is_met(self) -> bool:
        return self.needed is None or self.present >= self.needed

    def __str__(self) -> str:
        members = "1 member" if self.present == 1 else f"{self.present} members"
        words = f"{members} present"
        if self.needed is None:
            return words
        return f"{words}; quorum is {self.needed}: {'quorate' if self.is_met else 'not quorate'}"


def quorum_of(board: Board, rows: Iterable[Counted]) -> Quorum:
    return count_roll(rows, needed=board.quorum)


def count_roll(rows: Iterable[Counted], *, needed: int | None) -> Quorum:
    """As ``quorum_of``, by a quorum that may have been another at the time."""
    rows = list(rows)
    present = [row for row in rows if row.status == Attendance.Status.PRESENT]
    members = sum(row.capacity == Attendance.Capacity.MEMBER for row in present)
    return Quorum(
        present=members,
        others=len(present) - members,
        apologies=sum(row.status == Attendance.Status.APOLOGIES for row in rows),
        needed=needed,
    )
