"""Everything that one summary shows, section by section."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from actions.figures import Figure
from organisations.known import board_at
from organisations.roster import Line, roster_of
from rr3tracker.summary.asking import asking
from rr3tracker.summary.decisions import Decisions, decisions_of
from rr3tracker.summary.figures import figures_of
from rr3tracker.summary.meetings import Meetings, meetings_then
from rr3tracker.summary.moment import Period, Then

if TYPE_CHECKING:
    from meetings.models import Meeting
    from organisations.models import Board, Membership
    from organisations.roles import AnyUser

CHAIRS = ("chair", "deputy_chair")


@dataclass(frozen=True, slots=True)
class Summary:
    board: Board
    """As it was then."""
    then: Then
    period: Period
    chairs: list[Membership]
    secretariat: list[Line]
    meetings: Meetings
    decisions: Decisions
    figures: list[Figure]


def summary_of(board: Board, user: AnyUser, then: Then, period: Period, known: Sequence[Meeting]) -> Summary:
    """``known`` are all meetings of the board of which the reader may know, the latest first."""
    was = board_at(board, then.until) if then.moment else board
    roster = roster_of(board, on=then.on)
    meetings = meetings_then(known, user, then, period)
    asked = asking(user, then)
    return Summary(
        board=was,
        then=then,
        period=period,
        chairs=[line.membership for line in roster.members if line.membership and line.membership.role in CHAIRS],
        secretariat=roster.secretariat,
        meetings=meetings,
        decisions=decisions_of(meetings.held, user, period),
        figures=figures_of(board, asked, period),
    )
