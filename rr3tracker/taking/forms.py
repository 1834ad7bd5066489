"""What may be chosen instead of typed: an action with its owners and its date, and a report on an earlier action."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from actions.models import CLOSED, NEEDS_REASON, Action, Status
from organisations.dates import write_date
from organisations.forms.dates import DateField

OWNERS = 4
NAMES, DATES = "owner-names", "due-dates"
"""The ids of the lists of suggestions that the page holds."""
LONGEST = 2000


class ActionWordsForm(forms.Form):
    """What is to be done, by whom, by when; ``owner_1`` and on take a name from the list of suggestions, or words."""

    task = forms.CharField(
        label="What is to be done",
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 2}),
        help_text="Such as: write to the court.",
        error_messages={"required": "Enter what is to be done."},
    )
    due = forms.CharField(
        label="By when",
        required=False,
        max_length=300,
        help_text="Such as 3 May, the next meeting, or the end of March.",
        widget=forms.TextInput({"class": "govuk-input--width-20", "list": DATES, "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(1, OWNERS + 1):
            self.fields[f"owner_{n}"] = forms.CharField(
                label="Owner" if n == 1 else f"Owner {n}",
                required=False,
                max_length=300,
                widget=forms.TextInput({"list": NAMES, "autocomplete": "off"}),
                help_text="Begin to type a name or a role, and choose." if n == 1 else "",
            )
        self.order_fields(["task", *self._owner_names, "due"])

    @property
    def _owner_names(self) -> list[str]:
        return [f"owner_{n}" for n in range(1, OWNERS + 1)]

    @property
    def owners(self) -> list[str]:
        """Each once, in their order."""
        return list(dict.fromkeys(filter(None, (self.cleaned_data[name] for name in self._owner_names))))


class ReportWordsForm(forms.Form):
    """What became of an earlier action. To refer one to another board is done on its own page."""

    status = forms.ChoiceField(
        label="How it stands now",
        choices=[(status.value, status.label) for status in Status if status != Status.REFERRED],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it stands now."},
    )
    narrative = forms.CharField(
        label="What was reported", required=False, max_length=LONGEST, widget=forms.Textarea({"rows": 3})
    )
    due_on = DateField(label="New date", required=False, help_text="Leave it empty to keep the date.")
    reason = forms.CharField(label="Why the date changes", required=False, max_length=LONGEST)

    def __init__(self, *args: Any, action: Action, day: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._action, self._day = action, day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        status, day = cleaned.get("status"), cleaned.get("due_on")
        if status in NEEDS_REASON and not cleaned.get("narrative"):
            self.add_error("narrative", "Say why: a delayed or no longer needed action has a reason.")
        if day and day < self._day:
            self.add_error("due_on", f"The new date cannot be before this meeting, {write_date(self._day)}.")
        if day and status in CLOSED:
            self.add_error("due_on", "An action that is closed has no new date.")
        if day and not cleaned.get("reason"):
            self.add_error("reason", "Say why the date changes.")
        if cleaned.get("reason") and not day and "due_on" not in self.errors:
            self.add_error("due_on", "Enter the new date.")
        return cleaned
