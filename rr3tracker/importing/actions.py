"""The actions of a document: new ones raised where it raises them, earlier ones reported on where it reviews them."""

from __future__ import annotations

import datetime as dt

from actions.models import CLOSED, Action, Status
from actions.services import raise_action, report_progress
from meetings.models import AgendaItem, Meeting, Minute
from meetings.reading import Origin, ReadAction, Reading
from organisations.models import User
from rr3tracker.importing.agenda import Minutes, add_paragraph
from rr3tracker.importing.due import due_of, next_meeting_after
from rr3tracker.importing.earlier import EarlierActions
from rr3tracker.importing.outcome import Outcome
from rr3tracker.importing.owners import Owners
from rr3tracker.importing.saving import Saver
from rr3tracker.importing.text import clean, one_line


class ActionRecorder:
    """Records the actions of one reading, earlier ones first."""

    def __init__(
        self, meeting: Meeting, minutes: Minutes, owners: Owners, outcome: Outcome, saver: Saver, by: User | None
    ) -> None:
        self._meeting, self._minutes, self._owners = meeting, minutes, owners
        self._outcome, self._saver, self._by = outcome, saver, by
        self._list: AgendaItem | None = None
        self._next_meeting: Meeting | None = None

    def record(self, reading: Reading) -> None:
        self._next_meeting = next_meeting_after(self._meeting, given=self._meeting.next_meeting_on)
        earlier = EarlierActions(self._meeting, self._outcome)
        said = [read for read in reading.actions if clean(read.text)]
        for read in [read for read in said if read.origin == Origin.PREVIOUS]:
            self._review(read, earlier)
        for read in [read for read in said if read.origin == Origin.NEW]:
            self._raise(read, earlier)

    def _raise(self, read: ReadAction, earlier: EarlierActions) -> None:
        minute = self._paragraph_of(read)
        action = earlier.awaiting_its_origin(read)
        if action:
            self._trace(action, read, minute)
        else:
            action = self._make(read, raised_in=minute, raised_on=self._meeting.held_on)
            self._outcome.raised.append(action)
        if Status(read.status) != Status.OPEN or read.narrative:
            self._report(action, read, minute)

    def _review(self, read: ReadAction, earlier: EarlierActions) -> None:
        minute = self._paragraph_of(read)
        action = earlier.reviewed(read)
        if action is None:
            action = self._make(read, raised_in=None, raised_on=self._day_before_it_was_met())
            self._outcome.first_met.append(action)
        elif action.raised_on > self._meeting.held_on:
            action.raised_on = self._day_before_it_was_met()
            self._saver.save(action)
        self._report(action, read, minute)

    def _make(self, read: ReadAction, *, raised_in: Minute | None, raised_on: dt.date) -> Action:
        due = due_of(read, raised_on=raised_on, next_meeting=self._next_meeting, outcome=self._outcome)
        return raise_action(
            self._meeting.board,
            text=clean(read.text),
            raised_on=raised_on,
            raised_in=raised_in,
            owners=self._owners.of(read.owners),
            due=due,
        )

    def _trace(self, action: Action, read: ReadAction, minute: Minute) -> None:
        """An action that a newer document had reviewed is tied to where it was raised."""
        action.raised_in, action.raised_on = minute, self._meeting.held_on
        if not (action.due_on or action.due_at_id):
            due = due_of(read, raised_on=action.raised_on, next_meeting=self._next_meeting, outcome=self._outcome)
            action.due_on, action.due_at, action.due_text = due.on, due.at, due.text or action.due_text
        self._saver.save(action)
        self._outcome.traced.append(action)

    def _report(self, action: Action, read: ReadAction, minute: Minute) -> None:
        """The document's status word and what it says stand in the update, whatever status they are read as."""
        update = report_progress(
            action,
            status=Status(read.status),
            reported_on=self._meeting.held_on,
            text=_said(read),
            recorded_in=minute,
            reopen=action.is_closed and Status(read.status) not in CLOSED,
            by=self._by,
        )
        self._outcome.reported.append(update)

    def _day_before_it_was_met(self) -> dt.date:
        """The day of the board's meeting before this one; failing that, the latest day it can have been."""
        earlier = Meeting.objects.filter(board=self._meeting.board, held_on__lt=self._meeting.held_on)
        day = earlier.order_by("-held_on").values_list("held_on", flat=True).first()
        return day or self._meeting.held_on - dt.timedelta(days=1)

    def _paragraph_of(self, read: ReadAction) -> Minute:
        """The paragraph that records it; where the reader names none, one that says it, or one added for it."""
        if read.item is not None and read.paragraph is not None:
            column = self._minutes[read.item] if read.item < len(self._minutes) else []
            minute = column[read.paragraph] if read.paragraph < len(column) else None
            if minute:
                return minute
        words = one_line(read.text)
        for minute in (minute for column in self._minutes for minute in column if minute):
            if words in one_line(minute.text):
                return minute
        return self._add_to_list(read)

    def _add_to_list(self, read: ReadAction) -> Minute:
        if self._list is None:
            position = self._meeting.items.count() + 1
            self._list = AgendaItem(
                meeting=self._meeting, position=position, title="Actions", kind=AgendaItem.Kind.ACTION_LOG
            )
            self._saver.save(self._list)
        kind = Minute.Kind.ACTION if read.origin == Origin.NEW else Minute.Kind.PROGRESS
        position = self._list.minutes.count() + 1
        self._outcome.paragraphs += 1
        return add_paragraph(self._list, clean(read.text), kind=kind, position=position, saver=self._saver)


def _said(read: ReadAction) -> str:
    """ "Incomplete – a draft will be sent out"; the status in our words where the document says nothing at all."""
    word, narrative = clean(read.status_text), clean(read.narrative)
    if word and narrative and not narrative.lower().startswith(word.lower()):
        return f"{word} – {narrative}"
    return narrative or word or str(Status(read.status).label)
