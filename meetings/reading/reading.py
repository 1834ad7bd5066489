"""What a document says, as plain records: the reader's answer.

Nothing here knows a database. The importer turns a `Reading` into rows; `as_json` prints it.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class AttendanceStatus(StrEnum):
    """How somebody stood to the meeting. Officials, guests and a secretariat listed apart are IN_ATTENDANCE."""

    PRESENT = "present"
    IN_ATTENDANCE = "in_attendance"
    APOLOGIES = "apologies"
    ABSENT = "absent"


class Kind(StrEnum):
    """What a paragraph records; PROGRESS is a report on an earlier action."""

    DISCUSSION = "discussion"
    DECISION = "decision"
    ACTION = "action"
    PROGRESS = "progress"


class Status(StrEnum):
    """Where an action stands. The word the document used is kept in `ReadAction.status_text`."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DELAYED = "delayed"
    COMPLETE = "complete"
    NO_LONGER_NEEDED = "no_longer_needed"


class Origin(StrEnum):
    """NEW: raised at this meeting. PREVIOUS: raised earlier and reviewed at this one."""

    NEW = "new"
    PREVIOUS = "previous"


@dataclass(frozen=True, slots=True)
class Attendee:
    """A person at, or missing from, the meeting; where organisations attend, `name` is None.

    A person of whom the document gives only initials has them as the name. `label` is what the list that
    holds them is called, as printed: "Officials present".
    """

    name: str | None
    organisation: str | None
    role: str | None
    status: AttendanceStatus
    initials: str | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph under an item, as printed: its text keeps a label such as "Action:", and loses only its number.

    `level` is the depth of the number: "8" is 1, "8.2" is 2, "8.2.1" and anything deeper is 3. A paragraph
    without a number is 2, because it hangs from its item as "8.2" hangs from "8"; a bullet, or a line marked
    (a) or (i), is one deeper than the paragraph it hangs from.
    """

    number: str | None
    level: int
    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """A heading for discussion and the paragraphs under it; `depth` is 1 for an agenda item, 2 or 3 for headings within one."""

    number: str | None
    title: str
    depth: int
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class ReadAction:
    """A piece of work asked for, printed once however often the document repeats it.

    `owners` are as printed, or the full names where the document defines the initials. `due` is a day only
    where the document gives day and month; `due_text` keeps its words. `narrative` is what was reported of an
    earlier action. `item` and `paragraph` are indexes into `Reading.items` and that item's paragraphs: the
    paragraph in which it was raised, or in which an earlier one was reported.
    """

    ref: str | None
    owners: tuple[str, ...]
    text: str
    due: datetime.date | None
    due_text: str | None
    status: Status
    status_text: str | None
    narrative: str | None
    origin: Origin
    item: int | None
    paragraph: int | None


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything read from one document. `unplaced` holds the lines that found no place: banners, signatures, an agenda."""

    board: str | None = None
    date: datetime.date | None = None
    venue: str | None = None
    next_meeting: datetime.date | None = None
    attendance: tuple[Attendee, ...] = ()
    items: tuple[Item, ...] = ()
    actions: tuple[ReadAction, ...] = ()
    unplaced: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The reading as JSON types: days are ISO strings, unknown is None, nothing is left out."""
        return {
            "board": self.board,
            "date": _day(self.date),
            "venue": self.venue,
            "next_meeting": _day(self.next_meeting),
            "attendance": [_only(a, "name", "organisation", "role", "status") for a in self.attendance],
            "items": [
                _only(i, "number", "title", "depth")
                | {"paragraphs": [_only(p, "number", "level", "kind", "text") for p in i.paragraphs]}
                for i in self.items
            ],
            "actions": [
                _only(a, "ref", "owners", "text", "due", "due_text", "status", "status_text", "origin")
                | {"owners": list(a.owners), "due": _day(a.due)}
                for a in self.actions
            ],
            "unplaced": list(self.unplaced),
        }


def _day(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None


def _only(record: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(record, name) for name in names}
