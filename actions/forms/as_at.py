"""As at which moment actions are shown: a day, or a meeting of the board."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from actions.addresses import number_in
from actions.forms.selects import QuickSelect
from meetings.models import Meeting
from organisations.dates import read_date, write_date
from organisations.forms.dates import DateField

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import QueryDict

    from actions.models.as_at import Moment
    from meetings.models.meeting import MeetingQuerySet
    from organisations.roles import AnyUser

OF_A_CHOICE = ("title", "held_on", "starts_at", "board__name", "board__slug", "board__acronym")
AS_AT, AT_MEETING = "as_at", "at_meeting"
MEETING = re.compile(r"meeting-(\d{1,18})", re.ASCII)


class AsAtForm(forms.Form):
    """What an address asks for by ``as_at=2026-03-05`` or ``as_at=meeting-12``; ``at_meeting`` is what the form sends."""

    as_at = DateField(label="As at the end of", required=False, help_text="Such as 5 March 2026.")
    at_meeting = forms.ChoiceField(label="Or as a meeting began", required=False, widget=QuickSelect)

    def __init__(self, query: QueryDict, *, meetings: Iterable[Meeting] | None, today: dt.date) -> None:
        """``meetings`` are those to choose from; None where none are offered."""
        day, meeting = asked_for(query, AS_AT, AT_MEETING)
        self.today, self.is_asked = today, bool(day or meeting)
        super().__init__({AS_AT: day, AT_MEETING: meeting} if self.is_asked else None)
        self.meetings = {str(one.pk): one for one in meetings} if meetings is not None else {}
        field = cast("forms.ChoiceField", self.fields[AT_MEETING])
        field.choices = [("", "No meeting"), *((key, str(one)) for key, one in self.meetings.items())]
        field.error_messages["invalid_choice"] = "Choose a meeting that was held."

    def clean_as_at(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data[AS_AT]
        if day and day > self.today:
            raise ValidationError("Enter today or an earlier day: nobody knows yet how things will stand.")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get(AS_AT) and cleaned.get(AT_MEETING):
            raise ValidationError({AT_MEETING: "Enter a day or choose a meeting, not both."})
        return cleaned

    @property
    def moment(self) -> Moment | None:
        """None where nothing was asked for, and where what was is refused."""
        if not self.is_asked or not self.is_valid():
            return None
        day: dt.date | None = self.cleaned_data[AS_AT]
        return day or self.meetings.get(self.cleaned_data[AT_MEETING])


def asked_for(query: QueryDict, day: str, at_meeting: str) -> tuple[str, str]:
    """What an address says under these two names, as a form has it: a day as it is written, and the key of a meeting."""
    said = query.get(day, "").strip()
    named = MEETING.fullmatch(said)
    return ("", named[1]) if named else (_as_written(said), query.get(at_meeting, ""))


def _as_written(day: str) -> str:
    """An address says 2026-03-05, and the field 5 March 2026; what is no day stays as it was typed."""
    try:
        found = read_date(day)
    except ValueError:
        return day
    # A year of fewer than four digits is not read back.
    return write_date(found) if found.year > 999 else day


def address_of(moment: Moment) -> str:
    """What stands in an address after ``as_at=``."""
    return f"meeting-{moment.pk}" if isinstance(moment, Meeting) else moment.isoformat()


def words_for(moment: Moment) -> str:
    """As in "as it stood …"."""
    if isinstance(moment, Meeting):
        return f"when the meeting of {write_date(moment.held_on)} began"
    return f"at the end of {write_date(moment)}"


def past_meetings(
    user: AnyUser, query: QueryDict, *, boards: Iterable[str], today: dt.date, since: dt.date = dt.date.min
) -> MeetingQuerySet:
    """Meetings of these boards that were held after ``since``, and the one that is asked for; latest first."""
    named = MEETING.fullmatch(query.get(AS_AT, "").strip())
    asked = number_in(named[1] if named else query.get(AT_MEETING))
    held = Meeting.objects.visible_to(user).held_by(today)
    ours = Q(board__slug__in=list(boards))
    found = held.filter(ours & Q(held_on__gt=since) | Q(pk=asked)).select_related("board").only(*OF_A_CHOICE)
    return found.order_by("-held_on", "-pk")
