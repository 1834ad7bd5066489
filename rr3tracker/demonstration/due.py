"""Days of the demonstration: what `due: +30`, `today-9` and `meeting +1` mean."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from actions.services import Due
from meetings.models import Meeting

QUARTER = dt.timedelta(weeks=13)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The meetings of one board in the order of their days, and today."""

    meetings: tuple[Meeting, ...]
    today: dt.date

    def meeting_after(self, meeting: Meeting, steps: int) -> Meeting | None:
        place = self.meetings.index(meeting) + steps
        return self.meetings[place] if place < len(self.meetings) else None

    def approval_of(self, meeting: Meeting) -> dt.date:
        """The day of the next meeting, or a quarter later where the next is not recorded."""
        following = self.meeting_after(meeting, 1)
        quarter_later = meeting.held_on + QUARTER
        return min(following.held_on, quarter_later) if following else quarter_later

    def day(self, words: str, meeting: Meeting) -> dt.date:
        """`2020-09-30`, or `+30`: days after the meeting."""
        if words.startswith("+"):
            return meeting.held_on + dt.timedelta(days=int(words))
        return dt.date.fromisoformat(words)

    def due(self, words: str, meeting: Meeting, raised_on: dt.date) -> Due:
        """`today+9` moves off a weekend to the Friday before, unless the action was raised after that."""
        if found := re.fullmatch(r"today([+-]\d+)", words):
            day = self.today + dt.timedelta(days=int(found[1]))
            friday = day - dt.timedelta(days=max(0, day.weekday() - 4))
            return Due(on=friday if raised_on <= friday and self.same_side(friday, day) else day)
        if found := re.fullmatch(r"meeting \+(\d)", words):
            return Due(at=self.meeting_after(meeting, int(found[1])))
        if re.fullmatch(r"\+\d+|\d{4}-\d\d-\d\d", words):
            return Due(on=self.day(words, meeting))
        return Due(text=words)

    def same_side(self, one: dt.date, other: dt.date) -> bool:
        """Both late, or both not: a weekend must not make an action late that is to show as due soon."""
        return (one < self.today) == (other < self.today)
