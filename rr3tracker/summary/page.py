"""Everything that one summary shows, section by section."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from organisations.known import board_at, kept_since
from organisations.roster import Line, roster_of
from rr3tracker.summary.asking import asking
from rr3tracker.summary.decisions import Decisions, decisions_of
from rr3tracker.summary.figures import Figures, figures_of
from rr3tracker.summary.groups import Groups, groups_of
from rr3tracker.summary.meetings import Meetings, MeetingsRecord, meetings_then, record_of
from rr3tracker.summary.moment import Period, Then
from rr3tracker.summary.owed import Owed, owed_of
from rr3tracker.summary.places import Places, places_of
from rr3tracker.summary.recommendations import AwaitedLine, awaited_of

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
    figures: Figures
    owed: Owed
    awaited: list[AwaitedLine]
    record: MeetingsRecord
    places: Places
    groups: Groups


def summary_of(board: Board, user: AnyUser, then: Then, period: Period, known: Sequence[Meeting]) -> Summary:
    """``known`` are all meetings of the board of which the reader may know, the latest first."""
    was = board_at(board, then.until) if then.moment else board
    # What came to be kept here together with the board is as old as anybody can tell.
    written_by = max(then.until, kept_since(board)) if then.moment else None
    roster = roster_of(board, on=then.on)
    meetings = meetings_then(known, user, then, period, written_by=written_by)
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
        owed=owed_of(board, asked, then, period),
        awaited=awaited_of(board, user, then),
        record=record_of(meetings.held, user, was, then),
        places=places_of(board, roster, then, written_by=written_by),
        groups=groups_of(board, user, then, period, meetings, written_by=written_by),
    )
