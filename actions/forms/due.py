"""When an action is due: on a date, at a meeting, or in words."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError

from actions.services import Due
from meetings.models import Meeting
from organisations.dates import write_date
from organisations.forms.dates import DateField

if TYPE_CHECKING:
    from meetings.models.meeting import MeetingQuerySet
    from organisations.models import Board


class MeetingField(forms.ModelChoiceField):  # type: ignore[type-arg]  # no subscript at run time
    def label_from_instance(self, obj: Meeting) -> str:
        return f"{write_date(obj.held_on)}{f', {obj.title}' if obj.title else ''}"


class DueForm(forms.Form):
    """One of three fields; words may stand beside a date or a meeting. All empty says nothing of when."""

    due_on = DateField(label="On a date", required=False, help_text="Such as 5 March 2026.")
    due_at = MeetingField(
        label="At a meeting",
        required=False,
        queryset=Meeting.objects.none(),
        empty_label="No meeting",
        help_text="One that is in the calendar.",
    )
    due_text = forms.CharField(
        label="In words", required=False, max_length=300, help_text="Such as “after publication”."
    )

    def __init__(self, *args: Any, board: Board, since: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("MeetingField", self.fields["due_at"])
        field.queryset = meetings_since(board, since)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("due_on") and cleaned.get("due_at"):
            raise ValidationError({"due_at": "An action is due on a date or at a meeting, not both."})
        return cleaned

    @property
    def due(self) -> Due | None:
        """What was entered, None if nothing was."""
        due = Due(self.cleaned_data["due_on"], self.cleaned_data["due_at"], self.cleaned_data["due_text"])
        return None if due == Due() else due


def meetings_since(board: Board, day: dt.date) -> MeetingQuerySet:
    return Meeting.objects.filter(board=board, held_on__gte=day).order_by("held_on")
