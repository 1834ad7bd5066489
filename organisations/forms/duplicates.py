"""Asks, before somebody known is recorded a second time, whether it is them. Works without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ASK = "Tick the box if this is another, or open the one that you meant."


class DifferentBox(forms.CheckboxInput):
    """A box whose value is the name that was asked about: another name typed since is asked about again."""

    asked_about = ""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        return data.get(name, "")

    def format_value(self, value: Any) -> str:
        return self.asked_about


def different_field(label: str) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=DifferentBox)


def ask_whether_different(form: forms.BaseForm, name: str, *, likely: Sequence[object]) -> None:
    """Refuse the form once where somebody is likely to be meant; without anybody, leave the question out."""
    if not likely:
        del form.fields["different_from"]
        return
    box = form.fields["different_from"].widget
    assert isinstance(box, DifferentBox)  # noqa: S101  # tells mypy
    box.asked_about = name
    box.check_test = lambda value: value == name
    if form.cleaned_data.get("different_from") != name:
        form.add_error("different_from", ASK)
