"""When the boards met and will meet, and how far the minutes of each meeting came."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import zip_longest
from random import Random

from meetings.models import Meeting, MinutesStage
from organisations.models import Board
from rr3tracker.demonstration.playing import at_noon
from rr3tracker.scale.size import Sitting, Size, Years, add_all

AHEAD = 2
"""Meetings that are planned."""


def make_meetings(boards: Sequence[Years], size: Size, rng: Random, *, today: dt.date) -> None:
    for n, years in enumerate(boards):
        number = size.meetings // size.boards + (n < size.meetings % size.boards)
        since = min(membership.starts_on for membership in years.memberships)
        days = days_of(number, rng, since=since, today=today)
        years.sittings = [Sitting(planned(years.board, day, rng)) for day in days]
        years.held = [sitting for sitting in years.sittings if sitting.meeting.held_on <= today]
        following = [sitting.meeting for sitting in years.sittings[1:]]
        for sitting, meeting in zip_longest(years.held, following[: len(years.held)]):
            bring_on(sitting.meeting, meeting, years, rng, today=today)
    everything = [sitting.meeting for years in boards for sitting in years.sittings]
    add_all(Meeting, sorted(everything, key=lambda meeting: meeting.held_on))
    note_approvals(boards)


def days_of(number: int, rng: Random, *, since: dt.date, today: dt.date) -> list[dt.date]:
    """The last a few days or weeks ago, the first soon after the board was set up, and two to come."""
    held = max(number - AHEAD, 1)
    last = today - dt.timedelta(days=rng.randint(1, 30))
    apart = (last - since).days / held
    back = [last - dt.timedelta(days=round(apart * n) + rng.randint(0, 3)) for n in range(held)]
    ahead = [last + dt.timedelta(days=max(round(apart), 31) * n) for n in range(1, number - held + 1)]
    return sorted({*back, *ahead})


def planned(board: Board, day: dt.date, rng: Random) -> Meeting:
    hour = rng.choice((0, 10, 13, 14))
    return Meeting(
        board=board,
        held_on=day,
        starts_at=dt.time(hour) if hour else None,
        ends_at=dt.time(hour + 2, 30) if hour else None,
        venue=rng.choice(("", "Online", "The council chamber", "The education block, by the north gate")),
    )


def bring_on(meeting: Meeting, following: Meeting | None, years: Years, rng: Random, *, today: dt.date) -> None:
    """With the chair some days after the meeting, circulated after some more, approved at the next, then published."""
    meeting.next_meeting_on = following.held_on if following else None
    approved_on = following.held_on if following else None
    with_chair_on = meeting.held_on + dt.timedelta(days=rng.randint(1, 9))
    circulated_on = with_chair_on + dt.timedelta(days=rng.choice((1, 3, 5, 8, 12, 25)))
    if approved_on:
        with_chair_on, circulated_on = min(with_chair_on, approved_on), min(circulated_on, approved_on)
    days = {MinutesStage.WITH_CHAIR: with_chair_on, MinutesStage.CIRCULATED: circulated_on}
    if approved_on:
        days[MinutesStage.APPROVED] = approved_on
        if years.board.minutes_visible_to == Board.Visibility.PUBLIC:
            days[MinutesStage.PUBLISHED] = approved_on + dt.timedelta(days=10)
    for stage, day in days.items():
        if day > today:
            return
        meeting.minutes_stage = stage
        setattr(meeting, f"{stage}_at", at_noon(day))
        setattr(meeting, f"{stage}_by", years.secretary)


def note_approvals(boards: Sequence[Years]) -> None:
    """By which meeting: of nine in ten, the others were agreed between meetings."""
    noted = []
    for years in boards:
        for n, (sitting, following) in enumerate(zip(years.held, years.sittings[1:], strict=False)):
            if sitting.meeting.approved_at and n % 10:
                sitting.meeting.approved_at_meeting = following.meeting
                noted.append(sitting.meeting)
    Meeting.objects.bulk_update(noted, ["approved_at_meeting"], batch_size=500)
