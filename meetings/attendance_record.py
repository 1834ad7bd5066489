"""Who came to a board's meetings: members and officials by person, and the organisations that they came for.

By organisation a new official, a colleague or a substitute is no absence: it was there if anybody of it was, as the roll says
of that day, or if somebody stood in for the one it had sent. Decision 29 says how each is counted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from meetings.models import Attendance, Meeting
from meetings.rolls import Belonging, RollRow, Rolls, RollState, rolls_of
from organisations.dates import write_date
from organisations.models import Board, Membership

if TYPE_CHECKING:
    from organisations.roles import AnyUser

Status, Capacity = Attendance.Status, Attendance.Capacity
SIDE_BY_SIDE = 7
EXPECTED_AS = (Capacity.MEMBER, Capacity.OFFICIAL)


@dataclass(frozen=True, slots=True)
class Mark:
    """What a cell says: a letter, and the words for which it stands. ``rank`` decides between several people of one body."""

    letter: str
    words: str
    rank: int = 0

    @property
    def is_there(self) -> bool:
        return self in (PRESENT, SUBSTITUTE)


PRESENT = Mark("P", "present", 5)
SUBSTITUTE = Mark("S", "a substitute came", 4)
APOLOGIES = Mark("A", "apologies", 3)
ABSENT = Mark("–", "absent", 2)
UNRECORDED = Mark("?", "expected, not on the roll", 1)
NOT_EXPECTED = Mark("", "not expected")
NOT_OPEN = Mark("…", "not open to you yet")
NOT_TAKEN = Mark("/", "no roll taken")
TO_COME = Mark("", "to come")
KEY = (PRESENT, SUBSTITUTE, APOLOGIES, ABSENT, UNRECORDED)
UNCOUNTED = {RollState.NOT_OPEN: NOT_OPEN, RollState.NOT_TAKEN: NOT_TAKEN, RollState.TO_COME: TO_COME}
MARKS = {Status.PRESENT: PRESENT, Status.APOLOGIES: APOLOGIES, Status.ABSENT: ABSENT}


@dataclass(frozen=True, slots=True)
class Share:
    """Of those who were expected, how many were there, in person or by a substitute."""

    there: int = 0
    expected: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.there + other.there, self.expected + other.expected)

    def __str__(self) -> str:
        return f"{self.there} of {self.expected}"

    @property
    def percent(self) -> int | None:
        return round(100 * self.there / self.expected) if self.expected else None


@dataclass(frozen=True, slots=True)
class Column:
    """A meeting; ``members`` are those that it had expected, if it is counted."""

    meeting: Meeting
    state: RollState
    members: Share
    shows_year: bool
    """It is the first, or of another year than the one before."""

    @property
    def is_counted(self) -> bool:
        return self.state == RollState.TAKEN

    @property
    def date(self) -> str:
        return write_date(self.meeting.held_on)

    @property
    def day(self) -> int:
        return self.meeting.held_on.day

    @property
    def month(self) -> str:
        return f"{self.meeting.held_on:%b}"

    @property
    def year(self) -> str:
        return f"’{self.meeting.held_on:%y}"


@dataclass(frozen=True, slots=True)
class Row:
    """A person or an organisation, with a mark for each column."""

    name: str
    detail: str
    marks: list[Mark]
    share: Share


@dataclass(frozen=True, slots=True)
class AttendanceRecord:
    columns: list[Column]
    members: list[Row]
    """People; none where the board records organisations."""
    officials: list[Row]
    member_organisations: list[Row]
    official_organisations: list[Row]
    share: Share
    """Of the members: people, or organisations where the board records those."""
    official_share: Share
    counted: int
    """How many meetings."""

    @property
    def key(self) -> list[Mark]:
        """The letters that it uses."""
        used = {mark for rows in self.tables for row in rows for mark in row.marks}
        return [mark for mark in (*KEY, NOT_OPEN, NOT_TAKEN) if mark in used]

    @property
    def is_wide(self) -> bool:
        """Too many meetings for two tables side by side."""
        return len(self.columns) > SIDE_BY_SIDE

    @property
    def tables(self) -> list[list[Row]]:
        return [self.members, self.member_organisations, self.officials, self.official_organisations]

    @property
    def is_by_organisation(self) -> bool:
        """Whether organisations are what is counted, because the board records no people."""
        return not self.members and not self.officials

    @property
    def organisations_label(self) -> str:
        """Empty where they are the members themselves, for whom the board has a word."""
        return "" if self.is_by_organisation else "Organisations of members"

    @property
    def not_open(self) -> int:
        return sum(column.state == RollState.NOT_OPEN for column in self.columns)

    @property
    def not_taken(self) -> int:
        return sum(column.state == RollState.NOT_TAKEN for column in self.columns)


@dataclass(slots=True)
class _Attender:
    name: str
    detail: str = ""
    marks: dict[int, Mark] = field(default_factory=dict)


Who = tuple[bool, int]
"""Whether as an official, and the key of the person or the organisation."""


@dataclass(slots=True)
class _Tally:
    """Attenders of one kind, filled meeting by meeting."""

    found: dict[Who, _Attender] = field(default_factory=dict)

    def note(self, who: Who, name: str, detail: str, meeting: int, mark: Mark) -> None:
        attender = self.found.setdefault(who, _Attender(name))
        attender.detail = detail or attender.detail
        known = attender.marks.get(meeting)
        if known is None or mark.rank > known.rank:
            attender.marks[meeting] = mark

    def rows(self, columns: Sequence[Meeting], states: Sequence[RollState], *, officials: bool) -> list[Row]:
        found = [attender for (is_official, _), attender in self.found.items() if is_official == officials]
        return [_row(a, columns, states) for a in sorted(found, key=lambda a: (a.name.casefold(), a.detail))]

    def share_of(self, meeting: int) -> Share:
        marks = [
            a.marks[meeting] for (is_official, _), a in self.found.items() if not is_official and meeting in a.marks
        ]
        return Share(sum(mark.is_there for mark in marks), len(marks))


def attendance_record(
    meetings: Sequence[Meeting], user: AnyUser, *, board: Board, on: dt.date, rolls: Rolls | None = None
) -> AttendanceRecord:
    """The record of these meetings of ``board``, in the order given. Four queries, or none where ``rolls`` were read before.

    A meeting counts once its roll was taken and the reader may read its minutes. Expected is who is on its roll as member or
    official and is not said to be not expected, and who belonged to the board that day and is missing from the roll. Where a
    board records organisations, a person's membership lets them sign in, and does not make them expected.
    """
    rolls = rolls or rolls_of(meetings, user)
    states = [rolls.state_of(meeting, on=on) for meeting in meetings]
    people, organisations = _Tally(), _Tally()
    by_organisation = board.attendance_of == Board.AttendanceOf.ORGANISATIONS
    for meeting, state in zip(meetings, states, strict=True):
        if state == RollState.TAKEN:
            belongings = rolls.belonging(board.pk, on=meeting.held_on)
            if by_organisation:
                belongings = [row for row in belongings if row.person is None]
            _Day(meeting.pk, rolls.rows.get(meeting.pk, []), belongings).count(people, organisations)
    counting = organisations if by_organisation else people
    members = [] if by_organisation else people.rows(meetings, states, officials=False)
    officials = [] if by_organisation else people.rows(meetings, states, officials=True)
    of_members = organisations.rows(meetings, states, officials=False)
    of_officials = organisations.rows(meetings, states, officials=True)
    return AttendanceRecord(
        columns=[
            Column(m, s, counting.share_of(m.pk), shows_year=not n or meetings[n - 1].held_on.year != m.held_on.year)
            for n, (m, s) in enumerate(zip(meetings, states, strict=True))
        ],
        members=members,
        officials=officials,
        member_organisations=of_members,
        official_organisations=of_officials,
        share=_sum(of_members if by_organisation else members),
        official_share=_sum(of_officials if by_organisation else officials),
        counted=sum(state == RollState.TAKEN for state in states),
    )


class _Day:
    """One meeting's roll beside who belonged to the board that day."""

    def __init__(self, meeting: int, roll: list[RollRow], belongings: list[Belonging]) -> None:
        self.meeting, self.roll = meeting, roll
        self.as_official = {_key(b): b.role == Membership.Role.OFFICIAL for b in belongings}
        self.stood_in_for = {r.substitute_for for r in roll if r.substitute_for and r.status == Status.PRESENT}
        on_roll = {row.person for row in roll if row.person}
        listed = {row.organisation for row in roll if row.person is None}
        self.missing = [b for b in belongings if b.person not in on_roll and (b.person or b.organisation not in listed)]
        self.there = {r.organisation for r in roll if r.status == Status.PRESENT and r.capacity != Capacity.SECRETARIAT}

    def count(self, people: _Tally, organisations: _Tally) -> None:
        for row in self.roll:
            if row.status == Status.NOT_EXPECTED or not self._is_expected(row):
                continue
            is_official = self.as_official.get(_key(row), row.capacity == Capacity.OFFICIAL)
            mark = self._mark(row.person, MARKS[Status(row.status)])
            self._note(people, organisations, row, is_official, mark)
        for missing in self.missing:
            is_official = missing.role == Membership.Role.OFFICIAL
            self._note(people, organisations, missing, is_official, self._mark(missing.person, UNRECORDED))

    def _is_expected(self, row: RollRow) -> bool:
        """A substitute is there for somebody else, unless they belong to the board as well."""
        return _key(row) in self.as_official or (row.capacity in EXPECTED_AS and not row.substitute_for)

    def _mark(self, person: int | None, mark: Mark) -> Mark:
        return SUBSTITUTE if mark != PRESENT and person in self.stood_in_for else mark

    def _note(
        self, people: _Tally, organisations: _Tally, who: RollRow | Belonging, is_official: bool, mark: Mark
    ) -> None:
        body = who.organisation_name or ""
        if who.person:
            short = who.organisation_acronym or body
            people.note((is_official, who.person), who.person_name or "", short, self.meeting, mark)
        if who.organisation:
            of_body = PRESENT if who.organisation in self.there else mark
            organisations.note((is_official, who.organisation), body, "", self.meeting, of_body)


def _key(who: RollRow | Belonging) -> tuple[int | None, int | None]:
    """The person, whatever they came for; or the organisation, where it names nobody."""
    return (who.person, None) if who.person else (None, who.organisation)


def _row(attender: _Attender, meetings: Sequence[Meeting], states: Sequence[RollState]) -> Row:
    marks = [
        UNCOUNTED.get(state) or attender.marks.get(meeting.pk, NOT_EXPECTED)
        for meeting, state in zip(meetings, states, strict=True)
    ]
    there = sum(mark.is_there for mark in marks)
    return Row(attender.name, attender.detail, marks, Share(there, len(attender.marks)))


def _sum(rows: Sequence[Row]) -> Share:
    return sum((row.share for row in rows), Share())
