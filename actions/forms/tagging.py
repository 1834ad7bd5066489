from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, cast

from django import forms

from organisations.forms.themes import ThemesField
from organisations.models import Theme

if TYPE_CHECKING:
    from django.http import QueryDict

    from actions.models import Action


class TagActionsForm(forms.Form):
    """What several actions, with their ``themes`` fetched, are to be tagged with, and what is to come off them.

    Of several boards, only themes of all boards are on offer: those that all of the actions may carry.
    """

    add = ThemesField(label="Tag them with", folds=False)
    remove = ThemesField(label="Take off", folds=False, help_text="From those of them that carry it.")

    def __init__(self, data: QueryDict | None, *, actions: Sequence[Action]) -> None:
        super().__init__(data)
        boards = {action.board_id for action in actions}
        offered = Theme.objects.offered_by(boards.pop()) if len(boards) == 1 else Theme.objects.filter(board=None)
        carried = {theme for action in actions for theme in action.themes.all()}
        self._offer("add", offered)
        self._offer("remove", sorted(carried, key=lambda theme: (theme.name, theme.pk)))

    def _offer(self, name: str, themes: Iterable[Theme]) -> None:
        found = list(themes)
        cast("ThemesField", self.fields[name]).offer(found)
        if not found:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned.get("add") and not cleaned.get("remove"):
            raise forms.ValidationError("Tick the themes to tag them with, or to take off.")
        if both := [theme for theme in cleaned.get("add", ()) if theme in cleaned.get("remove", ())]:
            self.add_error("remove", f"“{both[0]}” is ticked in both lists: choose one.")
        return cleaned
