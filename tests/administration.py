"""Fills in a page of the admin as its form stands, for tests that change a field or two of it.

data = form_of(client.get(url))
client.post(url, data | {"title": "Away day"})
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse


def admin_url(row: Any, page: str = "change") -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}", args=[row.pk])


def admin_list(model: Any, page: str = "changelist") -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}")


def form_of(response: Any) -> dict[str, Any]:
    """What the browser would send of the page in ``response`` if nobody touched it."""
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    return {field.html_name: _sent(field.value()) for form in forms for field in form if _is_sent(field.value())}


def errors_of(response: Any) -> list[str]:
    """Every error on the page, of the form and of the rows under it."""
    found: list[str] = []
    for errors in response.context["errors"]:  # a field's are a list, those of rows together are not
        found += [errors] if isinstance(errors, str) else [str(error) for error in errors]
    return found


def _is_sent(value: Any) -> bool:
    return value is not None and value is not False


def _sent(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date | dt.time) else value
