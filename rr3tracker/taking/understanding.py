"""What is understood of a meeting's text: worked out each time by reading it, never stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from actions.models import NEEDS_REASON, Action, ActionUpdate, Status
from actions.services import Due
from meetings.models import AgendaItem, Meeting, Minute
from meetings.reading import Origin, ReadAction, read_typed
from meetings.reading.statuses import read_status
from meetings.services.item_text import text_version
from meetings.writing.text import show
from rr3tracker.importing.due import due_of, next_meeting_after
from rr3tracker.importing.likeness import likeness, likest, words_of
from rr3tracker.importing.outcome import Outcome
from rr3tracker.importing.text import clean, one_line
from rr3tracker.taking.names import Names, UnderstoodOwner

_NEEDED = ("reference", "text", "status", "raised_on", "raised_in", "board")
_SIMILAR = 0.5
_SHOWN = 2


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
        draft = Action()
        self.due.put_on(draft)
        return draft.due_words


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


@dataclass(slots=True)
class UnderstoodItem:
    item: AgendaItem
    text: str
    version: str
    paragraphs: list[UnderstoodParagraph]

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


class Understanding:
    """Reads the items of one meeting against its board's names and register; the number of queries is fixed."""

    def __init__(self, meeting: Meeting, *, names: Names | None = None) -> None:
        self.meeting = meeting
        self.names = names or Names(meeting)
        self._register = list(Action.objects.filter(board=meeting.board_id).only(*_NEEDED).order_by("number"))
        self._by_reference = {action.reference: action for action in self._register}
        earlier = [action for action in self._register if action.raised_on < meeting.held_on]
        self._open = [action for action in earlier if not action.is_closed]
        self._words = [words_of(action.text) for action in self._open]
        self._raised: defaultdict[int, list[Action]] = defaultdict(list)
        for action in self._register:
            if action.raised_in_id:
                self._raised[action.raised_in_id].append(action)
        self._updates: defaultdict[int, list[ActionUpdate]] = defaultdict(list)
        for update in ActionUpdate.objects.filter(recorded_in__item__meeting=meeting).select_related("action"):
            self._updates[update.recorded_in_id or 0].append(update)

    @cached_property
    def _next_meeting(self) -> Meeting | None:
        return next_meeting_after(self.meeting, given=self.meeting.next_meeting_on)

    def items(self) -> list[UnderstoodItem]:
        rows: Iterable[AgendaItem] = self.meeting.items.select_related("presenter").prefetch_related("minutes")
        return [self.item(item, list(item.minutes.all())) for item in rows]

    def item(self, item: AgendaItem, rows: Sequence[Minute]) -> UnderstoodItem:
        text = show(rows, item.number).text
        typed = read_typed(text, item_number=item.number, meeting=self.meeting.held_on, known=self.names.known)
        paragraphs = [
            UnderstoodParagraph(row, raised=self._raised[row.pk], updates=self._updates[row.pk]) for row in rows
        ]
        for read in typed.actions:
            paragraph = paragraphs[read.paragraph or 0]
            if read.origin is Origin.PREVIOUS:
                if not paragraph.updates:
                    paragraph.reports.append(self._report(read))
            elif not paragraph.raised:
                paragraph.actions.append(self._action(read))
        return UnderstoodItem(item, text, text_version(rows), paragraphs)

    def _action(self, read: ReadAction) -> UnderstoodAction:
        outcome = Outcome(meeting=self.meeting, new_board=False, new_meeting=False)
        due = due_of(read, raised_on=self.meeting.held_on, next_meeting=self._next_meeting, outcome=outcome)
        owners = [self.names.owner(one_line(words)) for words in read.owners if one_line(words)]
        said = UnderstoodAction(clean(read.text), owners, due, [*outcome.notes])
        if known := self._by_reference.get(one_line(read.ref).upper()):
            said.is_ready = False
            said.doubts.append(
                f"{known.reference} is on the register already. To report on it, write “Outstanding action {known.reference}: …”."
            )
            return said
        if not owners:
            said.doubts.append("Nobody is named as owner.")
        if not said.due_words:
            said.doubts.append("No date is given.")
        elif not (due.on or due.at):
            said.doubts.append(f"“{due.text}” is kept in words: it gives no day.")
        said.doubts += [_doubt(owner) for owner in owners if not owner.is_known]
        said.similar = self._similar(said.text)
        return said

    def _similar(self, text: str) -> list[Action]:
        words = words_of(text)
        scores = [(_score(words, other), at) for at, other in enumerate(self._words)]
        return [self._open[at] for score, at in sorted(scores, reverse=True)[:_SHOWN] if score >= _SIMILAR]

    def _report(self, read: ReadAction) -> UnderstoodReport:
        action = self._reported(read)
        report = UnderstoodReport(action.reference if action else one_line(read.ref), action)
        if action is None:
            name = report.reference or "like this"
            report.doubts.append(f"There is no outstanding action {name} on this board.")
            return report
        text, narrative = clean(read.text), clean(read.narrative)
        repeats = likeness(words_of(text), words_of(action.text)) > 0
        said = "\n".join(filter(None, [*([] if repeats else [text]), narrative]))
        status = _status(read, "" if repeats else text)
        report.status, report.text = status or Status(action.status), said
        if read.due and not repeats:
            report.due = Due(on=read.due, text=one_line(read.due_text)[:300])
        if status is None:
            report.doubts.append(f"No status is said: it stays “{report.status.label.lower()}”.")
        if report.status in NEEDS_REASON and not said:
            report.doubts.append("Say why.")
        return report

    def _reported(self, read: ReadAction) -> Action | None:
        reference = one_line(read.ref).upper()
        if not reference:
            at, _ = likest(read.text, self._words)
            return self._open[at] if at is not None else None
        prefix = self.meeting.board.reference_prefix
        action = self._by_reference.get(reference) or self._by_reference.get(f"{prefix}-{reference}")
        return action if action and action.raised_on <= self.meeting.held_on else None


def _status(read: ReadAction, text: str) -> Status | None:
    """The status that was said, in brackets, at the beginning, or in what was reported."""
    progress = read_status(text) if text else None
    if not read.status_text and not progress:
        return None
    status = Status(read.status) if read.status_text else Status(progress.status) if progress else None
    said = f"{read.status_text or ''} {text[:80]} {(read.narrative or '')[:80]}".lower()
    return Status.TO_BE_AGREED if status == Status.COMPLETE and "to be agreed" in said else status


def _score(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _doubt(owner: UnderstoodOwner) -> str:
    if owner.several:
        return f"“{owner.words}” could be several people or organisations: write the name in full."
    if owner.nearest:
        return f"Nobody here is called “{owner.words}”. Did you mean {' or '.join(owner.nearest)}?"
    return f"“{owner.words}” is kept in words: nobody here is called that."
