"""Since when a summary tells what is new: ``?since=2026-03-05``, or ``?since=meeting-12``."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError

from actions.forms.as_at import asked_for
from actions.forms.selects import QuickSelect
from organisations.forms.dates import DateField

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import QueryDict

    from actions.models.as_at import Moment
    from meetings.models import Meeting

SINCE, SINCE_MEETING = "since", "since_meeting"


class SinceForm(forms.Form):
    """``since_meeting`` is what the form sends."""

    since = DateField(label="What is new since", required=False, help_text="Such as 5 March 2026.")
    since_meeting = forms.ChoiceField(label="Or since a meeting", required=False, widget=QuickSelect)

    def __init__(self, query: QueryDict, *, meetings: Iterable[Meeting], last: dt.date) -> None:
        """``meetings`` are those to choose from; ``last`` is the day of the summary."""
        day, meeting = asked_for(query, SINCE, SINCE_MEETING)
        self.last, self.is_asked = last, bool(day or meeting)
        super().__init__({SINCE: day, SINCE_MEETING: meeting} if self.is_asked else None)
        self.meetings = {str(one.pk): one for one in meetings}
        field = cast("forms.ChoiceField", self.fields[SINCE_MEETING])
        field.choices = [("", "The one before the last"), *((key, str(one)) for key, one in self.meetings.items())]
        field.error_messages["invalid_choice"] = "Choose a meeting that was held."

    def clean_since(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data[SINCE]
        if day and day > self.last:
            raise ValidationError("Enter a day that is not after the one of the summary.")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get(SINCE) and cleaned.get(SINCE_MEETING):
            raise ValidationError({SINCE_MEETING: "Enter a day or choose a meeting, not both."})
        meeting = self.meetings.get(cleaned.get(SINCE_MEETING, ""))
        if meeting and meeting.held_on > self.last:
            raise ValidationError({SINCE_MEETING: "Choose a meeting that is not after the day of the summary."})
        return cleaned

    @property
    def moment(self) -> Moment | None:
        """None where nothing was asked for, and where what was is refused."""
        if not self.is_asked or not self.is_valid():
            return None
        day: dt.date | None = self.cleaned_data[SINCE]
        return day or self.meetings.get(self.cleaned_data[SINCE_MEETING])
