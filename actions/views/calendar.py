"""The calendar that a user subscribes to, and the page where they make its address."""

from __future__ import annotations

import hashlib

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_http_methods

from actions.calendar import DAYS_BACK, calendar_of
from actions.limits import FETCHES_OF_CALENDAR, WRONG_TOKENS, computer_of
from actions.links import CALENDAR
from actions.models import CalendarFeed
from actions.services import make_calendar_address, withdraw_calendar_address
from organisations.views.access import signed_in

SECONDS_KEPT = 15 * 60


@require_http_methods(["GET", "HEAD", "POST"])
def my_calendar(request: HttpRequest) -> HttpResponse:
    """Shows the address, makes one, makes another in its place, or takes it away."""
    user = signed_in(request)
    if request.method == "POST":
        if request.POST.get("do") == "withdraw":
            withdraw_calendar_address(by=user)
            messages.success(request, "The address of your calendar was withdrawn.")
        elif request.POST.get("do") == "make":
            make_calendar_address(by=user, at=timezone.now())
            messages.success(request, "Your calendar has a new address.")
        return redirect("actions:my_calendar")
    feed = CalendarFeed.objects.filter(user=user).first()
    address = request.build_absolute_uri(_path_of(feed)) if feed else ""
    context = {
        "feed": feed,
        "address": address,
        "subscribe": f"webcal:{address.partition(':')[2]}",
        "days_back": DAYS_BACK,
    }
    response = render(request, "actions/my_calendar.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _path_of(feed: CalendarFeed) -> str:
    return reverse("actions:calendar_feed", args=[CALENDAR.write(feed)])


@require_http_methods(["GET", "HEAD"])
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """What the user sees today, without signing in; nothing once they may not sign in any more."""
    at, computer, read = timezone.now(), computer_of(request), CALENDAR.read(token)
    if WRONG_TOKENS.is_reached(computer, at=at):
        return _answer("Try again later.", status=429)
    if not read:
        WRONG_TOKENS.count(computer, at=at)
        return _answer("This calendar is no longer in use.", status=404)
    feed = CalendarFeed.objects.select_related("user").filter(pk=read[0], nonce=read[1], user__is_active=True).first()
    if not feed:
        # It was ours once: a calendar program asks for it for years, from the computer of many.
        return _answer("This calendar is no longer in use.", status=404)
    if FETCHES_OF_CALENDAR.is_reached(str(feed.pk), at=at):
        return _answer("Try again later.", status=429)
    FETCHES_OF_CALENDAR.count(str(feed.pk), at=at)
    host = request.get_host().partition(":")[0]
    made = calendar_of(feed.user, on=timezone.localdate(), host=host, absolute=request.build_absolute_uri)
    response = _unseen(HttpResponse(made, content_type="text/calendar; charset=utf-8"))
    response["Content-Disposition"] = 'inline; filename="rr3-tracker.ics"'
    response["Cache-Control"] = f"private, max-age={SECONDS_KEPT}"
    response["ETag"] = etag = f'"{hashlib.sha256(made).hexdigest()}"'
    return get_conditional_response(request, etag=etag, response=response) or response


def _answer(words: str, *, status: int) -> HttpResponse:
    response = _unseen(HttpResponse(words, content_type="text/plain; charset=utf-8", status=status))
    response["Cache-Control"] = "no-store"
    if status == 429:
        response["Retry-After"] = "3600"
    return response


def _unseen(response: HttpResponse) -> HttpResponse:
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
