"""What an item said before: every save of it, compared and brought back."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from meetings.models import AgendaItem, Minute
from meetings.services import LOCKED
from meetings.services.item_text import TextChanged, text_version
from meetings.versions import History, Row, Version, describe, lines_of, said, sittings, versions_of
from meetings.views.finding import IN_PLACE, find_meeting_to_edit, signed_in
from meetings.writing.changes import compare, fold
from rr3tracker.taking.saving import save_text

ON_A_PAGE = 100
OFFERED = 50
"""To compare with, beside those that every version is compared with."""
NOW, BEFORE = "now", "before"


@dataclass(frozen=True, slots=True)
class Compared:
    """The two sides of a comparison, the earlier first; a version is None for what is there now, or for nothing yet."""

    earlier: Version | None
    later: Version | None
    before: tuple[Row | Minute, ...]
    after: tuple[Row | Minute, ...]


@require_safe
def taking_versions(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """The newest first; of somebody who went on writing, the last of each sitting."""
    item = _find_item(request, pk, item_pk)
    history = versions_of(item)
    page = Paginator(history.versions, ON_A_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    describe(shown, history.before(shown[-1]) if shown else None)
    newest = history.versions[0] if history.versions else None
    context = {
        "meeting": item.meeting,
        "item": item,
        "page": page,
        "sittings": sittings(shown),
        "is_now": newest if newest and newest.said == said(item.minutes.all()) else None,
    }
    return render(request, "rr3tracker/taking_versions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def taking_version(request: HttpRequest, pk: int, item_pk: int, key: int) -> HttpResponse:
    """One version beside another (``?to=``); by POST it is brought back as the newest, and nothing is lost."""
    item = _find_item(request, pk, item_pk)
    history = versions_of(item)
    version = history.find(key)
    if version is None:
        raise Http404
    if request.method != "POST":
        return _page(request, item, history, version)
    if item.meeting.is_locked:
        raise PermissionDenied(LOCKED)
    text, seen = version.text(item.number), request.POST.get("version", "")
    try:
        saved = save_text(item, text=text, version=seen, by=signed_in(request))
    except TextChanged:
        changed = ["Somebody changed this item after you opened this page. Look at what changed, then bring it back."]
        return _page(request, item, history, version, errors=changed, status=409)
    except ValidationError as error:
        return _page(request, item, history, version, errors=error.messages, status=422)
    done = "The earlier version was brought back." if saved.changed else "The item says this already."
    messages.success(request, done, extra_tags=IN_PLACE)
    return redirect(f"{reverse('taking', args=[pk])}#item-{item.pk}")


def _find_item(request: HttpRequest, pk: int, item_pk: int) -> AgendaItem:
    """Of approved minutes too: what was written is read by the secretariat whatever became of it."""
    meeting = find_meeting_to_edit(request, pk)
    item = get_object_or_404(AgendaItem, pk=item_pk, meeting=meeting)
    item.meeting = meeting
    return item


def _page(
    request: HttpRequest,
    item: AgendaItem,
    history: History,
    version: Version,
    errors: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    now = tuple(item.minutes.all())
    is_now = version.said == said(now)
    to = (request.GET.get("to") or (BEFORE if is_now else NOW)) if not errors else NOW
    compared = _compared(history, version, now, to)
    changes = compare(lines_of(compared.before), lines_of(compared.after))
    offered = [sitting.last for sitting in sittings(history.versions) if sitting.last is not version][:OFFERED]
    for side in (compared.earlier, compared.later):
        if side and side is not version and side not in offered and to.isdecimal():
            offered.append(side)
    describe([version, *offered], None)
    context = {
        "meeting": item.meeting,
        "item": item,
        "version": version,
        "compared": compared,
        "passages": fold(changes),
        "has_changes": any(change.is_change for change in changes),
        "offered": offered,
        "to": to,
        "is_now": is_now,
        "can_bring_back": not is_now and not item.meeting.is_locked,
        "version_now": text_version(now),
        "errors": errors or [],
    }
    return render(request, "rr3tracker/taking_version.html", context, status=status)


def _compared(history: History, version: Version, now: tuple[Minute, ...], to: str) -> Compared:
    """404 for an address that names no version of this item."""
    if to == NOW:
        return Compared(version, None, version.rows, now)
    if to == BEFORE:
        other = history.before(version)
        return Compared(other, version, other.rows if other else (), version.rows)
    found = history.find(int(to)) if to.isdecimal() and len(to) < 19 else None
    if found is None:
        raise Http404
    earlier, later = sorted((version, found), key=history.versions.index, reverse=True)
    return Compared(earlier, later, earlier.rows, later.rows)
