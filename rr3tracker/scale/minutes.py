"""The agenda, the roll and the paragraphs of every meeting: eight items, about fifteen people, 25 paragraphs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from random import Random
from typing import NamedTuple

from meetings.models import AgendaItem, Attendance, Minute
from organisations.models import Board, Membership
from rr3tracker.scale.directory import Directory
from rr3tracker.scale.size import Sitting, Years, add_all
from rr3tracker.scale.words import Words

Kind, Purpose, Status, Capacity = AgendaItem.Kind, AgendaItem.Purpose, Attendance.Status, Attendance.Capacity
CAPACITIES = {
    Membership.Role.OFFICIAL.value: Capacity.OFFICIAL,
    Membership.Role.SECRETARIAT.value: Capacity.SECRETARIAT,
}


class Heading(NamedTuple):
    kind: str
    title: str
    """Empty for one of the meeting's own."""
    paragraphs: int


AGENDA = (
    Heading(Kind.WELCOME, "Welcome and apologies", 2),
    Heading(Kind.LAST_MINUTES, "Minutes of the last meeting", 1),
    Heading(Kind.OUTSTANDING_ACTIONS, "Outstanding actions", 7),
    *(Heading(Kind.ORDINARY, "", paragraphs) for paragraphs in (4, 4, 3, 3)),
    Heading(Kind.OTHER_BUSINESS, "Any other business", 1),
)


class Minutes:
    """Made up here, and saved by ``save`` when the actions have found their paragraphs."""

    def __init__(self, words: Words, directory: Directory, *, today: dt.date) -> None:
        self.words, self.rng, self.today = words, words.rng, today
        self.directory = directory
        self.items: list[AgendaItem] = []
        self.paragraphs: list[Minute] = []
        self.rows_of_rolls: list[Attendance] = []
        self.tags: list[tuple[AgendaItem, int]] = []

    def write(self, years: Years, sitting: Sitting) -> None:
        is_held = sitting.meeting.held_on <= self.today
        for position, heading in enumerate(AGENDA, start=1):
            item = self.item(years, sitting, heading, position)
            if is_held:
                self.minute(item, heading, sitting)
        if is_held:
            self.rows_of_rolls += roll(years, sitting, self.directory, self.rng)

    def item(self, years: Years, sitting: Sitting, heading: Heading, position: int) -> AgendaItem:
        item = AgendaItem(
            meeting=sitting.meeting,
            position=position,
            number=str(position),
            title=heading.title or self.words.title(),
            kind=heading.kind,
            purpose=Purpose.INFORMATION if heading.title else self.rng.choice(Purpose.values),
            is_restricted=position == 7 and self.rng.random() < 0.04,
            minutes_allotted=self.rng.choice((None, 5, 10, 20)),
        )
        self.items.append(item)
        if not heading.title and self.rng.random() < 0.5:
            self.tags.append((item, self.rng.choice(years.themes).pk))
        return item

    def minute(self, item: AgendaItem, heading: Heading, sitting: Sitting) -> None:
        second = third = 0
        for position in range(1, heading.paragraphs + 1):
            level = 3 if position > 1 and not heading.title and self.rng.random() < 0.25 else 2
            second, third = (second + 1, 0) if level == 2 else (second, third + 1)
            paragraph = Minute(
                item=item,
                position=position,
                level=level,
                number=f"{item.number}.{second}" + (f".{third}" if level == 3 else ""),
                text=self.words.paragraph(),
            )
            self.paragraphs.append(paragraph)
            if heading.kind == Kind.OUTSTANDING_ACTIONS:
                sitting.hearing.append(paragraph)
            elif heading.kind == Kind.LAST_MINUTES or (not heading.title and position == 1 and self.rng.random() < 0.7):
                paragraph.kind = Minute.Kind.DECISION
            elif not heading.title:
                sitting.raising.append(paragraph)

    def save(self) -> None:
        add_all(AgendaItem, self.items)
        add_all(Minute, self.paragraphs)
        add_all(Attendance, self.rows_of_rolls)
        tag = AgendaItem.themes.through
        tag._default_manager.bulk_create(tag(agendaitem=item, theme_id=theme) for item, theme in self.tags)


def roll(years: Years, sitting: Sitting, directory: Directory, rng: Random) -> Iterable[Attendance]:
    """Whoever belonged to the board that day, the chair's first."""
    of_people = years.board.attendance_of == Board.AttendanceOf.PEOPLE
    there = [
        membership
        for membership in years.belonging(sitting.meeting.held_on)
        if (membership.person is not None) == of_people or membership.role != Membership.Role.MEMBER
    ]
    rows = [attendance_of(membership, rng) for membership in there]
    rows += substitutes(rows, directory, rng)
    for position, row in enumerate(rows, start=1):
        row.meeting, row.position = sitting.meeting, position
    mark_note_taker(rows)
    return rows


def attendance_of(membership: Membership, rng: Random) -> Attendance:
    status = rng.choices((Status.PRESENT, Status.APOLOGIES, Status.ABSENT), (78, 16, 6))[0]
    return Attendance(
        person=membership.person,
        organisation=membership.organisation,
        job_title=membership.person.job_title if membership.person else "",
        status=status,
        capacity=CAPACITIES.get(membership.role, Capacity.MEMBER),
        is_chair=membership.role == Membership.Role.CHAIR and status == Status.PRESENT,
    )


def substitutes(rows: Sequence[Attendance], directory: Directory, rng: Random) -> list[Attendance]:
    """Now and then somebody stands in for a person who sent apologies."""
    on_the_roll = {row.person_id for row in rows}
    away = [row for row in rows if row.person_id and row.status == Status.APOLOGIES]
    found = []
    for row in away:
        person = rng.choice(directory.people)
        if rng.random() < 0.3 and person.pk not in on_the_roll:
            on_the_roll.add(person.pk)
            found.append(Attendance(person=person, organisation=row.organisation, substitute_for=row.person))
    return found


def mark_note_taker(rows: Sequence[Attendance]) -> None:
    for row in rows:
        if row.capacity == Capacity.SECRETARIAT and row.status == Status.PRESENT:
            row.is_note_taker = True
            return
