from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from organisations.admin.choosing import RecordSelect


class RecordForm(forms.ModelForm):  # type: ignore[type-arg]  # of whichever model the admin says
    """A form of the admin: its choosers know what the page fetched, and a refusal is said on it."""

    refusal: ClassVar[ValidationError | None] = None
    """What was refused when this form was saved a moment ago."""

    settled_together: ClassVar[frozenset[str]] = frozenset()
    """Fields of constraints that hang on the other rows of the page: checked when all of them are saved."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            if isinstance(widget, RecordSelect):
                widget.known = self.instance._state.fields_cache.get(name)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.refusal and hasattr(self.refusal, "error_dict"):
            for name, errors in self.refusal.error_dict.items():
                self.add_error(name if name in self.fields else None, errors)
        elif self.refusal:
            self.add_error(None, self.refusal)
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() | self.settled_together  # type: ignore[misc,no-any-return]  # the stubs leave it out
