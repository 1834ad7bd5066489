"""A report that came by e-mail, which the secretariat enters for who sent it."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django import forms

from actions.forms.evidence import EvidenceFields, MessageField
from actions.forms.owner_report import SentKeyField
from actions.models import CLOSED, Action
from actions.services import GivenEvidence
from actions.services.evidence_files import MAX_MEGABYTES
from organisations.forms.dates import DateField

EMAILED = ("email_words", "received_on", "message", "message_text")


class EmailedForm(EvidenceFields):
    """Part of the secretariat's form: it counts once any of it is filled in. ``reported_by`` names a person on record."""

    action: Action
    today: dt.date

    received_on = DateField(label="Received on", required=False, help_text="Such as 5 March 2026.")
    email_words = forms.CharField(
        label="From, in words",
        required=False,
        max_length=300,
        help_text="Where “Reported by” above does not list them: “the office of the theme lead”.",
    )
    message = MessageField(
        label="The message as a file",
        required=False,
        help_text=f"One that ends in .eml or .msg, up to {MAX_MEGABYTES} MB. The secretariat alone can open it.",
    )
    message_text = forms.CharField(
        label="Or the message pasted",
        required=False,
        max_length=100_000,
        widget=forms.Textarea({"rows": 4}),
        help_text="The secretariat alone can open this as well.",
    )
    sent_key = SentKeyField(required=False, initial=lambda: str(uuid.uuid4()))

    @property
    def is_emailed(self) -> bool:
        """Something of it was filled in, rightly or not."""
        return any(self.errors.get(name) or self.cleaned_data.get(name) for name in EMAILED)

    def check_emailed(self, cleaned: dict[str, Any]) -> None:
        received_on, words = cleaned.get("received_on"), cleaned.get("email_words")
        if "received_on" not in self.errors:
            if not received_on:
                self.add_error("received_on", "Enter the day it was received.")
            elif received_on > self.today:
                self.add_error("received_on", "The day it was received cannot be in the future.")
        if not words and not cleaned.get("reported_by") and not {"reported_by", "email_words"} & self.errors.keys():
            self.add_error("email_words", "Choose who sent it under “Reported by”, or write it here.")
        elif words and cleaned.get("reported_by"):
            self.add_error("email_words", "Choose a person under “Reported by” or write who it was, not both.")
        if cleaned.get("recorded_in"):
            self.add_error("recorded_in", "What came by e-mail is recorded between meetings: leave this empty.")
        if self.action.is_closed or cleaned.get("status") in CLOSED:
            self.add_error("status", "A report by e-mail is on an open action, and does not close it.")
        if "text" in cleaned and not cleaned["text"]:
            self.add_error("text", "Enter what was reported.")

    @property
    def messages(self) -> list[GivenEvidence]:
        pasted: str = self.cleaned_data["message_text"]
        as_file = [GivenEvidence(file_name="message.txt", data=pasted.encode(), is_message=True)] if pasted else []
        return [*self.cleaned_data["message"], *as_file]

    @property
    def emailed(self) -> dict[str, Any]:
        """What the service ``take_report`` is told of it."""
        cleaned = self.cleaned_data
        return {
            "text": cleaned["text"],
            "status": cleaned["status"],
            "reported_on": cleaned["received_on"],
            "reported_by": cleaned["reported_by"],
            "reported_by_words": cleaned["email_words"],
            "evidence": self.messages,
            "sent_key": cleaned["sent_key"],
        }
