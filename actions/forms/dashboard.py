from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django import forms
from django.http import QueryDict

from actions.filter_choices import board_choices

if TYPE_CHECKING:
    from organisations.roles import AnyUser


class BoardChoiceForm(forms.Form):
    """Which board the dashboard is of: one by the form, several by an address that repeats ``board=``."""

    board = forms.ChoiceField(label="Board", required=False)

    def __init__(self, data: QueryDict, *, user: AnyUser) -> None:
        super().__init__(data)
        self.names = dict(board_choices(user))
        field = cast("forms.ChoiceField", self.fields["board"])
        field.choices = [("", "All boards"), *self.names.items()]
        asked = data.getlist("board")
        self.chosen = [slug for slug in self.names if slug in asked]
        """The slugs asked for that the reader may see."""

    @property
    def heading(self) -> str:
        return ", ".join(self.names[slug] for slug in self.chosen)
