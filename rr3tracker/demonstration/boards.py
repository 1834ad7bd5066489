"""The boards of the demonstration, their seats, and how often they meet."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from organisations.models import Board

YEAR_END = ((12, 24), (1, 2))
"""From Christmas Eve to the day after New Year's Day nobody meets."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When a board meets: on one weekday (Monday is 0), every so many weeks."""

    weekday: int
    weeks: int
    days_ago: int
    """Its last meeting was on the last such weekday that is at least so many days ago."""

    def day(self, step: int, today: dt.date) -> dt.date:
        """The day of the meeting ``step`` after the last that was held (-1 is the one before)."""
        latest = today - dt.timedelta(days=self.days_ago)
        latest -= dt.timedelta(days=(latest.weekday() - self.weekday) % 7)
        day = latest + dt.timedelta(weeks=self.weeks * step)
        while (day.month, day.day) >= YEAR_END[0] or (day.month, day.day) <= YEAR_END[1]:
            day -= dt.timedelta(weeks=1)
        return day


@dataclass(frozen=True, slots=True)
class BoardRow:
    slug: str
    name: str
    acronym: str
    prefix: str
    secretariat: str
    purpose: str
    rhythm: Rhythm
    parent: str = ""
    quorum: int | None = None
    minutes_target: int = 14
    visible_to: str = Board.Visibility.MEMBERS
    attendance_of: str = Board.AttendanceOf.PEOPLE
    minutes_label: str = "Minutes"
    members_label: str = "Members"
    seats: tuple[str, ...] = ()


BOARDS = (
    BoardRow(
        slug="rr3",
        name="Reducing Reoffending Third Sector Advisory Group",
        acronym="RR3",
        prefix="RR3",
        secretariat="Clinks",
        purpose=(
            "Advises ministers and officials on how voluntary organisations can help to reduce reoffending, and tells "
            "the sector what government plans. Members hold seats by theme; Clinks chairs the group and is its "
            "secretariat. It meets every quarter."
        ),
        rhythm=Rhythm(weekday=3, weeks=13, days_ago=5),
        quorum=8,
        visible_to=Board.Visibility.PUBLIC,
        minutes_label="Notes",
        members_label="RR3 members",
        seats=(
            "Large provider",
            "Small provider",
            "Accommodation",
            "Arts and culture",
            "Education",
            "Employment and criminal records",
            "Faith",
            "Families",
            "Health",
            "Lived experience",
            "Older people",
            "Prison policy",
            "Race equality",
            "Resettlement",
            "Substance misuse",
            "Wales",
            "Women",
            "Young adults",
        ),
    ),
    BoardRow(
        slug="rr3-probation",
        name="Probation special interest group",
        acronym="Probation SIG",
        prefix="RR3P",
        secretariat="Clinks",
        purpose="Works with officials on how probation buys services, and reports to RR3.",
        rhythm=Rhythm(weekday=2, weeks=8, days_ago=19),
        parent="rr3",
        visible_to=Board.Visibility.PUBLIC,
        minutes_label="Notes",
    ),
    BoardRow(
        slug="rrb",
        name="Reducing Reoffending Board",
        acronym="RRB",
        prefix="RRB",
        secretariat="Mayor’s Office for Policing and Crime",
        purpose=(
            "Brings together the police, prisons, probation, councils, courts and health in London to bring down "
            "reoffending. Organisations are its members, whoever comes for them; MOPAC runs it. It meets every quarter."
        ),
        rhythm=Rhythm(weekday=1, weeks=13, days_ago=33),
        quorum=6,
        attendance_of=Board.AttendanceOf.ORGANISATIONS,
        minutes_label="Note of meeting",
        members_label="Organisations",
    ),
)
