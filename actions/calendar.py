"""A user's meetings and due dates as an iCalendar file (RFC 5545), for the calendar program that subscribes to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max, OuterRef, Q, Subquery
from django.utils import timezone
from icalendar import Calendar, Event

from actions.models import Action
from meetings.models import Meeting
from meetings.writing.marks import without_marks
from organisations.models import Person
from organisations.roles import reader_for, roles_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from organisations.models import User

DAYS_BACK = 90
LONGEST_SUMMARY = 120
ONE_DAY = dt.timedelta(days=1)


def calendar_of(user: User, *, on: dt.date, host: str, absolute: Callable[[str], str]) -> bytes:
    """Meetings of the boards on which they have a role today, and what they owe there that is open and has a day.

    Nothing of restricted items, also where they may read it: a calendar is copied to other people's machines. The
    same rows give the same bytes. ``absolute`` makes a full address of a path; ``host`` ends the ids of the events,
    which stay as they are when a meeting or a date moves.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//RR3 tracker//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "RR3 tracker")
    calendar.add("x-published-ttl", "PT6H")
    person = Person.objects.filter(user=user).first()
    if person:
        reader = reader_for(person)
        for meeting in _meetings(reader, on=on):
            calendar.add_component(_meeting_event(meeting, host=host, absolute=absolute))
        for action in _owed(reader):
            calendar.add_component(_due_event(action, host=host, absolute=absolute))
    return bytes(calendar.to_ical())


def _meetings(reader: User, *, on: dt.date) -> QuerySet[Any]:
    seen = Meeting.objects.visible_to(reader).filter(board__in=roles_of(reader).boards)
    recent = seen.filter(held_on__gte=on - dt.timedelta(days=DAYS_BACK))
    return _with_changes(recent.select_related("board")).order_by("held_on", "pk")


def _owed(reader: User) -> QuerySet[Any]:
    owed = Action.objects.visible_to(reader).owed_by_user(reader).open().filter(board__in=roles_of(reader).boards)
    has_day = Q(due_on__isnull=False) | Q(due_at__isnull=False)
    in_the_open = owed.exclude(raised_in__item__is_restricted=True).filter(has_day).with_due_day()
    return _with_changes(in_the_open.select_related("board", "due_at")).order_by("due_sort", "pk")


def _with_changes(rows: QuerySet[Any]) -> QuerySet[Any]:
    """With ``changes`` and ``last_changed``, from the history that the model keeps."""
    kept = rows.model.history.filter(id=OuterRef("pk")).order_by().values("id")
    changed: QuerySet[Any] = rows.annotate(
        changes=Subquery(kept.annotate(n=Count("history_id")).values("n")),
        last_changed=Subquery(kept.annotate(last=Max("history_date")).values("last")),
    )
    return changed


def _meeting_event(meeting: Any, *, host: str, absolute: Callable[[str], str]) -> Event:
    name = meeting.board.short_name
    event = _event(meeting, f"meeting-{meeting.pk}@{host}", f"{name}: {meeting.title or 'meeting'}")
    if meeting.starts_at:
        event.add("dtstart", _in_utc(meeting.held_on, meeting.starts_at))
        if meeting.ends_at:
            event.add("dtend", _in_utc(meeting.held_on, meeting.ends_at))
    else:
        event.add("dtstart", meeting.held_on)
        event.add("dtend", meeting.held_on + ONE_DAY)
    address = absolute(meeting.get_absolute_url())
    said = [f"Join: {meeting.joining_link}"] if meeting.joining_link else []
    event.add("description", _clean("\n".join([meeting.board.name, *said, address])))
    event.add("url", address)
    if meeting.venue or meeting.joining_link:
        event.add("location", _clean(meeting.venue or meeting.joining_link))
    return event


def _due_event(action: Any, *, host: str, absolute: Callable[[str], str]) -> Event:
    text = without_marks(action.text)
    event = _event(action, f"due-{action.reference}@{host}", f"Due: {action.reference} {' '.join(text.split())}")
    event.add("dtstart", action.due_day)
    event.add("dtend", action.due_day + ONE_DAY)
    # It says what is late, and takes up nobody's time.
    event.add("transp", "TRANSPARENT")
    address = absolute(action.get_absolute_url())
    event.add("description", _clean("\n".join([text, action.board.name, address])))
    event.add("url", address)
    return event


def _event(row: Any, uid: str, summary: str) -> Event:
    event = Event()
    changed = row.last_changed or timezone.make_aware(dt.datetime.combine(dt.date(2000, 1, 1), dt.time()))
    stamp = changed.astimezone(dt.UTC).replace(microsecond=0)
    event.add("uid", uid)
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("sequence", max((row.changes or 1) - 1, 0))
    event.add("summary", _shortened(_clean(summary)))
    return event


def _in_utc(day: dt.date, at: dt.time) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, at)).astimezone(dt.UTC)


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_SUMMARY else f"{text[: LONGEST_SUMMARY - 1].rstrip()}…"


def _clean(text: str) -> str:
    """Without the controls that the format does not know: a line that ends otherwise is a line of text."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(letter for letter in lines if letter in "\n\t" or (letter >= " " and letter != "\x7f"))
