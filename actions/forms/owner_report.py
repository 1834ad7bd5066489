"""What an owner says of an action: what has happened, how it stands, and perhaps the date that they need."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from actions.models import NEEDS_REASON, NOT_CLOSED, Action
from actions.services import GivenEvidence
from meetings.services.documents import MAX_MEGABYTES, TOO_LARGE
from organisations.forms.dates import DateField


class OwnerReportForm(forms.Form):
    text = forms.CharField(
        label="What has happened", required=False, max_length=10000, widget=forms.Textarea({"rows": 5})
    )
    status = forms.ChoiceField(label="How it stands", widget=forms.RadioSelect)
    due_on = DateField(
        label="Date that you need",
        required=False,
        help_text="If it cannot be done when it is due, such as 5 March 2025.",
    )
    due_reason = forms.CharField(
        label="Why another date is needed", required=False, max_length=2000, widget=forms.Textarea({"rows": 2})
    )
    url = forms.URLField(
        label="Link to what shows it", required=False, max_length=1000, assume_scheme="https", widget=forms.TextInput
    )
    file = forms.FileField(
        label="File that shows it",
        required=False,
        max_length=255,
        help_text=f"Up to {MAX_MEGABYTES} MB.",
        error_messages={"empty": "The file is empty."},
    )

    def __init__(self, data: Any = None, files: Any = None, *, action: Action, today: dt.date) -> None:
        super().__init__(data, files, initial={"status": action.status})
        self.action, self.today = action, today
        status = self.fields["status"]
        assert isinstance(status, forms.ChoiceField)  # noqa: S101  # for the type checker
        status.choices = [(status.value, status.label) for status in NOT_CLOSED]

    def clean_file(self) -> UploadedFile[Any] | None:
        file: UploadedFile[Any] | None = self.cleaned_data["file"]
        # Before the bytes are read into memory.
        if file and (file.size or 0) > MAX_MEGABYTES * 1024 * 1024:
            raise forms.ValidationError(TOO_LARGE)
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        status, text = cleaned.get("status"), (cleaned.get("text") or "").strip()
        if not text and "text" not in self.errors:
            if status in NEEDS_REASON and status != self.action.status:
                self.add_error("text", "Say why it is delayed.")
            elif status == self.action.status and not cleaned.get("due_on"):
                self.add_error("text", "Say what has happened.")
        if cleaned.get("due_on") and not (cleaned.get("due_reason") or "").strip() and "due_reason" not in self.errors:
            self.add_error("due_reason", "Say why another date is needed.")
        return cleaned

    @property
    def report(self) -> dict[str, Any]:
        """What the service ``take_report`` takes of what was typed."""
        cleaned, file = self.cleaned_data, self.cleaned_data["file"]
        evidence = [GivenEvidence(url=cleaned["url"])] if cleaned["url"] else []
        evidence += [GivenEvidence(file_name=file.name, data=file.read())] if file else []
        return {
            "text": cleaned["text"],
            "status": cleaned["status"],
            "due_on": cleaned["due_on"],
            "due_reason": cleaned["due_reason"],
            "reported_on": self.today,
            "evidence": evidence,
        }
