from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from actions.models import Action, ActionUpdate
from meetings.models import Meeting
from organisations.dates import write_date
from organisations.models import Organisation, Person

_WIDTH = 90


@dataclass(slots=True)
class Outcome:
    """What was recorded, for whoever ran the import to check."""

    meeting: Meeting
    new_board: bool = False
    new_meeting: bool = False
    matched_organisations: list[Organisation] = field(default_factory=list)
    new_organisations: list[Organisation] = field(default_factory=list)
    matched_people: list[Person] = field(default_factory=list)
    new_people: list[Person] = field(default_factory=list)
    items: int = 0
    paragraphs: int = 0
    raised: list[Action] = field(default_factory=list)
    first_met: list[Action] = field(default_factory=list)
    traced: list[Action] = field(default_factory=list)
    reported: list[ActionUpdate] = field(default_factory=list)
    unplaced: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """As a person reads it: what, how many, and which."""
        board, meeting = self.meeting.board, self.meeting
        yield f"Board: {board.name}{_in_brackets(board.acronym)}{' – new' if self.new_board else ''}"
        if self.new_board:
            yield f"  Its address is {board.slug} and its actions are {board.reference_prefix}-1 and so on."
            yield "  Nobody has a role on it yet: add its members and secretariat."
        filled = "new" if self.new_meeting else "planned already, now with minutes"
        yield f"Meeting: {write_date(meeting.held_on)} – {filled}; minutes {meeting.get_minutes_stage_display().lower()}"
        yield f"Agenda: {_count(self.items, 'item')}, {_count(self.paragraphs, 'paragraph')}"
        yield from _listed("Organisations matched", [str(o) for o in self.matched_organisations])
        yield from _listed("Organisations new", [str(o) for o in self.new_organisations])
        yield from _listed("People matched", [p.name for p in self.matched_people])
        yield from _listed("People new", [p.name for p in self.new_people])
        yield from _listed("Actions raised here", [_action(a) for a in self.raised])
        yield from _listed("Actions raised earlier, first met here", [_action(a) for a in self.first_met])
        yield from _listed("Actions met before, now found where they were raised", [_action(a) for a in self.traced])
        yield from _listed("Updates of actions", [_update(u) for u in self.reported])
        yield from _listed("To check", self.notes)
        yield from _listed("Lines that found no place", self.unplaced)


def _listed(what: str, rows: list[str]) -> Iterator[str]:
    yield f"{what}: {len(rows) or 'none'}"
    for row in rows:
        yield f"  {' '.join(row.split())}"


def _action(action: Action) -> str:
    text = " ".join(action.text.split())
    owners = ", ".join(owner.name for owner in action.owners.all()) or "nobody named"
    return f"{action.reference} {text[:_WIDTH]}{'…' if len(text) > _WIDTH else ''} ({owners})"


def _update(update: ActionUpdate) -> str:
    return f"{update.action.reference} {update.get_status_after_display().lower()}"


def _in_brackets(text: str) -> str:
    return f" ({text})" if text else ""


def _count(n: int, noun: str) -> str:
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"
