"""Addresses of the register: the query string is the state of the list."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse


def register_address(**filters: Any) -> str:
    """Return the register with these filters, named as in its address; those that are empty are left out.

    ``all=True`` asks for closed actions too where nothing else narrows the list: the bare address
    lists the open ones. ``at`` is the bare address, where it is known already.
    """
    everything = filters.pop("all", False)
    bare: str = filters.pop("at", "") or reverse("actions:action_list")
    given = [(name, value) for name, value in filters.items() if value not in (None, "", (), [])]
    if everything and not given:
        given = [("state", "")]
    query = urlencode(given, doseq=True)
    return bare + (f"?{query}" if query else "")


def number_in(text: str | None) -> int | None:
    """The key that part of an address or a hidden field gives; None where it is no number that a row could have."""
    if text and len(text) < 19 and text.isascii() and text.isdecimal():
        return int(text)
    return None
