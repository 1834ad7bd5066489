"""Asks a visitor who has not signed in to do so, where a page says that there is nothing for them to see."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

REFUSALS = (403, 404)
DOORS = ("/accounts/", "/admin/", "/report/", "/calendar/")
"""allauth and the admin ask for themselves; a report link and a calendar's address open without signing in."""

GetResponse = Callable[[HttpRequest], HttpResponse]


def sign_in_first(get_response: GetResponse) -> GetResponse:
    """A link in a mail works for whoever has yet to sign in.

    Every address that a view answers to is treated alike, so that nobody learns which boards and
    meetings there are. An address that no view answers to stays a plain 404.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code in REFUSALS and may_be_for_somebody_else(request):
            return redirect_to_login(request.get_full_path())
        return response

    return middleware


def may_be_for_somebody_else(request: HttpRequest) -> bool:
    return (
        request.method in ("GET", "HEAD")
        and request.resolver_match is not None
        and not request.user.is_authenticated
        and not request.path.startswith(DOORS)
    )
