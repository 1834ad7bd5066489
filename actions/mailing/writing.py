"""The words of a mail: a subject, and the same things said as plain text and as HTML."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.text import Truncator

from actions.mailing.addresses import absolute, choice_address, report_address
from actions.mailing.occasions import Occasion
from actions.models import MailKind
from meetings.writing.marks import without_marks
from organisations.dates import write_date

if TYPE_CHECKING:
    from actions.mailing.owed import Owed
    from actions.models import Action, BoardMailing

LONGEST_SUBJECT = 140
LONGEST_NAME = 60
WIDTH = 76


@dataclass(frozen=True, slots=True)
class Entry:
    """One action, as a mail tells it."""

    reference: str
    address: str
    text: str
    due: str
    is_overdue: bool
    status: str
    lead: str
    raised: str
    waits: bool


@dataclass(frozen=True, slots=True)
class Written:
    subject: str
    text: str
    html: str


def write(occasion: Occasion, terms: BoardMailing, *, today: dt.date) -> Written:
    board = terms.board
    entries = [_entry(row, today=today) for row in occasion.rows]
    said = {
        "name": occasion.person.name,
        "opening": _opening(occasion, board.name),
        "entries": entries,
        "report_address": report_address(),
        "lasts": _days(terms.days_links_last),
        "choice_address": choice_address(),
        "board": board.name,
    }
    subject = one_line(f"{one_line(board.short_name, LONGEST_NAME)}: {_subject(occasion, entries)}", LONGEST_SUBJECT)
    html = render_to_string("actions/mail/mail.html", {**said, "subject": subject})
    return Written(subject, "\n".join(_lines(said, entries)), html)


def one_line(text: str, most: int) -> str:
    """Cut, on one line, and without what is not to be seen: nothing that could end a header."""
    shown = "".join(sign if sign.isprintable() else " " for sign in text)
    return Truncator(" ".join(shown.split())).chars(most)


def _subject(occasion: Occasion, entries: list[Entry]) -> str:
    one = entries[0] if len(entries) == 1 else None
    many = f"{len(entries)} actions"
    if occasion.kind == MailKind.ISSUED:
        assert occasion.meeting  # noqa: S101  # of which they are
        told = f"{'an action' if one else many} for you from the meeting of {write_date(occasion.meeting.held_on)}"
    elif occasion.kind == MailKind.OVERDUE:
        told = f"{one.reference} is overdue" if one else f"{many} are overdue"
    else:
        told = f"{one.reference} is due soon" if one else f"{many} are due soon"
    return f"{told}: {one.text}" if one else told


def _opening(occasion: Occasion, board: str) -> str:
    several = len(occasion.rows) > 1
    these = "these actions" if several else "this action"
    if occasion.kind == MailKind.ISSUED:
        assert occasion.meeting  # noqa: S101  # of which they are
        day = write_date(occasion.meeting.held_on)
        return f"The meeting of {board} on {day} agreed {these}, which you answer for."
    if occasion.kind == MailKind.OVERDUE:
        was_due = f"{these.capitalize()} of {board} {'were due and are' if several else 'was due and is'} not finished."
        return f"{was_due} If the work is done, please say so; if not, what stands in the way and which date you need."
    if occasion.meeting:
        day = write_date(occasion.meeting.held_on)
        return f"The next meeting of {board} is on {day}. You answer for {these}, due soon."
    return f"You answer for {these} of {board}, due soon."


def _entry(row: Owed, *, today: dt.date) -> Entry:
    action = row.action
    owners = list(action.owners.all())
    lead = next((owner.name for owner in owners if owner.is_lead), "")
    is_late = action.is_overdue(today)
    return Entry(
        reference=action.reference,
        address=absolute(action.get_absolute_url()),
        text=without_marks(action.text).strip(),
        due=_due(action),
        is_overdue=is_late,
        status=action.get_status_display().lower(),
        lead=lead if len(owners) > 1 else "",
        raised=_raised(row),
        waits=row.waits,
    )


def _due(action: Action) -> str:
    words = action.due_words
    return f"{words[0].lower()}{words[1:]}" if action.due_at else words or "no date"


def _raised(row: Owed) -> str:
    minute = row.action.raised_in
    if minute is None:
        return f"raised on {write_date(row.action.raised_on)}, between meetings"
    of = f"the meeting of {write_date(minute.item.meeting.held_on)}"
    return f"raised in {minute.citation} of {of}" if row.cites else f"raised at {of}"


def _days(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"


def _lines(said: Mapping[str, object], entries: list[Entry]) -> Iterator[str]:
    yield f"Dear {said['name']},"
    yield ""
    yield from _folded(str(said["opening"]))
    for entry in entries:
        yield ""
        yield from _folded(f"{entry.reference}{' (overdue)' if entry.is_overdue else ''}")
        for line in entry.text.splitlines():
            yield from _folded(line, indent="  ")
        yield from _folded(f"Due: {entry.due}. Status: {entry.status}.", indent="  ")
        if entry.lead:
            yield from _folded(f"Lead: {entry.lead}.", indent="  ")
        yield from _folded(f"{entry.raised[0].upper()}{entry.raised[1:]}.", indent="  ")
        if entry.waits:
            yield from _folded("A report on it waits for the secretariat: nothing to do for now.", indent="  ")
        yield f"  {entry.address}"
    yield ""
    yield "To report what has happened, without signing in:"
    yield str(said["report_address"])
    yield from _folded(f"This address is for you alone: please do not pass it on. It lasts {said['lasts']}.")
    yield ""
    yield from _folded(
        f"You get this because you answer for actions of {said['board']}. To choose which of these mails you get, "
        "and how often, sign in at the address below, or tell the secretariat."
    )
    yield str(said["choice_address"])
    yield ""


def _folded(text: str, *, indent: str = "") -> list[str]:
    """Lines that any mail program shows whole; an address or a long word is never broken."""
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
