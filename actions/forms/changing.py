"""What is asked of several actions at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from django import forms

from actions.changing import Asked
from actions.due import Due
from actions.forms.paragraphs import ParagraphField, recent_paragraphs
from actions.models import Action, ActionOwner, Status
from organisations.forms.dates import DateField

if TYPE_CHECKING:
    from meetings.models import Minute
    from organisations.models import Board
    from organisations.roles import AnyUser

STATUSES = [(status.value, status.label) for status in Status if status != Status.REFERRED]
"""To refer an action is to name the board."""


class WhenForm(forms.Form):
    """The paragraph that records it, or the day that it happened between meetings."""

    recorded_in = ParagraphField(
        label="Recorded in",
        required=False,
        error_messages={"invalid_choice": "Choose another paragraph: this one is approved meanwhile, or deleted"},
    )
    reported_on = DateField(
        label="On the day",
        required=False,
        help_text="Between meetings. What a paragraph records has the day of its meeting.",
    )

    def __init__(self, *args: Any, board: Board | None, user: AnyUser, today: dt.date, **kwargs: Any) -> None:
        """``board`` None: there are several, so no paragraph is offered."""
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["reported_on"].initial = today
        if board:
            cast("ParagraphField", self.fields["recorded_in"]).queryset = recent_paragraphs(board, user)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("recorded_in") and not {"recorded_in", "reported_on"} & self.errors.keys():
            if not cleaned.get("reported_on"):
                self.add_error("reported_on", "Enter the day.")
            elif cleaned["reported_on"] > self.today:
                self.add_error("reported_on", "The day cannot be in the future.")
        return cleaned

    @property
    def when(self) -> tuple[Minute | None, dt.date]:
        """The paragraph, None between meetings, and the day."""
        paragraph = self.cleaned_data.get("recorded_in")
        return paragraph, paragraph.item.meeting.held_on if paragraph else self.cleaned_data.get(
            "reported_on"
        ) or self.today


class ChangeForm(WhenForm):
    """For ``actions``, of one board or of several. When they are due, and who owns them, are forms of their own."""

    status = forms.ChoiceField(label="Status", required=False, choices=[("", "Leave as it is"), *STATUSES])
    reopen = forms.BooleanField(label="Reopen those that are closed", required=False)
    text = forms.CharField(
        label="What was reported",
        required=False,
        max_length=10000,
        widget=forms.Textarea({"rows": 4}),
        help_text="It goes into the history of each. Delayed and no longer needed need a reason.",
    )

    def __init__(
        self, data: Any = None, *, actions: Sequence[Action], user: AnyUser, today: dt.date, **kwargs: Any
    ) -> None:
        boards = {action.board for action in actions}
        super().__init__(data, board=boards.pop() if len(boards) == 1 else None, user=user, today=today, **kwargs)
        if boards:
            del self.fields["recorded_in"]
        if not any(action.is_closed for action in actions):
            del self.fields["reopen"]

    def asked(self, *, due: Due | None, owners: Sequence[ActionOwner]) -> Asked:
        cleaned = self.cleaned_data
        recorded_in, reported_on = self.when
        return Asked(
            reported_on=reported_on,
            text=cleaned["text"],
            status=Status(cleaned["status"]) if cleaned["status"] else None,
            reopen=cleaned.get("reopen", False),
            due=due,
            owners=owners,
            recorded_in=recorded_in,
        )
