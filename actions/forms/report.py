"""What has been done about an action since it was last spoken of."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, cast

from django import forms

from actions.forms.due import EXAMPLES, DueForm
from actions.forms.paragraphs import ParagraphField, recent_paragraphs
from actions.models import NEEDS_REASON, Action, Status
from actions.permissions import can_record_in_minutes, statuses_to_report
from organisations.forms.dates import DateField
from organisations.models import Board, Person

if TYPE_CHECKING:
    from meetings.models import Minute
    from organisations.roles import AnyUser

FOR_THE_SECRETARIAT = ("recorded_in", "reported_by", "succeeded_by", "referred_to")


class ReportForm(DueForm):
    """For the secretariat, everything; for an owner, what an owner may say (``actions.permissions``)."""

    status = forms.ChoiceField(label="Status", widget=forms.RadioSelect)
    reopen = forms.BooleanField(label="Reopen this action", required=False)
    text = forms.CharField(
        label="What was reported",
        required=False,
        max_length=10000,
        widget=forms.Textarea({"rows": 5}),
        help_text="An action that is delayed, no longer needed or referred needs a reason, and so does another due date.",
    )
    recorded_in = ParagraphField(label="Recorded in", required=False)
    reported_on = DateField(label="Reported on", required=False)
    reported_by = forms.ModelChoiceField(
        label="Reported by", required=False, queryset=Person.objects.none(), empty_label="Not said"
    )
    succeeded_by = forms.CharField(
        label="Replaced by the action",
        required=False,
        max_length=24,
        help_text="If it is no longer needed because another takes its place: its reference, such as RR3-42.",
        widget=forms.TextInput({"class": "govuk-input--width-10"}),
    )
    referred_to = forms.ModelChoiceField(
        label="Referred to the board", required=False, queryset=Board.objects.none(), empty_label="Not said"
    )

    def __init__(
        self,
        data: Any = None,
        *,
        action: Action,
        user: AnyUser,
        today: dt.date,
        person: Person | None,
        paragraph: int | None = None,
    ) -> None:
        initial = {"status": action.status, "reported_on": today, "recorded_in": paragraph}
        super().__init__(data, board=action.board, user=user, initial=initial)
        self.action, self.user, self.today, self.person = action, user, today, person
        now = action.due_words or "no date"
        self.fields["due"].label = "When is it due now?"
        self.fields["due"].help_text = f"So far: {now}. Leave it empty to keep that. {EXAMPLES}"
        self._choice("status").choices = [(status.value, status.label) for status in statuses_to_report(user, action)]
        if not action.is_closed:
            del self.fields["reopen"]
        if not can_record_in_minutes(user, action.board):
            for name in FOR_THE_SECRETARIAT:
                del self.fields[name]
            return
        self.fields["reported_on"].help_text = "Between meetings. A report in a paragraph has the day of its meeting."
        self._rows("recorded_in").queryset = recent_paragraphs(action.board, user, chosen=paragraph)
        self._rows("reported_by").queryset = Person.objects.visible_to(user)
        self._rows("referred_to").queryset = Board.objects.visible_to(user).exclude(pk=action.board_id)

    def _choice(self, name: str) -> forms.ChoiceField:
        field = cast("forms.ChoiceField", self.fields[name])
        return field

    def _rows(self, name: str) -> forms.ModelChoiceField[Any]:
        field = cast("forms.ModelChoiceField[Any]", self.fields[name])
        return field

    def clean_succeeded_by(self) -> Action | None:
        reference = self.cleaned_data["succeeded_by"].strip().upper()
        if not reference:
            return None
        found = Action.objects.visible_to(self.user).filter(reference=reference).first()
        if not found:
            raise forms.ValidationError(f"There is no action {reference}.")
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        status = cleaned.get("status")
        if not cleaned.get("recorded_in") and "reported_on" not in self.errors:
            if not cleaned.get("reported_on"):
                self.add_error("reported_on", "Enter the day it was reported.")
            elif cleaned["reported_on"] > self.today:
                self.add_error("reported_on", "The day it was reported cannot be in the future.")
        if status in NEEDS_REASON and status != self.action.status and not cleaned.get("text"):
            self.add_error("text", "Say why: a delayed, referred or no longer needed action has a reason.")
        if cleaned.get("succeeded_by") and status != Status.NO_LONGER_NEEDED:
            self.add_error("succeeded_by", "Only an action that is no longer needed is replaced by another.")
        if cleaned.get("referred_to") and status != Status.REFERRED:
            self.add_error("referred_to", "Only a referred action names the board that it was referred to.")
        self.read_due(self._day or self.today)
        return cleaned

    @property
    def _day(self) -> dt.date | None:
        """The day of what is reported: that of its meeting, where a paragraph records it."""
        paragraph: Minute | None = self.cleaned_data.get("recorded_in")
        return paragraph.item.meeting.held_on if paragraph else self.cleaned_data.get("reported_on")

    @property
    def report(self) -> dict[str, Any]:
        """What the service ``report_progress`` takes."""
        cleaned = self.cleaned_data
        paragraph: Minute | None = cleaned.get("recorded_in")
        return {
            "status": cleaned["status"],
            "text": cleaned["text"],
            "due": self.due_read,
            "reopen": cleaned.get("reopen", False),
            "recorded_in": paragraph,
            "reported_on": self._day,
            "reported_by": cleaned.get("reported_by") if "reported_by" in self.fields else self.person,
            "succeeded_by": cleaned.get("succeeded_by"),
            "referred_to": cleaned.get("referred_to"),
        }
