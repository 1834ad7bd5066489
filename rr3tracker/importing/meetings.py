from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError

from meetings.models import Document, DocumentContent, Meeting, Minute
from meetings.reading import Reading
from organisations.dates import write_date
from organisations.models import Board, User
from rr3tracker.importing.outcome import Outcome
from rr3tracker.importing.saving import Saver
from rr3tracker.importing.source import Source
from rr3tracker.importing.text import clean, fits, one_line

_EARLIEST = dt.date(1900, 1, 1)


def day_of_meeting(reading: Reading, *, given: dt.date | None, today: dt.date) -> dt.date:
    """The day ``given``, or else the document's. Refuses none at all, and a day that no minutes can have yet."""
    day = given or reading.date
    if day is None:
        raise ValidationError("The document gives no date that can be read: say when the meeting was with --date.")
    if not _EARLIEST <= day <= today:
        when = "in the future" if day > today else "too long ago"
        raise ValidationError(f"The date of the meeting, {write_date(day)}, is {when}: say when it was with --date.")
    return day


def refuse_known(source: Source) -> None:
    """Refuses bytes that were read in already, naming the meeting."""
    known = Document.objects.filter(sha256=source.sha256, kind=Document.Kind.SOURCE)
    for document in known.select_related("meeting__board"):
        meeting = document.meeting
        raise ValidationError(
            "This file has been read in already: it is the source of the minutes of "
            f"{meeting.board.name}, {write_date(meeting.held_on)}."
        )


def find_or_plan_meeting(board: Board, day: dt.date) -> tuple[Meeting, bool]:
    """The board's planned meeting of that day, or a new one, unsaved; and whether it is new.

    Refuses a day whose meeting has minutes already, and one with two meetings that could be meant.
    """
    meetings = list(Meeting.objects.filter(board=board, held_on=day).order_by("pk"))
    for meeting in meetings:
        if _has_minutes(meeting):
            raise ValidationError(
                f"The meeting of {board.name} on {write_date(day)} has minutes already; nothing was changed."
            )
    if len(meetings) > 1:
        raise ValidationError(f"{board.name} has {len(meetings)} meetings planned on {write_date(day)}.")
    return (meetings[0], False) if meetings else (Meeting(board=board, held_on=day), True)


def fill_meeting(meeting: Meeting, reading: Reading, outcome: Outcome, saver: Saver) -> None:
    """Venue and next meeting as the document gives them; what is planned already is kept where it says nothing."""
    venue = one_line(reading.venue)
    meeting.venue = fits(venue, 300) or meeting.venue
    if len(venue) > 300:
        outcome.unplaced.append(venue)
    if reading.next_meeting and reading.next_meeting > meeting.held_on:
        meeting.next_meeting_on = reading.next_meeting
    elif reading.next_meeting:
        day = write_date(reading.next_meeting)
        outcome.unplaced.append(f"Next meeting: {day}")
        outcome.notes.append(f"The date given for the next meeting, {day}, is not after this one.")
    saver.save(meeting)


def keep_source(
    meeting: Meeting, source: Source, outcome: Outcome, saver: Saver, *, at: dt.datetime, by: User | None
) -> Document:
    """The file itself, with the lines of it that found no place."""
    outcome.unplaced[:] = [line for line in map(clean, outcome.unplaced) if line]
    name = one_line(source.file_name.encode("utf-8", "replace").decode()) or "minutes"
    document = Document(
        meeting=meeting,
        kind=Document.Kind.SOURCE,
        title="Source of the minutes",
        file_name=name if len(name) <= 255 else name[-255:],
        media_type=source.media_type,
        size=len(source.data),
        sha256=source.sha256,
        unplaced=outcome.unplaced,
        added_at=at if by else None,
        added_by=by,
    )
    saver.save(document)
    DocumentContent.objects.create(document=document, data=source.data)
    return document


def _has_minutes(meeting: Meeting) -> bool:
    return (
        meeting.minutes_stage != Meeting.Stage.DRAFTING
        or Minute.objects.filter(item__meeting=meeting).exists()
        or meeting.documents.filter(kind=Document.Kind.SOURCE).exists()
    )
