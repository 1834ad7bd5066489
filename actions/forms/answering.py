"""What is answered to a report that waits, and to what is complete, to be agreed. The button pressed is the decision."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from organisations.forms.dates import DateField


class AnswerForm(forms.Form):
    ACCEPT, TURN_DOWN = "accept", "turn_down"

    decision = forms.ChoiceField(
        choices=[(ACCEPT, "Accept"), (TURN_DOWN, "Turn down")],
        widget=forms.HiddenInput,
        error_messages={"required": "Press “Accept” or “Turn down”."},
    )
    answer = forms.CharField(
        label="A word back",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
        help_text="Whoever reported it reads this. To turn it down, say why.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("decision") == self.TURN_DOWN and cleaned.get("answer") == "":
            self.add_error("answer", "Say why, to whoever reported it.")
        return cleaned


class AgreeForm(forms.Form):
    AGREE, SEND_BACK = "agree", "send_back"

    decision = forms.ChoiceField(
        choices=[(AGREE, "Agree by chair’s action"), (SEND_BACK, "Send back")],
        widget=forms.HiddenInput,
        error_messages={"required": "Press “Agree by chair’s action” or “Send back”."},
    )
    on = DateField(label="On", error_messages={"required": "Enter the day that the chair said so."})
    text = forms.CharField(
        label="A word",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
        help_text="To send it back, say what is left to do.",
    )

    def __init__(self, data: Any = None, *, today: dt.date, **kwargs: Any) -> None:
        super().__init__(data, initial={"on": today}, **kwargs)
        self.today = today

    def clean_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["on"]
        if day > self.today:
            raise forms.ValidationError("The day cannot be in the future.")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("decision") == self.SEND_BACK and cleaned.get("text") == "":
            self.add_error("text", "Say what is left to do.")
        return cleaned
