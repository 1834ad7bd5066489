"""A theme itself: its name, whose it is, and its days. ``organisations.forms.themes`` is for choosing some."""

from __future__ import annotations

from typing import Any, cast

from django import forms

from organisations.forms.dates import DateField
from organisations.models import Board, Theme
from organisations.theme_lines import ThemeLine, read_themes

OF_ALL = "*"
"""No board has this as its slug."""
MOST_THEMES = 50


class ThemeForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable when it runs
    class Meta:
        model = Theme
        fields = ("name", "note", "starts_on", "ends_on")
        field_classes = {"starts_on": DateField, "ends_on": DateField}
        labels = {"note": "What it covers", "starts_on": "First day", "ends_on": "Last day"}
        help_texts = {
            "name": "Such as Accommodation.",
            "starts_on": "Of a priority in a workplan, such as 1 April 2026.",
            "ends_on": "Leave it empty while it lasts.",
        }
        widgets = {"note": forms.Textarea({"rows": 3})}
        error_messages = {"name": {"required": "Enter the theme’s name."}}

    def clean(self) -> dict[str, Any]:
        """Said here, because the constraint names the board, which the form does not show."""
        cleaned = super().clean() or self.cleaned_data
        name = cleaned.get("name")
        others = Theme.objects.filter(board=self.instance.board_id, name__iexact=name).exclude(pk=self.instance.pk)
        if name and others.exists():
            whose = "This board already has" if self.instance.board_id else "There already is"
            self.add_error(
                "name", f"{whose} a theme of this name{'' if self.instance.board_id else ' for all boards'}."
            )
        return cleaned


class WhoseThemeForm(forms.Form):
    """``boards`` are those whose secretariat the user is; a theme of all boards is for any secretariat to add."""

    board = forms.ChoiceField(
        label="Whose theme it is",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whose theme it is.", "invalid_choice": "Choose whose theme it is."},
    )

    def __init__(self, *args: Any, boards: list[Board], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.boards = {board.slug: board for board in boards}
        names = [(board.slug, str(board)) for board in boards]
        cast("forms.ChoiceField", self.fields["board"]).choices = [*names, (OF_ALL, "A theme of all boards")]

    @property
    def chosen(self) -> Board | None:
        """None for all boards."""
        return self.boards.get(self.cleaned_data.get("board", OF_ALL))


class NewThemeForm(WhoseThemeForm, ThemeForm):
    field_order = ("name", "board", "note", "starts_on", "ends_on")

    def clean(self) -> dict[str, Any]:
        self.instance.board = self.chosen
        return super().clean()


class SeveralThemesForm(WhoseThemeForm):
    lines = forms.CharField(
        label="Themes, one a line",
        max_length=10_000,
        widget=forms.Textarea({"rows": 8}),
        help_text="Such as Accommodation; or, of a workplan, Accommodation, 1 April 2026 to 31 March 2027.",
        error_messages={"required": "Enter the themes, one a line."},
    )
    field_order = ("board", "lines")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["board"].label = "Whose themes they are"

    def clean_lines(self) -> list[ThemeLine]:
        found = list(read_themes(self.cleaned_data["lines"]))
        if not found:
            raise forms.ValidationError("Enter the themes, one a line.")
        if len(found) > MOST_THEMES:
            raise forms.ValidationError(f"Enter no more than {MOST_THEMES} themes at once.")
        return found
