"""Plays the scripts: meetings with rolls, items and paragraphs, and the actions that they raise and report on.

Items, paragraphs and rolls are saved many at a time, so that a first start is quick: the database holds its
constraints all the same, and the tests call `full_clean` on every row.
"""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from simple_history.utils import bulk_create_with_history

from actions.models import Action, Status
from actions.services import raise_action, report_progress
from meetings.models import AgendaItem, Meeting, Minute, MinutesStage
from meetings.services import move_minutes
from organisations.models import Board, Organisation, Person, User
from rr3tracker.demonstration.boards import BOARDS
from rr3tracker.demonstration.due import Calendar
from rr3tracker.demonstration.owners import owners_named
from rr3tracker.demonstration.roll import call_roll
from rr3tracker.demonstration.script import Entry, Script, read_scripts

LONDON = zoneinfo.ZoneInfo("Europe/London")
RHYTHMS = {row.slug: row.rhythm for row in BOARDS}


@dataclass(slots=True)
class Cast:
    """Who there is, by the name that the scripts use; and the actions, by theirs, as they are raised."""

    boards: dict[str, Board]
    organisations: dict[str, Organisation]
    people: dict[str, Person]
    secretary: User
    actions: dict[str, Action] = field(default_factory=dict)


def play(cast: Cast, *, today: dt.date) -> None:
    for _ in steps(cast, today=today):
        pass


def steps(cast: Cast, *, today: dt.date) -> Iterator[tuple[Board, dt.date]]:
    """Plays the scripts, and stops after each action that was raised or reported on: of which board, on which day."""
    scripts = sorted(read_scripts(), key=lambda script: (script.head["board"], held_on(script, today)))
    for slug, board in cast.boards.items():
        ours = [script for script in scripts if script.head["board"] == slug]
        # All meetings first: an action may be due at one that is to come.
        meetings = [add_meeting(script, board, today) for script in ours]
        calendar = Calendar(tuple(meetings), today)
        for script, meeting in zip(ours, meetings, strict=True):
            for day in play_meeting(script, meeting, cast, calendar):
                yield board, day
        for script, meeting in zip(ours, meetings, strict=True):
            move_to_stage(meeting, script.head.get("stage", "drafting"), cast.secretary, calendar)


def held_on(script: Script, today: dt.date) -> dt.date:
    held = script.head["held"]
    if len(held) == len("2020-01-21"):
        return dt.date.fromisoformat(held)
    return RHYTHMS[script.head["board"]].day(int(held), today)


def add_meeting(script: Script, board: Board, today: dt.date) -> Meeting:
    times = script.head.get("times", "").split(" to ")
    meeting = Meeting(
        board=board,
        held_on=held_on(script, today),
        venue=script.head.get("venue", ""),
        starts_at=dt.time.fromisoformat(times[0]) if times[0] else None,
        ends_at=dt.time.fromisoformat(times[1]) if times[0] else None,
        next_meeting_on=dt.date.fromisoformat(script.head["next"]) if "next" in script.head else None,
    )
    meeting.full_clean()
    meeting.save()
    return meeting


def play_meeting(script: Script, meeting: Meeting, cast: Cast, calendar: Calendar) -> Iterator[dt.date]:
    for entry in script.before:
        yield play_entry(entry, meeting, calendar.day(entry.day, meeting), None, cast, calendar)
    if meeting.held_on <= calendar.today:
        next_meeting = calendar.meeting_after(meeting, 1)
        # The meetings of 2020 are years before the next that is recorded, and say themselves when it is.
        if next_meeting and "next" not in script.head and meeting.held_on.year != 2020:
            meeting.next_meeting_on = next_meeting.held_on
            meeting.full_clean()
            meeting.save()
        call_roll(script, meeting, cast.people, cast.organisations)
    items = add_items(script, meeting, cast)
    played = [(minute, entry) for minute, entry in add_paragraphs(script, items) if entry.action]
    # What is raised comes first, for it may succeed what is reported on higher up.
    for minute, entry in sorted(played, key=lambda pair: bool(pair[1].status)):
        yield play_entry(entry, meeting, meeting.held_on, minute, cast, calendar)
    for entry in script.after:
        yield play_entry(entry, meeting, calendar.day(entry.day, meeting), None, cast, calendar)


