from __future__ import annotations

import html
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString


class QuickSelect(forms.Select):
    """A select that draws its options itself: Django draws two templates for each, 20 ms for some hundreds of people."""

    def _render(self, template_name: str, context: dict[str, Any], renderer: Any = None) -> SafeString:
        widget = context["widget"]
        groups = SafeString("\n".join(self._group(label, some) for label, some, _ in widget["optgroups"]))
        attributes = forms.utils.flatatt({key: value for key, value in widget["attrs"].items() if value is not False})
        return format_html('<select name="{}"{}>{}</select>', widget["name"], attributes, groups)

    def _group(self, label: str | None, options: list[dict[str, Any]]) -> SafeString:
        drawn = SafeString("\n".join(map(_option, options)))
        return format_html('<optgroup label="{}">{}</optgroup>', label, drawn) if label else drawn


def _option(one: dict[str, Any]) -> str:
    """Without ``format_html``, which takes five times as long, and there are hundreds."""
    chosen = " selected" if one["selected"] else ""
    return f'<option value="{html.escape(str(one["value"]))}"{chosen}>{html.escape(str(one["label"]))}</option>'
