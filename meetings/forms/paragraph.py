from __future__ import annotations

from typing import Any

from django import forms

from meetings.models import AgendaItem, Minute


class ParagraphForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic when it runs
    """``version`` is what the writer saw, so that two who write at once do not overwrite each other."""

    version = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Minute
        fields = ("text", "kind", "level")
        labels = {"kind": "What it records", "level": "Level"}
        help_texts = {"level": ""}
        widgets = {
            "text": forms.Textarea(attrs={"rows": 8}),
            "kind": forms.RadioSelect,
            "level": forms.RadioSelect,
        }
        error_messages = {"text": {"required": "Enter the text of the paragraph."}}

    def __init__(self, *args: Any, item: AgendaItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        number = item.number or "1"
        level = self.fields["level"]
        assert isinstance(level, forms.TypedChoiceField)  # noqa: S101  # for the type checker
        level.choices = [(1, f"First: {number}"), (2, f"Second: {number}.1"), (3, f"Third: {number}.1.1")]

    def take_version(self, version: str) -> None:
        """The next time it is saved, it is saved over this version."""
        self.data = {**self.data.dict(), "version": version} if hasattr(self.data, "dict") else self.data
