"""How often one may ask: counted in the cache that all processes share, never per process.

Of whom it counts, the cache is told a hash: neither an address of a computer nor a key of a row stands there.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import ipaddress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import PermissionDenied

if TYPE_CHECKING:
    from django.http import HttpRequest

SECONDS = 60 * 60
ONE_CUSTOMER = 64
"""So many bits of an IPv6 address are one customer's; the rest they choose."""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many in a clock hour. Requests that meet at the same moment may be counted as one."""

    name: str
    most: int

    def is_reached(self, who: str, *, at: dt.datetime) -> bool:
        return int(cache.get(self._key(who, at), 0)) >= self.most

    def count(self, who: str, *, at: dt.datetime) -> None:
        key = self._key(who, at)
        # Not ``incr``, which would make it last for the five minutes that are the cache's default.
        cache.set(key, int(cache.get(key, 0)) + 1, SECONDS)

    def _key(self, who: str, at: dt.datetime) -> str:
        return f"limit:{self.name}:{hashlib.sha256(who.encode()).hexdigest()}:{int(at.timestamp()) // SECONDS}"


WRONG_TOKENS = Limit("wrong-tokens", 20)
"""By the address of the computer."""
PAGES_BY_LINK = Limit("pages-by-link", 120)
REPORTS_BY_LINK = Limit("reports-by-link", 30)
"""By the link, however many read it."""
FETCHES_OF_CALENDAR = Limit("fetches-of-calendar", 60)


def computer_of(request: HttpRequest) -> str:
    """Where a request comes from, as sign-in sees it (``PROXIES``); all are one where nobody can tell."""
    try:
        address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    except (PermissionDenied, ValueError):
        return ""
    if address.version == 6:
        return str(ipaddress.ip_network((address, ONE_CUSTOMER), strict=False))
    return str(address)
