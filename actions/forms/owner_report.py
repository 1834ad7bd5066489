"""What an owner reports of an action: three questions, and what shows that it is so."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING, Any, cast

from django import forms

from actions.forms.evidence import EvidenceForm
from actions.models import NOT_CLOSED, Status
from organisations.dates import write_date
from organisations.forms.dates import DateField

if TYPE_CHECKING:
    from actions.models import Action

SAID_TO_OWNERS = {Status.TO_BE_AGREED: "Complete, for the board to agree"}


class SentKeyField(forms.CharField):
    """A key that the form is drawn with: the same form sent twice is one report. What is no such key is none."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> str | None:
        try:
            return str(uuid.UUID(str(value or "")))
        except ValueError:
            return None


class OwnerReportForm(EvidenceForm):
    """For who is signed in, and for who has a link. What it gives, ``take_report`` takes."""

    text = forms.CharField(label="What happened?", required=False, max_length=10000, widget=forms.Textarea({"rows": 5}))
    status = forms.ChoiceField(
        label="What status do you propose?",
        widget=forms.RadioSelect,
        help_text="Work that is delayed needs a reason. The board agrees when an action is complete.",
    )
    due_on = DateField(label="The date you need", required=False, help_text="Such as 5 March 2026.")
    due_reason = forms.CharField(label="Why", required=False, max_length=2000, widget=forms.Textarea({"rows": 2}))
    sent_key = SentKeyField(required=False)

    field_order = ("text", "status", "due_on", "due_reason", "links", "attachments", "sent_key")

    def __init__(self, data: Any = None, files: Any = None, *, action: Action, today: dt.date, **kwargs: Any) -> None:
        initial = {"status": action.status if action.status in NOT_CLOSED else None, "sent_key": str(uuid.uuid4())}
        super().__init__(data, files, initial=initial, **kwargs)
        self.action, self.today = action, today
        status = cast("forms.ChoiceField", self.fields["status"])
        status.choices = [(one.value, SAID_TO_OWNERS.get(one, one.label)) for one in NOT_CLOSED]

    def clean_due_on(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["due_on"]
        if not day:
            return None
        if day < self.action.raised_on:
            raised = write_date(self.action.raised_on)
            raise forms.ValidationError(f"The action was raised on {raised}: it cannot be due before that.")
        if day < self.today:
            raise forms.ValidationError("The date you need cannot be in the past.")
        if day == self.action.due_day:
            raise forms.ValidationError("It is due on that date already.")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        status, asks = cleaned.get("status"), "due_on" in self.errors or bool(cleaned.get("due_on"))
        if asks and "due_reason" in cleaned and not cleaned["due_reason"]:
            self.add_error("due_reason", "Say why you need another date.")
        if cleaned.get("due_reason") and not asks:
            self.add_error("due_on", "Enter the date you need, such as 5 March 2026.")
        if "text" in cleaned and not cleaned["text"]:
            if status == Status.DELAYED and status != self.action.status:
                self.add_error("text", "Say why it is delayed.")
            elif status == self.action.status and not asks:
                self.add_error("text", "Say what happened, propose another status, or ask for another date.")
        return cleaned

    @property
    def report(self) -> dict[str, Any]:
        """What the service ``take_report`` is told by the form: who says so, and when, is the view's to add."""
        said = ("text", "status", "due_on", "due_reason", "sent_key")
        return {
            **{name: self.cleaned_data[name] for name in said},
            "evidence": self.evidence,
            "reported_on": self.today,
        }
