"""When an action is due, typed in one field as a secretary says it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django import forms

from actions.due import LONGEST, Due
from actions.due_words import read_due, why_not
from meetings.models import Meeting
from organisations.dates import write_date

if TYPE_CHECKING:
    from organisations.models import Board
    from organisations.roles import AnyUser

EXAMPLES = "Such as 5 March 2026, next meeting, end of June, in two weeks; or in words, such as “after publication”."
SUGGESTED = 4


class DueForm(forms.Form):
    """What is typed is read as ``actions.due_words`` reads it; what gives no day is kept in words."""

    due = forms.CharField(
        label="When is it due?",
        required=False,
        max_length=LONGEST,
        help_text=EXAMPLES,
        widget=forms.TextInput({"list": "due-suggestions", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, board: Board, user: AnyUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meetings = Meeting.objects.visible_to(user).filter(board=board).order_by("held_on", "pk")
        self.board, self.meetings = board, list(meetings.only("board", "held_on"))
        self.due_read: Due | None = None
        """What was understood, None if nothing was typed."""

    def read_due(self, said_on: dt.date) -> None:
        """Ask for it in ``clean``, for only the rest of the form tells the day that it was said on."""
        words = self.cleaned_data.get("due", "")
        if problem := why_not(words, today=said_on):
            self.add_error("due", problem)
        elif words:
            self.due_read = read_due(words, today=said_on, board=self.board, meetings=self.meetings)

    def suggestions(self, after: dt.date) -> list[str]:
        """What the field offers to be chosen instead of typed."""
        coming = [f"Meeting of {write_date(m.held_on)}" for m in self.meetings if m.held_on > after][:SUGGESTED]
        return [*(["Next meeting"] if coming else []), *coming, "End of the month", "End of the quarter"]
