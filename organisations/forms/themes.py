"""The themes of a record, chosen in a form: `themes = ThemesField()` in the form, and
`offer_themes(self, board, carried=record)` at the end of its `__init__`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, cast

from django import forms

from organisations.models import Theme

if TYPE_CHECKING:
    from collections.abc import Iterable

    from organisations.models import Board

FOLDED_FROM = 9
"""So many checkboxes are folded away behind the names of those that are ticked."""


class CarriesThemes(Protocol):
    pk: Any
    themes: Any


class ThemesField(forms.MultipleChoiceField):
    """Checkboxes; its cleaned value is a list of themes, in order of their names. No query of its own."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {"invalid_choice": "Choose among the themes of this board."}

    def __init__(
        self,
        *,
        label: str = "Themes",
        required: bool = False,
        folds: bool = True,
        is_named: bool = False,
        **kwargs: Any,
    ) -> None:
        """``folds``: where they are many; ``is_named``: what they are of stands above them, so that the label is not drawn."""
        kwargs = {"template_name": "organisations/partials/themes_field.html", **kwargs}
        super().__init__(label=label, required=required, **kwargs)
        self.folds, self.is_named = folds, is_named
        self.offered: dict[str, Theme] = {}

    def offer(self, themes: Iterable[Theme]) -> None:
        self.offered = {str(theme.pk): theme for theme in themes}
        self.choices = [(key, theme.label) for key, theme in self.offered.items()]

    def clean(self, value: Any) -> Any:
        chosen = set(super().clean(value))
        return [theme for key, theme in self.offered.items() if key in chosen]

    @property
    def is_folded(self) -> bool:
        return self.folds and len(self.offered) >= FOLDED_FROM


def offer_themes(
    form: forms.BaseForm, board: Board, *, carried: CarriesThemes | None = None, name: str = "themes"
) -> None:
    """Fill the form's field with what records of this board may carry, ticked as ``carried`` is; without any, no field.

    One query, and one more for what a saved record carries.
    """
    themes = list(Theme.objects.offered_by(board))
    if not themes:
        del form.fields[name]
        return
    cast("ThemesField", form.fields[name]).offer(themes)
    if carried is not None and carried.pk and name not in form.initial:
        form.initial[name] = [str(pk) for pk in carried.themes.values_list("pk", flat=True)]
