"""Reporting by a link from a mail, without signing in. Nothing here asks who is signed in (decision 22)."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from actions.by_link import Owed, link_put_away, open_by_link, put_away, why_not
from actions.forms.owner_report import OwnerReportForm
from actions.limits import PAGES_BY_LINK, REPORTS_BY_LINK, WRONG_TOKENS, computer_of
from actions.links import link_of
from actions.models import Action, ActionReport, ReportLink
from actions.services import take_report
from organisations.forms.refusals import add_refusal

TYPED = ("text", "due_on", "due_reason", "links")
TOO_MANY = "Too much was sent by this link within an hour. Nothing that you typed is lost: send it again later."


@require_http_methods(["GET", "HEAD"])
def report_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Puts the link away and goes on to an address without the token. It may be opened again: mail scanners do."""
    at, computer = timezone.now(), computer_of(request)
    if WRONG_TOKENS.is_reached(computer, at=at):
        return too_many(request)
    link = link_of(token)
    if not link:
        WRONG_TOKENS.count(computer, at=at)
    if not link or not link.is_in_force(at):
        return out_of_use(request, link)
    response = redirect("actions:report_from_link")
    put_away(response, link)
    return unseen(response)


@require_http_methods(["GET", "HEAD"])
def report_from_link(request: HttpRequest) -> HttpResponse:
    """What the person of the link owes its board, and what was reported by the link and waits."""
    at, link = timezone.now(), link_put_away(request)
    if not link or not link.is_in_force(at):
        return out_of_use(request, link)
    if PAGES_BY_LINK.is_reached(str(link.pk), at=at):
        return too_many(request)
    PAGES_BY_LINK.count(str(link.pk), at=at)
    owed = open_by_link(link, on=timezone.localdate())
    sent = request.GET.get("sent")
    thanks = next((one.action for one in owed if one.action.reference == sent and one.waiting), None)
    return unseen(render(request, "actions/by_link_list.html", {"link": link, "owed": owed, "thanks": thanks}))


@require_http_methods(["GET", "HEAD", "POST"])
def report_one_from_link(request: HttpRequest, reference: str) -> HttpResponse:
    """What is sent waits for the secretariat, in the name of the link's person and entered by nobody."""
    at, link = timezone.now(), link_put_away(request)
    if not link or not link.is_in_force(at):
        return out_of_use(request, link)
    is_sent, key = request.method == "POST", str(link.pk)
    too_much = PAGES_BY_LINK.is_reached(key, at=at) or (is_sent and REPORTS_BY_LINK.is_reached(key, at=at))
    if too_much and not is_sent:
        return too_many(request)
    PAGES_BY_LINK.count(key, at=at)
    owed = next(iter(open_by_link(link, on=timezone.localdate(), reference=reference)), None)
    if not owed:
        not_here = {"why": why_not(link, reference), "typed": typed_in(request)}
        return unseen(render(request, "actions/by_link_not_here.html", not_here, status=404))
    form = OwnerReportForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        action=owed.action,
        today=timezone.localdate(),
    )
    if too_much:
        form.add_error(None, TOO_MANY)
    elif is_sent and form.is_valid() and _take(owed.action, form, link=link, at=at):
        return unseen(redirect(f"{reverse('actions:report_from_link')}?sent={owed.action.reference}"))
    return _form_page(request, owed, form, status=429 if too_much else 200)


def _take(action: Action, form: OwnerReportForm, *, link: ReportLink, at: dt.datetime) -> bool:
    REPORTS_BY_LINK.count(str(link.pk), at=at)
    try:
        take_report(
            action,
            **form.report,
            at=at,
            by=None,
            channel=ActionReport.Channel.LINK,
            link=link,
            reported_by=link.person,
        )
    except ValidationError as refusal:
        add_refusal(form, refusal)
        return False
    return True


def _form_page(request: HttpRequest, owed: Owed, form: OwnerReportForm, *, status: int) -> HttpResponse:
    context = {
        "page_title": f"Report on {owed.action.reference}",
        "form": form,
        "owed": owed,
        "cancel_address": reverse("actions:report_from_link"),
    }
    page = render(request, "actions/by_link_form.html", context, status=status)
    # A form that is sent from a page with no referrer at all is taken for one from another site.
    return unseen(page, referrer="same-origin")


def typed_in(request: HttpRequest) -> list[str]:
    return [text for name in TYPED if (text := request.POST.get(name, "").strip())]


def out_of_use(request: HttpRequest, link: ReportLink | None) -> HttpResponse:
    """The same words whether it was withdrawn, has ended or never was, with nothing of whom it was for."""
    context = {"typed": typed_in(request)}
    return unseen(render(request, "actions/by_link_out_of_use.html", context, status=410 if link else 404))


def too_many(request: HttpRequest) -> HttpResponse:
    response = render(request, "actions/by_link_too_many.html", status=429)
    response["Retry-After"] = "3600"
    return unseen(response)


def unseen(response: HttpResponse, *, referrer: str = "no-referrer") -> HttpResponse:
    """Told to no other site, kept in no cache, found by no search engine."""
    response["Referrer-Policy"] = referrer
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
