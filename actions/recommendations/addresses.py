"""Addresses of the register of recommendations: the query string is the state of the list."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse


def recommendations_address(**filters: Any) -> str:
    """The register with these filters, named as in its address; those that are empty are left out."""
    given = [(name, value) for name, value in filters.items() if value not in (None, "", (), [])]
    query = urlencode(given, doseq=True)
    return reverse("actions:recommendation_list") + (f"?{query}" if query else "")
