"""What an owner reports of an action: three questions, and what shows that it is so."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING, Any, cast

from django import forms

from actions.models import NEEDS_REASON, NOT_CLOSED
from actions.services import GivenEvidence
from meetings.services.documents import MAX_MEGABYTES, TOO_LARGE
from organisations.forms.dates import DateField

if TYPE_CHECKING:
    from actions.models import Action


class SentKeyField(forms.CharField):
    """A key that the form is drawn with: the same form sent twice is one report. What is no such key is none."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> str | None:
        try:
            return str(uuid.UUID(str(value or "")))
        except ValueError:
            return None


class OwnerReportForm(forms.Form):
    """For who has a link. What it gives, ``take_report`` takes."""

    text = forms.CharField(label="What happened?", required=False, max_length=10000, widget=forms.Textarea({"rows": 5}))
    status = forms.ChoiceField(label="What status do you propose?", widget=forms.RadioSelect)
    due_on = DateField(label="The date you need", required=False, help_text="Such as 5 March 2026.")
    due_reason = forms.CharField(label="Why", required=False, max_length=2000, widget=forms.Textarea({"rows": 2}))
    links = forms.URLField(label="Link", required=False, max_length=1000, assume_scheme="https", widget=forms.TextInput)
    attachments = forms.FileField(
        label="File",
        required=False,
        max_length=255,
        help_text=f"Up to {MAX_MEGABYTES} MB.",
        error_messages={"empty": "The file is empty."},
    )
    sent_key = SentKeyField(required=False)

    def __init__(self, data: Any = None, files: Any = None, *, action: Action, today: dt.date) -> None:
        super().__init__(data, files, initial={"status": action.status, "sent_key": str(uuid.uuid4())})
        self.action, self.today = action, today
        cast("forms.ChoiceField", self.fields["status"]).choices = [(one.value, one.label) for one in NOT_CLOSED]

    def clean_attachments(self) -> Any:
        file = self.cleaned_data["attachments"]
        # Before the bytes are read into memory.
        if file and (file.size or 0) > MAX_MEGABYTES * 1024 * 1024:
            raise forms.ValidationError(TOO_LARGE)
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        status, asks = cleaned.get("status"), bool(cleaned.get("due_on"))
        if asks and "due_reason" in cleaned and not cleaned["due_reason"]:
            self.add_error("due_reason", "Say why you need another date.")
        if "text" in cleaned and not cleaned["text"]:
            if status in NEEDS_REASON and status != self.action.status:
                self.add_error("text", "Say why it is delayed.")
            elif status == self.action.status and not asks:
                self.add_error("text", "Say what happened, propose another status, or ask for another date.")
        return cleaned

    @property
    def report(self) -> dict[str, Any]:
        """What the service ``take_report`` is told by the form: who says so, and when, is the view's to add."""
        said = ("text", "status", "due_on", "due_reason", "sent_key")
        link, file = self.cleaned_data["links"], self.cleaned_data["attachments"]
        return {
            **{name: self.cleaned_data[name] for name in said},
            "evidence": [
                *([GivenEvidence(url=link)] if link else []),
                *([GivenEvidence(file_name=file.name, data=file.read())] if file else []),
            ],
            "reported_on": self.today,
        }
