"""What is understood of a meeting's text: worked out each time by reading it, never stored."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from actions.models import NEEDS_REASON, Status
from actions.services import Due
from meetings.models import AgendaItem, Meeting, Minute
from meetings.reading import Origin, ReadAction, TypedText, read_typed
from meetings.reading.statuses import read_status
from meetings.services.item_text import text_version
from meetings.writing.text import show
from rr3tracker.importing.due import due_of, next_meeting_after
from rr3tracker.importing.likeness import likeness, words_of
from rr3tracker.importing.outcome import Outcome
from rr3tracker.importing.text import clean, one_line
from rr3tracker.taking.names import Names, UnderstoodOwner
from rr3tracker.taking.register import Register
from rr3tracker.taking.understood import UnderstoodAction, UnderstoodItem, UnderstoodParagraph, UnderstoodReport


class Understanding:
    """Reads the items of one meeting against its board's names and register; the number of queries is fixed."""

    def __init__(self, meeting: Meeting, *, names: Names | None = None) -> None:
        self.meeting = meeting
        self.names = names or Names(meeting)
        self._register = Register(meeting)

    @cached_property
    def _next_meeting(self) -> Meeting | None:
        return next_meeting_after(self.meeting, given=self.meeting.next_meeting_on)

    def items(self) -> list[UnderstoodItem]:
        rows = self.meeting.items.select_related("presenter").prefetch_related("minutes")
        return self._understand([(item, list(item.minutes.all())) for item in rows])

    def item(self, item: AgendaItem, rows: Sequence[Minute]) -> UnderstoodItem:
        return self._understand([(item, rows)])[0]

    def _understand(self, items: Sequence[tuple[AgendaItem, Sequence[Minute]]]) -> list[UnderstoodItem]:
        texts = [show(rows, item.number).text for item, rows in items]
        typed = [self._read(item, text) for (item, _), text in zip(items, texts, strict=True)]
        self._register.look_up({_reference(action) for one in typed for action in one.actions})
        return [
            UnderstoodItem(item, text, text_version(rows), self._paragraphs(rows, one))
            for (item, rows), text, one in zip(items, texts, typed, strict=True)
        ]

    def _read(self, item: AgendaItem, text: str) -> TypedText:
        return read_typed(text, item_number=item.number, meeting=self.meeting.held_on, known=self.names.known)

    def _paragraphs(self, rows: Sequence[Minute], typed: TypedText) -> list[UnderstoodParagraph]:
        raised, updates = self._register.raised, self._register.updates
        paragraphs = [UnderstoodParagraph(row, raised=raised[row.pk], updates=updates[row.pk]) for row in rows]
        for read in typed.actions:
            paragraph = paragraphs[read.paragraph or 0]
            if read.origin is Origin.PREVIOUS:
                if not paragraph.updates:
                    paragraph.reports.append(self._report(read))
                continue
            paragraph.asked.append(read.text)
            if not paragraph.raised:
                paragraph.actions.append(self._action(read))
        return paragraphs

    def _action(self, read: ReadAction) -> UnderstoodAction:
        outcome = Outcome(meeting=self.meeting, new_board=False, new_meeting=False)
        due = due_of(read, raised_on=self.meeting.held_on, next_meeting=self._next_meeting, outcome=outcome)
        owners = [self.names.owner(one_line(words)) for words in read.owners if one_line(words)]
        said = UnderstoodAction(clean(read.text), owners, due, [*outcome.notes])
        if known := self._register.named(_reference(read)):
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
        said.similar = self._register.similar(said.text)
        return said

    def _report(self, read: ReadAction) -> UnderstoodReport:
        action = self._register.reported(_reference(read), read.text)
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


def _reference(read: ReadAction) -> str:
    return one_line(read.ref).upper()


def _status(read: ReadAction, text: str) -> Status | None:
    """The status that was said, in brackets, at the beginning, or in what was reported."""
    progress = read_status(text) if text else None
    if not read.status_text and not progress:
        return None
    status = Status(read.status) if read.status_text else Status(progress.status) if progress else None
    said = f"{read.status_text or ''} {text[:80]} {(read.narrative or '')[:80]}".lower()
    return Status.TO_BE_AGREED if status == Status.COMPLETE and "to be agreed" in said else status


def _doubt(owner: UnderstoodOwner) -> str:
    if owner.several:
        return f"“{owner.words}” could be several people or organisations: write the name in full."
    if owner.nearest:
        return f"Nobody here is called “{owner.words}”. Did you mean {' or '.join(owner.nearest)}?"
    return f"“{owner.words}” is kept in words: nobody here is called that."
