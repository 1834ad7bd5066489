"""An agenda with its times: worked out from the meeting's start and the minutes allotted, never stored."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from meetings.models import AgendaItem, Document, ForwardItem, Meeting


@dataclass(slots=True)
class AgendaLine:
    item: AgendaItem
    starts_at: dt.time | None
    papers: list[Document] = field(default_factory=list)

    @property
    def went_to(self) -> Meeting | None:
        """The later meeting on whose agenda a deferred item stands."""
        back = next(iter(self.item.returned_as.all()), None)
        return back.meeting if back else None

    @property
    def waits(self) -> ForwardItem | None:
        """How a deferred item that is on no later agenda stands on the forward plan."""
        waiting: ForwardItem | None = getattr(self.item, "waiting", None)
        return waiting

    @property
    def said_at(self) -> AgendaItem | None:
        """The item of an earlier meeting that said this is to come back."""
        planned: ForwardItem | None = getattr(self.item, "forward_item", None)
        return planned.came_from if planned else None

    @property
    def was_planned(self) -> bool:
        """Whether it came from the forward plan without having been deferred."""
        return hasattr(self.item, "forward_item") and self.item.came_from is None


@dataclass(frozen=True, slots=True)
class Agenda:
    lines: list[AgendaLine]
    papers: list[Document]
    """Those of the whole meeting."""
    minutes: int
    """How long the items take together."""
    ends_at: dt.time | None
    overrun: int
    """By how many minutes that is longer than the meeting."""

    @property
    def is_timed(self) -> bool:
        """Whether any item has a time of its own to show."""
        return any(line.starts_at for line in self.lines)


def agenda_of(meeting: Meeting, items: Sequence[AgendaItem], documents: Iterable[Document] = ()) -> Agenda:
    """An item without minutes has no time of its own and the next begins where it would; nor does a deferred one."""
    starts, minutes = minutes_before(items)
    by_item = defaultdict(list)
    for document in documents:
        by_item[document.item_id].append(document)
    lines = [
        AgendaLine(item, _clock(meeting, at) if _takes_time(item) else None, by_item.get(item.pk, []))
        for item, at in zip(items, starts, strict=True)
    ]
    return Agenda(
        lines=lines,
        papers=by_item.get(None, []),
        minutes=minutes,
        ends_at=_clock(meeting, minutes) if minutes else None,
        overrun=max(0, minutes - _length(meeting)) if _length(meeting) else 0,
    )


def minutes_before(items: Sequence[AgendaItem]) -> tuple[list[int], int]:
    """How many minutes after the meeting's start each item begins, and how many all take.

    An item's minutes hold those of the headings inside it; headings that need more have it.
    """
    starts, clock, until = [], 0, 0
    for item in items:
        taken = (item.minutes_allotted or 0) if _takes_time(item) else 0
        if item.depth == 1:
            clock = max(clock, until)
            until = clock + taken
            starts.append(clock)
        else:
            starts.append(clock)
            clock += taken
    return starts, max(clock, until)


def _takes_time(item: AgendaItem) -> bool:
    return bool(item.minutes_allotted) and not item.is_deferred


def _clock(meeting: Meeting, minutes: int) -> dt.time | None:
    if meeting.starts_at is None:
        return None
    return (dt.datetime.combine(meeting.held_on, meeting.starts_at) + dt.timedelta(minutes=minutes)).time()


def _length(meeting: Meeting) -> int:
    if meeting.starts_at is None or meeting.ends_at is None:
        return 0
    day = meeting.held_on
    return int(
        (dt.datetime.combine(day, meeting.ends_at) - dt.datetime.combine(day, meeting.starts_at)).total_seconds() // 60
    )
