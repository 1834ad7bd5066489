"""Who takes an action over, why, and when that was said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from django import forms

from actions.forms.owners import owner_choices, owner_chosen
from actions.forms.paragraphs import ParagraphField, recent_paragraphs
from actions.forms.selects import QuickSelect
from actions.leavers import Leaver
from actions.models import ActionOwner
from organisations.forms.dates import DateField

if TYPE_CHECKING:
    from organisations.models import Board
    from organisations.roles import AnyUser


class ReasonForm(forms.Form):
    text = forms.CharField(
        label="Why",
        max_length=5000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Say why it is handed on."},
    )
    reported_on = DateField(label="Handed on", error_messages={"required": "Enter the day it was handed on."})

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"reported_on": today}, **kwargs})
        self.today = today

    def clean_reported_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["reported_on"]
        if day > self.today:
            raise forms.ValidationError("The day it was handed on cannot be in the future.")
        return day


class HandOnForm(ReasonForm):
    """One action, whose owners are chosen in rows beside this form."""

    recorded_in = ParagraphField(label="Recorded in", required=False)
    field_order = ("text", "recorded_in", "reported_on")

    def __init__(self, *args: Any, board: Board, user: AnyUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("ParagraphField", self.fields["recorded_in"]).queryset = recent_paragraphs(board, user)
        self.fields["reported_on"].help_text = "Between meetings. In a paragraph it has the day of its meeting."

    @property
    def given(self) -> dict[str, Any]:
        """What the service ``change_owners`` takes, but for the owners."""
        paragraph = self.cleaned_data["recorded_in"]
        day = paragraph.item.meeting.held_on if paragraph else self.cleaned_data["reported_on"]
        return {"text": self.cleaned_data["text"], "recorded_in": paragraph, "reported_on": day}


class LeaversForm(ReasonForm):
    """Rows of owners who have left, and who takes them over."""

    rows = forms.MultipleChoiceField(error_messages={"required": "Choose the actions to hand on."})
    to = forms.ChoiceField(label="To", widget=QuickSelect, error_messages={"required": "Choose who takes them over."})
    field_order = ("rows", "to", "text", "reported_on")

    def __init__(self, *args: Any, leavers: Iterable[Leaver], board: Board, user: AnyUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(row.pk): row for leaver in leavers for row in leaver.rows}
        cast("forms.MultipleChoiceField", self.fields["rows"]).choices = [(key, key) for key in self.known]
        cast("forms.ChoiceField", self.fields["to"]).choices = owner_choices(user, now=[], board=board, on=self.today)

    @property
    def chosen(self) -> list[ActionOwner]:
        return [self.known[key] for key in self.cleaned_data["rows"]]

    @property
    def taker(self) -> ActionOwner:
        return owner_chosen(self.cleaned_data["to"])

    @property
    def ticked(self) -> set[str]:
        """Also while the form is wrong; none when it was not sent."""
        return set(self["rows"].value() or ())


class PartForm(forms.Form):
    """A part of a joint action is done, or not after all."""

    text = forms.CharField(
        label="A word on it (optional)", required=False, max_length=5000, widget=forms.Textarea({"rows": 3})
    )
    on = DateField(label="Day", error_messages={"required": "Enter the day."})

    def __init__(self, *args: Any, today: dt.date, chooses_day: bool, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"on": today}, **kwargs})
        self.today = today
        if not chooses_day:
            del self.fields["on"]

    def clean_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["on"]
        if day > self.today:
            raise forms.ValidationError("The day cannot be in the future.")
        return day

    @property
    def given(self) -> dict[str, Any]:
        return {"text": self.cleaned_data["text"], "on": self.cleaned_data.get("on", self.today)}
