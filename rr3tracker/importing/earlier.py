"""The board's actions that a document may speak of again."""

from __future__ import annotations

from actions.models import Action
from meetings.models import Meeting
from meetings.reading import ReadAction
from rr3tracker.importing.likeness import likest, words_of
from rr3tracker.importing.outcome import Outcome
from rr3tracker.importing.text import one_line


class EarlierActions:
    """Each is found once, by its reference or by its words, except where the document repeats the very same words.

    ``first_met_later`` are those that a newer document, read in before this one, reviewed without its being
    known where they were raised: this document may be where, or may review them as well
    (docs/decisions/0003-actions-first-met-in-a-review.md).
    """

    def __init__(self, meeting: Meeting, outcome: Outcome) -> None:
        self._meeting = meeting
        self._outcome = outcome
        # What was left open comes before what was closed, and the latest before the oldest: of two of
        # the same words, that one is meant.
        rows = Action.objects.filter(board=meeting.board).order_by("-raised_on", "number")
        rows = rows.prefetch_related("updates__recorded_in", "owners__person", "owners__organisation")
        days = {row.raised_on for row in rows} & set(
            Meeting.objects.filter(board=meeting.board).values_list("held_on", flat=True)
        )
        self._rows = sorted(rows, key=lambda row: row.is_closed)
        self._first_met_later = [row for row in self._rows if self._is_first_met_later(row, row.raised_on in days)]
        self._words = {row.pk: words_of(row.text) for row in self._rows}
        self._used: set[int] = set()

    def reviewed(self, read: ReadAction) -> Action | None:
        """The action raised before this meeting that the document reviews."""
        ref = one_line(read.ref).upper()
        if by_reference := next((row for row in self._rows if row.reference == ref), None):
            return by_reference if by_reference.raised_on <= self._meeting.held_on else None
        earlier = [row for row in self._rows if row.raised_on < self._meeting.held_on]
        return self._likest(read, [*earlier, *(row for row in self._first_met_later if row not in earlier)])

    def awaiting_its_origin(self, read: ReadAction) -> Action | None:
        """The action, first met in a newer document, that this one raises."""
        return self._likest(read, self._first_met_later)

    def _likest(self, read: ReadAction, rows: list[Action]) -> Action | None:
        words = words_of(read.text)
        free = [row for row in rows if row.pk not in self._used or self._words[row.pk] == words]
        at, close = likest(read.text, [self._words[row.pk] for row in free])
        if at is not None:
            self._used.add(free[at].pk)
            return free[at]
        if close:
            several = ", ".join(free[place].reference for place in close)
            self._outcome.notes.append(f"“{one_line(read.text)[:60]}” could be any of several earlier ones: {several}")
        return None

    def _is_first_met_later(self, row: Action, raised_on_a_meeting_day: bool) -> bool:
        """Reviewed only after this meeting, and dated by no more than the meeting before that review."""
        updates = list(row.updates.all())
        if row.raised_in_id or not updates or not updates[0].recorded_in_id:
            return False
        reviewed_later = updates[0].reported_on > self._meeting.held_on
        return reviewed_later and (row.raised_on >= self._meeting.held_on or raised_on_a_meeting_day)
