"""Asking another board to take an action on, and answering."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, cast

from django import forms

from actions.forms.action import ActionTextForm
from actions.forms.due import DueForm
from actions.forms.paragraphs import ParagraphField, recent_paragraphs
from organisations.forms.dates import DateField
from organisations.models import Board

if TYPE_CHECKING:
    from actions.models import Action, Referral
    from organisations.models.board import BoardQuerySet
    from organisations.roles import AnyUser


def boards_to_ask(user: AnyUser, action: Action) -> BoardQuerySet:
    """Those that the user knows of, and that still meet."""
    return Board.objects.visible_to(user).filter(closed_on__isnull=True).exclude(pk=action.board_id)


class ReferForm(forms.Form):
    to_board = forms.ModelChoiceField(label="Board to ask", queryset=Board.objects.none(), empty_label="Choose")
    reason = forms.CharField(
        label="Why it is referred",
        max_length=5000,
        widget=forms.Textarea({"rows": 4}),
        help_text="The other board’s secretariat reads this, and what is to be done.",
        error_messages={"required": "Say why it is referred"},
    )
    recorded_in = ParagraphField(label="Recorded in", required=False)
    on = DateField(
        label="Referred on", required=False, help_text="Between meetings. In a paragraph it has the day of its meeting."
    )
    reveals = forms.BooleanField(
        label="The secretariat of the other board may read what this restricted item asks for", required=False
    )

    def __init__(self, data: Any = None, *, action: Action, user: AnyUser, today: dt.date) -> None:
        super().__init__(data, initial={"on": today})
        self.today = today
        cast("forms.ModelChoiceField[Board]", self.fields["to_board"]).queryset = boards_to_ask(user, action)
        cast("ParagraphField", self.fields["recorded_in"]).queryset = recent_paragraphs(action.board, user)
        if not (action.raised_in and action.raised_in.item.is_restricted):
            del self.fields["reveals"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("recorded_in") and "on" not in self.errors:
            if not cleaned.get("on"):
                self.add_error("on", "Enter the day it was referred.")
            elif cleaned["on"] > self.today:
                self.add_error("on", "The day it was referred cannot be in the future.")
        return cleaned

    @property
    def referral(self) -> dict[str, Any]:
        """What the service ``refer_action`` takes."""
        cleaned = self.cleaned_data
        paragraph = cleaned["recorded_in"]
        return {
            "to_board": cleaned["to_board"],
            "reason": cleaned["reason"],
            "recorded_in": paragraph,
            "on": paragraph.item.meeting.held_on if paragraph else cleaned["on"],
            "reveals": cleaned.get("reveals", False),
        }


class AcceptForm(DueForm, ActionTextForm):
    """The action that the board asked raises: in the words of the one that was referred, until they are changed."""

    field_order = ("text", "due")

    def __init__(
        self, data: Any = None, *, referral: Referral, user: AnyUser, today: dt.date, initial: dict[str, Any]
    ) -> None:
        text = {"text": referral.action.text}
        super().__init__(data, board=referral.to_board, user=user, initial={**text, **initial})
        self.today = today

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.read_due(self.today)
        return cleaned


class DeclineForm(forms.Form):
    answer = forms.CharField(
        label="Why it is declined",
        max_length=5000,
        widget=forms.Textarea({"rows": 4}),
        help_text="The board that asked has its action back, with this in its history.",
        error_messages={"required": "Say why it is declined"},
    )
