from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from meetings.models import Attendance
from rr3tracker.checks.warning import Record, Warning


def item_without_minute(record: Record) -> Iterator[Warning]:
    """An item with a heading inside it has its minutes there."""
    for n, item in enumerate(record.items):
        inside = record.items[n + 1 : n + 2]
        if not item.minutes.all() and not (item.depth == 1 and inside and inside[0].depth == 2):
            key = f"item-without-minute:{item.pk}"
            yield Warning(key, f"“{item}” has no minute.", "Write it", record.page(f"item-{item.pk}"))


def quorum_not_met(record: Record) -> Iterator[Warning]:
    quorum = record.meeting.board.quorum
    present = sum(
        row.status == Attendance.Status.PRESENT and row.capacity == Attendance.Capacity.MEMBER for row in record.roll
    )
    if quorum and present < quorum:
        text = f"The quorum of {quorum} was not met: {present} member{'' if present == 1 else 's'} present."
        yield Warning(f"quorum:{present}-of-{quorum}", text, "See the roll", record.roll_page())


def no_next_date(record: Record) -> Iterator[Warning]:
    if not record.meeting.next_meeting_on and not record.has_later_meeting:
        address = reverse("meeting_edit", args=[record.meeting.pk])
        yield Warning("no-next-date", "There is no date of the next meeting.", "Give it", address)
