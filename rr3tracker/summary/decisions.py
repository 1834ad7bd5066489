"""What the board decided in the period, as far as its minutes are open to the reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.text import Truncator

from meetings.models import Amendment, Minute
from meetings.writing.marks import without_marks
from organisations.dates import write_date
from rr3tracker.summary.moment import Period

if TYPE_CHECKING:
    from meetings.models import Meeting
    from organisations.roles import AnyUser

LONGEST_TEXT = 240
MOST = 20


@dataclass(frozen=True, slots=True)
class Decision:
    text: str
    meeting: str
    citation: str
    address: str


@dataclass(frozen=True, slots=True)
class Decisions:
    rows: list[Decision]
    more: int
    """How many are left out."""


def decisions_of(held: Sequence[Meeting], user: AnyUser, period: Period) -> Decisions:
    """``held`` are the meetings held by then: the text is as it was before any later one amended it. One query."""
    held_keys = [meeting.pk for meeting in held]
    asked = {meeting.pk: meeting for meeting in held if period.holds(meeting)}
    later = Amendment.objects.filter(minute=OuterRef("pk")).exclude(agreed_at_meeting__in=held_keys).order_by("pk")
    found = list(
        Minute.objects.visible_to(user)
        .filter(kind=Minute.Kind.DECISION, item__meeting__in=list(asked) or [0])
        .annotate(text_then=Coalesce(Subquery(later.values("text_before")[:1]), "text"))
        .order_by("-item__meeting__held_on", "-item__meeting", "item__position", "position", "pk")
        .values_list("pk", "item__meeting", "number", "item__title", "text_then")
    )
    rows = [
        Decision(
            text=Truncator(without_marks(text)).chars(LONGEST_TEXT),
            meeting=write_date(asked[meeting].held_on),
            citation=f"paragraph {number}" if number else f"“{title}”",
            address=f"{asked[meeting].get_absolute_url()}#minute-{pk}",
        )
        for pk, meeting, number, title, text in found[:MOST]
    ]
    return Decisions(rows, more=len(found) - len(rows))
