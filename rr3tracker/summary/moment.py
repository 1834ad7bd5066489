"""The moment that a summary speaks of, and the period of which it tells what is new."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from actions.forms.as_at import address_of, words_for
from actions.models.as_at import Moment, beginning_of, day_of
from meetings.models import Meeting
from organisations.dates import write_date

A_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Then:
    """``moment`` is None for how things are today."""

    moment: Moment | None
    today: dt.date

    @property
    def on(self) -> dt.date:
        return day_of(self.moment) if self.moment else self.today

    @property
    def until(self) -> dt.datetime:
        """What was written down later was not known then."""
        if isinstance(self.moment, Meeting):
            return beginning_of(self.moment)
        return timezone.make_aware(dt.datetime.combine(self.on, dt.time.max))

    @property
    def words(self) -> str:
        """As in "as it stood …"; empty for today."""
        return words_for(self.moment) if self.moment else ""

    @property
    def address(self) -> str:
        return address_of(self.moment) if self.moment else ""

    @property
    def is_morning(self) -> bool:
        """As a meeting began: what it did that day had not happened."""
        return isinstance(self.moment, Meeting)

    def has_held(self, meeting: Meeting) -> bool:
        """On the day of a meeting that began, those that were recorded before it."""
        if isinstance(self.moment, Meeting):
            return (meeting.held_on, meeting.pk) < (self.moment.held_on, self.moment.pk)
        return meeting.held_on <= self.on


@dataclass(frozen=True, slots=True)
class Period:
    """From ``since`` to ``last``: what is new. After a meeting, or from a day on, that day included; None is the beginning."""

    since: Moment | None
    last: dt.date
    is_chosen: bool

    @property
    def first(self) -> dt.date | None:
        return self.since.held_on + A_DAY if isinstance(self.since, Meeting) else self.since

    @property
    def words(self) -> str:
        if isinstance(self.since, Meeting):
            return f"since the meeting of {write_date(self.since.held_on)}"
        return f"since {write_date(self.since)}" if self.since else "since the beginning"

    @property
    def address(self) -> str:
        return address_of(self.since) if self.since and self.is_chosen else ""

    def holds(self, meeting: Meeting) -> bool:
        if isinstance(self.since, Meeting):
            return (meeting.held_on, meeting.pk) > (self.since.held_on, self.since.pk)
        return not self.since or meeting.held_on >= self.since


def period_to(then: Then, *, chosen: Moment | None, held: Sequence[Meeting]) -> Period:
    """``held`` are the meetings that were held by then, the latest first. Where nothing is chosen, what is new is what came
    after the meeting before the last one: the last meeting, and all since.
    """
    usual = held[1] if len(held) > 1 else None
    return Period(since=chosen or usual, last=then.on, is_chosen=chosen is not None)
