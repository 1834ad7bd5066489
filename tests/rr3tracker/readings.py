"""Readings made by hand, for the importer: `a_reading(items=(an_item("Welcome", "They met."),))`."""

from __future__ import annotations

import datetime as dt
from itertools import count
from typing import Any

from meetings.reading import AttendanceStatus, Attendee, Item, Kind, Origin, Paragraph, ReadAction, Reading, Status
from rr3tracker.importing import Outcome, Source, record_minutes

DAY = dt.date(2025, 3, 5)
NOW = dt.datetime(2026, 3, 6, 9, 30, tzinfo=dt.UTC)
BOARD = "Harbour Resettlement Board (HRB)"
_files = count(1)


def a_paragraph(text: str, **overrides: Any) -> Paragraph:
    return Paragraph(**{"number": None, "level": 2, "kind": Kind.DISCUSSION, "text": text, **overrides})


def an_item(title: str, *paragraphs: Paragraph | str, **overrides: Any) -> Item:
    made = tuple(a_paragraph(p) if isinstance(p, str) else p for p in paragraphs)
    return Item(**{"number": None, "title": title, "depth": 1, "paragraphs": made, **overrides})


def an_attendee(name: str | None, organisation: str | None = None, **overrides: Any) -> Attendee:
    return Attendee(
        **{"name": name, "organisation": organisation, "role": None, "status": AttendanceStatus.PRESENT, **overrides}
    )


def an_action(text: str, *owners: str, **overrides: Any) -> ReadAction:
    """A new one, without a paragraph unless ``item`` and ``paragraph`` are given."""
    return ReadAction(
        **{
            "ref": None,
            "owners": owners,
            "text": text,
            "due": None,
            "due_text": None,
            "status": Status.OPEN,
            "status_text": None,
            "narrative": None,
            "origin": Origin.NEW,
            "item": None,
            "paragraph": None,
            **overrides,
        }
    )


def a_review(text: str, status: Status = Status.OPEN, **overrides: Any) -> ReadAction:
    return an_action(text, **{"origin": Origin.PREVIOUS, "status": status, **overrides})


def a_reading(**overrides: Any) -> Reading:
    return Reading(**{"board": BOARD, "date": DAY, "items": (an_item("Business", "They met."),), **overrides})


def record(reading: Reading | None = None, **options: Any) -> Outcome:
    """Each time as if from another file."""
    source = options.pop("source", None) or Source(f"minutes-{next(_files)}.txt", f"file {next(_files)}".encode())
    return record_minutes(reading or a_reading(), source, **{"at": NOW, **options})
