from __future__ import annotations

from typing import Any

from django.forms import BaseInlineFormSet


class RowsInOrder(BaseInlineFormSet):  # type: ignore[type-arg]  # no subscript at run time
    """Rows that have a position. Left empty, it is after all that have one."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if "position" in form.fields:
            form.fields["position"].required = False

    def clean(self) -> None:
        super().clean()
        last = max((form.instance.position or 0 for form in self.forms), default=0)
        for form in self.forms:
            if form.has_changed() and form.instance.position is None:
                form.instance.position = last = last + 1
