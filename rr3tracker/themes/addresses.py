"""Where what carries a theme is listed: on the theme's own page, in the register, among the recommendations."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.urls import reverse

from actions.addresses import register_address

if TYPE_CHECKING:
    from organisations.models import Board, Theme


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a report by theme is narrowed to: a board, and a period with both its days included; None is no bound."""

    board: Board | None = None
    first: dt.date | None = None
    last: dt.date | None = None

    @property
    def slug(self) -> str:
        return self.board.slug if self.board else ""

    def days(self, *names: str) -> dict[str, str]:
        """The bounds under these two names of an address."""
        return {name: day.isoformat() for name, day in zip(names, (self.first, self.last), strict=True) if day}


def theme_address(theme: Theme, narrowed: Narrowed, *, part: str = "") -> str:
    """``part`` is the id of a section of the page."""
    address = _with(theme.get_absolute_url(), board=narrowed.slug, **narrowed.days("from", "to"))
    return f"{address}#{part}" if part else address


def actions_address(theme: Theme, narrowed: Narrowed, **filters: Any) -> str:
    period = narrowed.days("raised_from", "raised_to")
    return register_address(theme=theme.pk, board=narrowed.slug, **period, **filters)


def recommendations_address(theme: Theme, narrowed: Narrowed) -> str:
    period = narrowed.days("given_from", "given_to")
    return _with(reverse("actions:recommendation_list"), theme=str(theme.pk), board=narrowed.slug, **period)


def _with(address: str, **filters: str) -> str:
    query = urlencode({name: value for name, value in filters.items() if value})
    return f"{address}?{query}" if query else address
