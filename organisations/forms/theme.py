"""A theme itself: its name, whose it is, and its days. ``organisations.forms.themes`` is for choosing some."""

from __future__ import annotations

from typing import Any, cast

from django import forms

from organisations.forms.dates import DateField
from organisations.models import Board, Theme

OF_ALL = ""


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


class NewThemeForm(ThemeForm):
    """``boards`` are those whose secretariat the user is; a theme of all boards is for any secretariat to add."""

    board = forms.ChoiceField(label="Whose theme it is", required=False, widget=forms.RadioSelect)
    field_order = ("name", "board", "note", "starts_on", "ends_on")

    def __init__(self, *args: Any, boards: list[Board], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.boards = {board.slug: board for board in boards}
        names = [(board.slug, str(board)) for board in boards]
        cast("forms.ChoiceField", self.fields["board"]).choices = [*names, (OF_ALL, "A theme of all boards")]

    def clean(self) -> dict[str, Any]:
        self.instance.board = self.boards.get(self.cleaned_data.get("board", OF_ALL))
        return super().clean()
