from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from meetings.models import AgendaItem, Meeting
from organisations.forms.dates import MonthOrDateField

NEXT, HERE, FROM = "next", "here", "from"


class DeferForm(forms.Form):
    """When an item is taken instead."""

    to = forms.ChoiceField(
        label="When it is taken",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose when it is taken.", "invalid_choice": "Choose a meeting from the list."},
    )
    not_before = MonthOrDateField(
        label="From which month",
        required=False,
        help_text="Only for a later meeting that you name by its month. Such as March 2027.",
    )

    def __init__(self, *args: Any, item: AgendaItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item = item
        open_to = Meeting.objects.after(item.meeting).exclude(minutes_stage__in=["approved", "published"])
        self.later = {str(meeting.pk): meeting for meeting in open_to[:12]}
        later = [(key, f"At the meeting of {meeting.held_on:%-d %B %Y}") for key, meeting in self.later.items()]
        choices = later or [(NEXT, "At the next meeting that is planned")]
        choices = [*choices, (FROM, "At a later meeting, from the month below")]
        if item.is_deferred:
            choices = [(HERE, "At this meeting after all"), *choices]
        to = self.fields["to"]
        assert isinstance(to, forms.ChoiceField)  # noqa: S101  # for the type checker
        to.choices = choices

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        day = given.get("not_before")
        if given.get("to") != FROM or "not_before" in self.errors:
            return given
        if day is None:
            self.add_error("not_before", "Enter the month, such as March 2027.")
        elif day.replace(day=1) < self.item.meeting.held_on.replace(day=1):
            self.add_error("not_before", "Enter a month after this meeting.")
        return given

    @property
    def meeting(self) -> Meeting | None:
        return self.later.get(self.cleaned_data["to"])

    @property
    def month(self) -> dt.date | None:
        """From when, if it is a later meeting that is named by its month."""
        given: dt.date | None = self.cleaned_data["not_before"]
        return given if self.cleaned_data["to"] == FROM else None

    @property
    def takes_here(self) -> bool:
        return bool(self.cleaned_data["to"] == HERE)
