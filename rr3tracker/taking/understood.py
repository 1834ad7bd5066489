"""What was understood of a meeting's text, as plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from actions.models import NEEDS_REASON, Action, ActionUpdate, Status

if TYPE_CHECKING:
    from actions.services import Due
    from meetings.models import AgendaItem, Minute
    from rr3tracker.taking.names import UnderstoodOwner


@dataclass(slots=True)
class UnderstoodAction:
    """A piece of work that a paragraph asks for, and is not yet on the register."""

    text: str
    owners: list[UnderstoodOwner]
    due: Due
    doubts: list[str] = field(default_factory=list)
    similar: list[Action] = field(default_factory=list)
    is_ready: bool = True

    @property
    def due_words(self) -> str:
        return self.due.words


@dataclass(slots=True)
class UnderstoodReport:
    """A report on an outstanding action, not yet on the register. ``status`` is as today where none was said."""

    reference: str
    action: Action | None = None
    status: Status = Status.OPEN
    text: str = ""
    due: Due | None = None
    doubts: list[str] = field(default_factory=list)

    @property
    def is_ready(self) -> bool:
        return self.action is not None and not (self.status in NEEDS_REASON and not self.text)


@dataclass(slots=True)
class UnderstoodParagraph:
    minute: Minute
    actions: list[UnderstoodAction] = field(default_factory=list)
    reports: list[UnderstoodReport] = field(default_factory=list)
    raised: list[Action] = field(default_factory=list)
    updates: list[ActionUpdate] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    """What it asks for, on the register or not."""

    @property
    def is_plain(self) -> bool:
        """It records discussion and nothing else."""
        records = self.actions or self.reports or self.raised or self.updates
        return self.minute.kind == "discussion" and not records


@dataclass(slots=True)
class UnderstoodItem:
    item: AgendaItem
    text: str
    version: str
    paragraphs: list[UnderstoodParagraph]

    @property
    def numbers(self) -> list[str]:
        """The numbers that the paragraphs have on record, in their order."""
        return [paragraph.minute.number for paragraph in self.paragraphs]

    @property
    def to_raise(self) -> list[tuple[UnderstoodParagraph, UnderstoodAction]]:
        return [(p, action) for p in self.paragraphs for action in p.actions if action.is_ready]

    @property
    def to_report(self) -> list[tuple[UnderstoodParagraph, UnderstoodReport]]:
        return [(p, report) for p in self.paragraphs for report in p.reports if report.is_ready]

    @property
    def has_doubts(self) -> bool:
        of_actions = any(action.doubts for p in self.paragraphs for action in p.actions)
        return of_actions or any(report.doubts for p in self.paragraphs for report in p.reports)
