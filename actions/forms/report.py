"""What has been done about an action since it was last spoken of."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, cast

from django import forms

from actions.forms.due import EXAMPLES, DueForm
from actions.forms.emailed import EmailedForm
from actions.forms.paragraphs import ParagraphField, recent_paragraphs
from actions.models import CLOSED, NEEDS_REASON, Action, Status
from actions.permissions import statuses_to_report
from organisations.forms.dates import DateField
from organisations.models import Board, Person

if TYPE_CHECKING:
    from meetings.models import Minute
    from organisations.roles import AnyUser


class ReportForm(EmailedForm, DueForm):
    """For the secretariat. What an owner is asked is ``OwnerReportForm``."""

    status = forms.ChoiceField(label="Status", widget=forms.RadioSelect)
    is_chairs_action = forms.BooleanField(
        label="By chair’s action",
        required=False,
        help_text="Tick where the chair, between meetings, agreed that it is complete. What a meeting agreed is recorded in its paragraph.",
    )
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
        files: Any = None,
        *,
        action: Action,
        user: AnyUser,
        today: dt.date,
        paragraph: int | None = None,
    ) -> None:
        initial = {"status": action.status, "reported_on": today, "recorded_in": paragraph}
        super().__init__(data, files, board=action.board, user=user, initial=initial)
        self.action, self.user, self.today = action, user, today
        now = action.due_words or "no date"
        self.fields["due"].label = "When is it due now?"
        self.fields["due"].help_text = f"So far: {now}. Leave it empty to keep that. {EXAMPLES}"
        self._choice("status").choices = [(status.value, status.label) for status in statuses_to_report(user, action)]
        if not action.is_closed:
            del self.fields["reopen"]
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
        if self.is_emailed:
            self.check_emailed(cleaned)
        elif not cleaned.get("recorded_in") and "reported_on" not in self.errors:
            if not cleaned.get("reported_on"):
                self.add_error("reported_on", "Enter the day it was reported.")
            elif cleaned["reported_on"] > self.today:
                self.add_error("reported_on", "The day it was reported cannot be in the future.")
        if status in NEEDS_REASON and status != self.action.status and not cleaned.get("text"):
            self.add_error("text", "Say why: a delayed, referred or no longer needed action has a reason.")
        self._check_who_agreed(cleaned)
        if cleaned.get("succeeded_by") and status != Status.NO_LONGER_NEEDED:
            self.add_error("succeeded_by", "Only an action that is no longer needed is replaced by another.")
        if cleaned.get("referred_to") and status != Status.REFERRED:
            self.add_error("referred_to", "Only a referred action names the board that it was referred to.")
        self.read_due(self._day or self.today)
        return cleaned

    def _check_who_agreed(self, cleaned: dict[str, Any]) -> None:
        """The board at a meeting, in a paragraph; or the chair for it."""
        status, by_chair, paragraph = cleaned.get("status"), cleaned["is_chairs_action"], cleaned.get("recorded_in")
        closes = status in CLOSED and not self.action.is_closed
        if by_chair and paragraph:
            self.add_error("is_chairs_action", "The paragraph records what the meeting agreed: untick this.")
        elif by_chair and not closes:
            self.add_error("is_chairs_action", "The chair agrees that an action is closed: untick this.")
        elif status == Status.COMPLETE and closes and not by_chair and not paragraph and not self.is_emailed:
            self.add_error(
                "is_chairs_action", "Tick that the chair agreed it, or choose the paragraph that records it."
            )

    @property
    def _day(self) -> dt.date | None:
        """The day of what is reported: that of its meeting, where a paragraph records it, or of its e-mail."""
        if self.is_emailed:
            return self.cleaned_data.get("received_on")
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
            "reported_by": cleaned.get("reported_by"),
            "is_chairs_action": cleaned["is_chairs_action"],
            "succeeded_by": cleaned.get("succeeded_by"),
            "referred_to": cleaned.get("referred_to"),
        }

    @property
    def referral(self) -> dict[str, Any]:
        """What the service ``refer_action`` takes; empty where no board is named."""
        report = self.report
        if not report["referred_to"]:
            return {}
        kept = {name: report[name] for name in ("recorded_in", "reported_by", "due", "is_chairs_action")}
        return {"to_board": report["referred_to"], "reason": report["text"], "on": report["reported_on"], **kept}