def add_items(script: Script, meeting: Meeting, cast: Cast) -> list[AgendaItem]:
    numbers = count(1)
    rows = [
        AgendaItem(
            meeting=meeting,
            position=position,
            number=str(next(numbers)) if item.numbered else "",
            title=item.title,
            presenter=cast.people[item.presenter] if item.presenter else None,
            purpose=item.kind if item.kind in AgendaItem.Purpose else AgendaItem.Purpose.DISCUSSION,
            kind=item.kind if item.kind in AgendaItem.Kind else AgendaItem.Kind.ORDINARY,
        )
        for position, item in enumerate(script.items, start=1)
    ]
    bulk_create_with_history(rows, AgendaItem)
    return rows


def add_paragraphs(script: Script, items: list[AgendaItem]) -> list[tuple[Minute, Entry]]:
    """The paragraphs of every item, numbered 8.2 and 8.2.1 unless the board prints them without."""
    entries = [entry for item in script.items for entry in item.entries]
    rows = []
    for row, item in zip(items, script.items, strict=True):
        second = third = 0
        for position, entry in enumerate(item.entries, start=1):
            second, third = (second + 1, 0) if entry.level == 2 else (second, third + 1)
            number = f"{row.number}.{second}" + (f".{third}" if entry.level == 3 else "")
            if not row.number or script.head.get("numbered") == "no":
                number = ""
            rows.append(
                Minute(
                    item=row,
                    position=position,
                    level=entry.level,
                    number=number,
                    kind=kind_of(entry),
                    text=entry.text,
                )
            )
    bulk_create_with_history(rows, Minute)
    return list(zip(rows, entries, strict=True))


def kind_of(entry: Entry) -> str:
    if entry.decision:
        return Minute.Kind.DECISION
    if not entry.action:
        return Minute.Kind.DISCUSSION
    return Minute.Kind.PROGRESS if entry.status else Minute.Kind.ACTION


def play_entry(
    entry: Entry, meeting: Meeting, day: dt.date, minute: Minute | None, cast: Cast, calendar: Calendar
) -> dt.date:
    due = calendar.due(entry.details["due"], meeting, day) if "due" in entry.details else None
    if not entry.status:
        owners = owners_named(entry.details.get("owners", ""), cast.people, cast.organisations)
        cast.actions[entry.action] = raise_action(
            meeting.board, text=entry.text, raised_on=day, raised_in=minute, owners=owners, due=due
        )
        return day
    reporter = cast.people[entry.details["by"]] if "by" in entry.details else None
    between = minute is None and reporter is not None
    report_progress(
        cast.actions[entry.action],
        status=Status(entry.status),
        reported_on=day,
        text=entry.text,
        recorded_in=minute,
        due=due,
        reported_by=reporter,
        succeeded_by=cast.actions[entry.details["successor"]] if "successor" in entry.details else None,
        referred_to=cast.boards[entry.details["referred to"]] if "referred to" in entry.details else None,
        by=(reporter.user if between and reporter else None) or cast.secretary,
        at=at_noon(day),
    )
    return day


def at_noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(12), tzinfo=LONDON)


def move_to_stage(meeting: Meeting, stage: str, by: User, calendar: Calendar) -> None:
    """With the chair a week after the meeting, circulated after two, approved at the next, published ten days on."""
    approved_on = calendar.approval_of(meeting)
    days = {
        MinutesStage.WITH_CHAIR: meeting.held_on + dt.timedelta(days=7),
        MinutesStage.CIRCULATED: meeting.held_on + dt.timedelta(days=14),
        MinutesStage.APPROVED: approved_on,
        MinutesStage.PUBLISHED: approved_on + dt.timedelta(days=10),
    }
    for step, day in days.items():
        if stage != MinutesStage.DRAFTING:
            move_minutes(meeting, to=step, at=at_noon(day), by=by)
        if step == stage:
            return
