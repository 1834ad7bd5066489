"""The sections that every page shows at its top."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse

register = template.Library()

SECTIONS: tuple[tuple[str, str], ...] = (
    ("Dashboard", "actions:dashboard"),
    ("Boards", "organisations:board_list"),
    ("Meetings", "meetings:meeting_list"),
    ("Actions", "actions:action_list"),
    ("People", "organisations:person_list"),
    ("Organisations", "organisations:organisation_list"),
)


@dataclass(frozen=True)
class Entry:
    label: str
    address: str
    current: str
    """What aria-current says: "page" on it, "true" below it, nothing elsewhere."""


@register.inclusion_tag("partials/navigation.html", takes_context=True)
def service_navigation(context: template.Context) -> dict[str, Any]:
    request = context["request"]
    sections = SECTIONS
    if getattr(request, "user", None) and request.user.is_staff:
        sections += (("Admin", "admin:index"),)
    addresses = [(label, address_of(name)) for label, name in sections]
    return {
        "entries": [
            Entry(label, address, how_current(request.path, address)) for label, address in addresses if address
        ],
        "search_address": address_of("search"),
    }


@register.inclusion_tag("partials/account.html", takes_context=True)
def account_links(context: template.Context) -> dict[str, Any]:
    request = context["request"]
    signing_in = request.path.startswith(reverse("account_login"))
    return {
        "user": context["user"],
        "csrf_token": context["csrf_token"],
        "next": "" if signing_in else request.get_full_path(),
    }


def address_of(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def how_current(path: str, address: str) -> str:
    if path == address:
        return "page"
    return "true" if path.startswith(address) else ""
