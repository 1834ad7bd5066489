"""When there is occasion for a mail to one person about one board: pure, so that a day is whatever one says it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils import timezone

from actions.mailing.owed import Owed
from actions.models import Mail, MailChoice, MailKind
from meetings.models import MEMBERS_SEE

if TYPE_CHECKING:
    from actions.mailing.before import Before
    from actions.models import BoardMailing
    from meetings.models import Meeting
    from organisations.models import Person

NEWS = dt.timedelta(days=14)
"""For so long after they were issued the actions of a meeting are news: what is older is history, and not mailed."""
OLDEST_MEETING = dt.timedelta(days=90)
"""Old minutes that are read in are circulated today as well: a meeting before this is not news."""
FRESH = dt.timedelta(days=7)
"""Who was told of an action as it was issued is not told again so soon that it is due."""
SPANS = {MailChoice.Often.WEEKLY: dt.timedelta(days=7), MailChoice.Often.MONTHLY: dt.timedelta(days=30)}


@dataclass(frozen=True, slots=True)
class Day:
    """What is the same for everybody on the board."""

    today: dt.date
    at: dt.datetime
    terms: BoardMailing
    issued_at: dict[int, dt.datetime] = field(default_factory=dict)
    """By the key of the action: when it was last issued before its minutes were cleared."""
    next_meeting: Meeting | None = None


@dataclass(frozen=True, slots=True)
class Occasion:
    person: Person
    kind: str
    key: str
    rows: list[Owed]
    meeting: Meeting | None = None


def occasions(person: Person, rows: Sequence[Owed], before: Before, choice: MailChoice, day: Day) -> list[Occasion]:
    """The mails that are due to this person: those that the board sends and the person wants, no more often than they say."""
    wanted = {kind for kind in MailKind if getattr(day.terms, kind.value) and getattr(choice, kind.value)}
    span = SPANS.get(MailChoice.Often(choice.how_often))
    if span and before.last_sent_on and day.today < before.last_sent_on + span:
        return []
    found: list[Occasion] = []
    if MailKind.ISSUED in wanted:
        found += _issued(person, rows, before, day)
    if MailKind.OVERDUE in wanted:
        found += _overdue(person, rows, before, day)
    if MailKind.DIGEST in wanted:
        news = {row.action.pk for occasion in found for row in occasion.rows}
        found += _digest(person, [row for row in rows if row.action.pk not in news], before, day)
    if span:
        waiting = {mail.key for mail in before.unsettled}
        found = sorted(found, key=lambda occasion: occasion.key not in waiting)[:1]
    return found


def _issued(person: Person, rows: Sequence[Owed], before: Before, day: Day) -> Iterator[Occasion]:
    """One for each meeting whose actions are news; one more for what was issued, or issued anew, since the last."""
    by_meeting = sorted((row for row in rows if row.meeting), key=lambda row: row.meeting or 0)
    for key, group in groupby(by_meeting, key=lambda row: row.meeting):
        told = before.last_told(MailKind.ISSUED, meeting=key)
        new = [row for row in group if _is_news(row, day, told.get(row.action.pk))]
        if new and new[0].action.raised_in:
            n = len(before.of(MailKind.ISSUED, meeting=key)) + 1
            use = before.key_to_use(MailKind.ISSUED, f"issued/{key}/{person.pk}/{n}", meeting=key)
            yield Occasion(person, MailKind.ISSUED, use, new, new[0].action.raised_in.item.meeting)


def _is_news(row: Owed, day: Day, told: dt.datetime | None) -> bool:
    assert row.action.raised_in  # noqa: S101  # of a meeting
    meeting = row.action.raised_in.item.meeting
    issued = day.issued_at.get(row.action.pk)
    if told:
        return issued is not None and told < issued
    circulated = meeting.circulated_at if meeting.minutes_stage in MEMBERS_SEE else None
    moments = [moment for moment in (issued, circulated) if moment]
    return bool(moments) and day.at < max(moments) + NEWS and day.today <= meeting.held_on + OLDEST_MEETING


def _overdue(person: Person, rows: Sequence[Owed], before: Before, day: Day) -> Iterator[Occasion]:
    """All that is overdue and nobody has reported on, at most every so many days; not while one was cut off or not taken."""
    late = [row for row in rows if row.is_chased and not row.waits and row.action.is_overdue(day.today)]
    told = before.of(MailKind.OVERDUE)
    if not late or any(mail.state in (Mail.State.SENDING, Mail.State.FAILED) for mail in told):
        return
    last = max((mail.day for mail in told), default=None)
    if last and day.today < last + dt.timedelta(days=day.terms.days_between_notices):
        return
    board = late[0].action.board_id
    if use := before.key_to_use(MailKind.OVERDUE, f"overdue/{board}/{person.pk}/{day.today}"):
        yield Occasion(person, MailKind.OVERDUE, use, late)


def _digest(person: Person, rows: Sequence[Owed], before: Before, day: Day) -> Iterator[Occasion]:
    """What falls due, each once for the day that it is due; for the next meeting, or at most one a week."""
    span = dt.timedelta(days=max(day.terms.days_before_due, day.terms.days_before_meeting))
    reminded, issued = before.last_told(MailKind.DIGEST), before.last_told(MailKind.ISSUED)
    by_meeting = day.next_meeting.held_on if day.next_meeting else day.today - dt.timedelta(days=1)
    horizon = max(day.today + dt.timedelta(days=day.terms.days_before_due), by_meeting)

    def is_due_soon(row: Owed) -> bool:
        due, pk = row.action.due_day, row.action.pk
        if due is None or not day.today <= due <= horizon:
            return False
        of_late = issued.get(pk)
        is_fresh = of_late is not None and day.at < of_late + FRESH
        return not is_fresh and (pk not in reminded or timezone.localdate(reminded[pk]) < due - span)

    soon = [row for row in rows if is_due_soon(row)]
    if not soon:
        return
    stem = f"digest/{soon[0].action.board_id}/{person.pk}"
    week = day.today.isocalendar()
    keys = [f"{stem}/{week.year}-W{week.week:02}"]
    meeting = day.next_meeting
    if meeting and any(row.action.due_day and row.action.due_day <= by_meeting for row in soon):
        keys.insert(0, f"{stem}/meeting-{meeting.pk}")
    if use := before.key_to_use(MailKind.DIGEST, *keys):
        yield Occasion(
            person,
            MailKind.DIGEST,
            use,
            soon,
            meeting if use == f"{stem}/meeting-{meeting.pk if meeting else 0}" else None,
        )
