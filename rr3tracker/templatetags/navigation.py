"""The sections that every page shows at its top."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from actions.mine import how_many_owed
from organisations.roles import roles_of

register = template.Library()

SECTIONS: tuple[tuple[str, str], ...] = (
    ("Dashboard", "actions:dashboard"),
    ("Boards", "organisations:board_list"),
    ("Meetings", "meetings:meeting_list"),
    ("Actions", "actions:action_list"),
    ("People", "organisations:person_list"),
    ("Organisations", "organisations:organisation_list"),
)
MINE_STANDS = 1
"""After the dashboard."""


@dataclass(frozen=True)
class Entry:
    label: str
    address: str
    current: str
    """What aria-current says: "page" on it, "true" below it, nothing elsewhere."""
    count: int | None = None
    overdue: int = 0


@register.inclusion_tag("partials/navigation.html", takes_context=True)
def service_navigation(context: template.Context) -> dict[str, Any]:
    request = context["request"]
    sections = SECTIONS
    if getattr(request, "user", None) and request.user.is_staff:
        sections += (("Admin", "admin:index"),)
    addresses = [(label, reverse(name)) for label, name in sections]
    entries = [Entry(label, address, how_current(request.path, address)) for label, address in addresses]
    return {"entries": [*entries[:MINE_STANDS], *my_entry(request), *entries[MINE_STANDS:]]}


def my_entry(request: HttpRequest) -> list[Entry]:
    """What the reader owes, with how many and how many of them overdue: one query, for who has a role on a board.

    A superuser has one on all and need be nobody on any: to them it is offered where they owe something.
    """
    user = getattr(request, "user", None)
    if user is None or not roles_of(user).any:
        return []
    owed = how_many_owed(user, on=timezone.localdate())
    if not roles_of(user).person and not owed.open:
        return []
    address = reverse("actions:my_actions")
    return [Entry("My actions", address, how_current(request.path, address), owed.open, owed.overdue)]


@register.inclusion_tag("partials/account.html", takes_context=True)
def account_links(context: template.Context) -> dict[str, Any]:
    request = context["request"]
    signing_in = request.path.startswith(reverse("account_login"))
    return {
        "user": context["user"],
        "csrf_token": context["csrf_token"],
        "next": "" if signing_in else request.get_full_path(),
    }


def how_current(path: str, address: str) -> str:
    if path == address:
        return "page"
    return "true" if path.startswith(address) else ""
