from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from meetings.models import AgendaItem, Amendment, Meeting, Minute, MinutesStage
from meetings.models.edition import is_later_meeting
from meetings.services.paragraphs import add_paragraph
from meetings.services.saving import hold_open
from meetings.services.stages import move_minutes
from organisations.dates import write_date
from organisations.services.saving import save_changed

if TYPE_CHECKING:
    from organisations.models import User

NOT_CIRCULATED = "Only minutes that are circulated and not yet approved can be agreed at a meeting."
NOT_LATER = "Minutes are approved at a later meeting of the same board."


@dataclass(frozen=True, slots=True)
class ForRead:
    """One correction as a meeting agrees it: in this paragraph, for these words read those."""

    minute_id: int
    words: str
    read: str

    @property
    def note(self) -> str:
        note = (
            f"for “{_short(self.words)}” read “{_short(self.read)}”" if self.read else f"delete “{_short(self.words)}”"
        )
        return note[:300]


@transaction.atomic
def approve_minutes(
    meeting: Meeting,
    *,
    at_meeting: Meeting,
    at: dt.datetime,
    by: User,
    amendments: Sequence[ForRead] = (),
    follow: Callable[[Sequence[Amendment]], None] | None = None,
) -> None:
    """The meeting's circulated minutes are a correct record, as ``at_meeting`` agreed, with its ``amendments``.

    A paragraph that is amended says the corrected text under its old number; the text first issued and the
    note are kept. ``follow`` is told of them while the minutes still change: what the app above keeps of these
    paragraphs follows before the edition is kept. Where ``at_meeting`` has an item for the last minutes that still changes, it is recorded
    there. Refuses, with a ``ValidationError``, minutes that are not circulated, a meeting that is not
    later or not held yet, and an amendment whose words are not in its paragraph once.
    """
    now = hold_open(meeting.pk)
    if now.minutes_stage != MinutesStage.CIRCULATED:
        raise ValidationError(NOT_CIRCULATED)
    if not is_later_meeting(at_meeting, now):
        raise ValidationError(NOT_LATER)
    if at_meeting.held_on > timezone.localdate(at):
        raise ValidationError(f"The meeting of {write_date(at_meeting.held_on)} has not been held yet.")
    made = [_amend(now, line, at_meeting=at_meeting, at=at, by=by) for line in amendments]
    if follow:
        follow(made)
    move_minutes(now, to=MinutesStage.APPROVED, at=at, by=by, at_meeting=at_meeting)
    _record(now, made, at_meeting=at_meeting, by=by)
    meeting.refresh_from_db()


def _amend(meeting: Meeting, line: ForRead, *, at_meeting: Meeting, at: dt.datetime, by: User) -> Amendment:
    minute = Minute.objects.filter(pk=line.minute_id, item__meeting=meeting).select_related("item__meeting").first()
    if minute is None:
        raise ValidationError("Choose a paragraph of these minutes.")
    count = minute.text.count(line.words) if line.words else 0
    if count != 1:
        times = "not" if not count else f"{count} times"
        more = "" if not count else ": give more of the words around it"
        raise ValidationError(f"“{_short(line.words)}” is {times} in {minute.citation}{more}.")
    amendment = Amendment(
        minute=minute,
        text_before=minute.text,
        text_after=minute.text.replace(line.words, line.read).strip(),
        note=line.note,
        agreed_at_meeting=at_meeting,
        recorded_at=at,
        recorded_by=by,
    )
    amendment.full_clean()
    amendment.save()
    minute.text = amendment.text_after
    save_changed(minute, by=by)
    return amendment


def _record(meeting: Meeting, amendments: Sequence[Amendment], *, at_meeting: Meeting, by: User) -> None:
    item = at_meeting.items.filter(kind=AgendaItem.Kind.LAST_MINUTES).order_by("position").first()
    if item is None or at_meeting.is_locked:
        return
    words = f"The {meeting.board.minutes_label.lower()} of the meeting of {write_date(meeting.held_on)} were agreed"
    said = "; ".join(_told(amendment, in_item=item) for amendment in amendments)
    ending = f", subject to: {said}." if said else "."
    add_paragraph(item, text=f"{words} as a correct record{ending}", level=2, kind=Minute.Kind.DECISION, by=by)


def _told(amendment: Amendment, *, in_item: AgendaItem) -> str:
    """Of a restricted paragraph its number alone, where the item that tells of it is open to more readers."""
    minute = amendment.minute
    if not minute.item.is_restricted or in_item.is_restricted:
        return f"{minute.citation}, {amendment.note}"
    return f"paragraph {minute.number} (restricted)" if minute.number else "a restricted paragraph"


def _short(words: str) -> str:
    tidy = " ".join(words.split())
    return tidy if len(tidy) <= 120 else f"{tidy[:119]}…"
