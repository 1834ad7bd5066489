"""Addresses in mails: absolute, for there is no page that they stand on."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

UNMADE = "made-as-it-is-sent"
"""Stands where the token of a report link will: no stored mail holds a token."""


def absolute(path: str) -> str:
    return f"{settings.SITE_ADDRESS}{path}"


def report_address(token: str = UNMADE) -> str:
    """Where the person to whom a link was sent reports, without signing in."""
    return absolute(reverse("actions:report_by_link", args=[token]))


def choice_address() -> str:
    """Where a person chooses which mails they get."""
    return absolute(reverse("actions:my_mail"))
