"""What the pages of themes are narrowed to. Only boards that the reader may know of are on offer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms

from organisations.forms.dates import DateField
from organisations.models import Board
from rr3tracker.themes.addresses import Narrowed

if TYPE_CHECKING:
    from django.http import QueryDict

    from organisations.roles import AnyUser


class BoardForm(forms.Form):
    """Which board. An address that names another is said to, and narrows nothing."""

    board = forms.ChoiceField(
        label="Board", required=False, error_messages={"invalid_choice": "Choose a board from the list."}
    )

    def __init__(self, data: QueryDict, *, user: AnyUser) -> None:
        super().__init__(data)
        self.boards = {board.slug: board for board in Board.objects.visible_to(user)}
        names = [(slug, str(board)) for slug, board in self.boards.items()]
        cast("forms.ChoiceField", self.fields["board"]).choices = [("", "All boards"), *names]

    @property
    def chosen(self) -> Board | None:
        self.is_valid()
        return self.boards.get(self.cleaned_data.get("board", ""))


class ThemeReportForm(BoardForm):
    """``shares``: the theme is of all boards, so that one of them may be chosen."""

    date_from = DateField(label="From", required=False)
    date_to = DateField(label="To", required=False)

    def __init__(self, data: QueryDict, *, user: AnyUser, shares: bool) -> None:
        super().__init__(data, user=user)
        if not shares:
            del self.fields["board"]

    def add_prefix(self, field_name: str) -> str:
        """In the address they are ``from`` and ``to``; the former is no name for a field in Python."""
        return field_name.removeprefix("date_")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("date_from"), cleaned.get("date_to")
        if first and last and last < first:
            self.add_error("date_to", "The last day cannot be before the first.")
        return cleaned

    @property
    def narrowed(self) -> Narrowed:
        return Narrowed(self.chosen, self.cleaned_data.get("date_from"), self.cleaned_data.get("date_to"))
