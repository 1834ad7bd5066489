"""What is to be done, and when: an action that is raised, and one that is corrected."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, cast

from django import forms

from actions.forms.due import DueForm
from actions.forms.paragraphs import ParagraphField, recent_paragraphs
from organisations.forms.dates import DateField
from organisations.forms.themes import ThemesField, offer_themes

if TYPE_CHECKING:
    from actions.models import Action
    from meetings.models import Minute
    from organisations.models import Board
    from organisations.roles import AnyUser


class ActionTextForm(forms.Form):
    text = forms.CharField(
        label="What is to be done",
        max_length=5000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": "Enter what is to be done"},
    )


class CorrectActionForm(ActionTextForm):
    """Where its minutes are approved, the wording is only shown."""

    themes = ThemesField()

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_themes(self, action.board, carried=action)
        if action.is_agreed:
            del self.fields["text"]


class RaiseActionForm(DueForm, ActionTextForm):
    """``paragraph`` is the one that the action is born in, if the form was opened from it; otherwise it is asked for."""

    raised_in = ParagraphField(label="Raised in", required=False)
    raised_on = DateField(
        label="Raised on",
        required=False,
        help_text="If it was agreed between meetings. An action raised in a paragraph has the day of its meeting.",
    )
    themes = ThemesField(help_text="Those of the agenda item that it is raised in, it takes by itself.")
    field_order = ("text", "raised_in", "raised_on", "due", "themes")

    def __init__(
        self,
        data: Any = None,
        *,
        board: Board,
        user: AnyUser,
        today: dt.date,
        paragraph: Minute | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, board=board, user=user, initial={"raised_on": today, **(initial or {})})
        self.today, self.paragraph = today, paragraph
        offer_themes(self, board)
        if paragraph:
            del self.fields["raised_in"], self.fields["raised_on"]
        else:
            field = cast("ParagraphField", self.fields["raised_in"])
            field.queryset = recent_paragraphs(board, user)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.paragraph and not cleaned.get("raised_in") and "raised_on" not in self.errors:
            if not cleaned.get("raised_on"):
                self.add_error("raised_on", "Enter the day it was agreed, or choose a paragraph.")
            elif cleaned["raised_on"] > self.today:
                self.add_error("raised_on", "An action cannot be raised in the future.")
        _, raised_on = self.raised
        self.read_due(raised_on or self.today)
        return cleaned

    @property
    def raised(self) -> tuple[Minute | None, dt.date]:
        """The paragraph, None between meetings, and the day."""
        minute = self.paragraph or self.cleaned_data.get("raised_in")
        return minute, minute.item.meeting.held_on if minute else self.cleaned_data.get("raised_on", self.today)
