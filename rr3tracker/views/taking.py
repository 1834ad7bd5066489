from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from meetings.models import AgendaItem, Meeting
from meetings.progress import to_agree_at
from meetings.services.item_text import TextChanged
from meetings.views.finding import find_item, find_open_meeting, signed_in
from rr3tracker.taking.merging import differences, merged
from rr3tracker.taking.saving import save_text
from rr3tracker.taking.understanding import Understanding
from rr3tracker.taking.understood import UnderstoodItem

FEWEST_ROWS, MOST_ROWS, COLUMNS = 4, 30, 60


@require_safe
def taking(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole meeting, to be written on one page."""
    return _page(request, find_open_meeting(request, pk))


@require_POST
def taking_item(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """The item says what was typed. A script that asks for JSON gets what was understood; a form goes on."""
    item = find_item(request, pk, item_pk)
    typed, version = _typed(request), request.POST.get("version", "")
    by_script = asks_for_json(request)
    try:
        saved = save_text(item, text=typed, version=version, by=signed_in(request))
    except TextChanged as error:
        if by_script:
            return JsonResponse({"errors": error.messages, "changed": True}, status=409)
        return _conflict(request, item, mine=typed, theirs=error.now, version=error.version)
    except ValidationError as error:
        if by_script:
            return JsonResponse({"errors": error.messages}, status=422)
        return _page(request, item.meeting, refused=(item, typed, version, error.messages))
    if by_script:
        return JsonResponse(answer_to_script(request, Understanding(item.meeting).item(item, saved.rows)))
    return redirect(_after(request, item))


def _typed(request: HttpRequest) -> str:
    """The text; or two texts, of two people, with what was chosen of each paragraph."""
    text = request.POST.get("text", "")
    if "theirs" in request.POST:
        text = merged(request.POST["theirs"], request.POST.get("mine", ""), request.POST)
    return text.replace("\r\n", "\n")


def asks_for_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept") == "application/json"


def answer_to_script(request: HttpRequest, understood: UnderstoodItem) -> dict[str, Any]:
    """What the writing page draws beside an item once it is saved."""
    context = {"understood": understood, "meeting": understood.item.meeting}
    return {
        "version": understood.version,
        "saved_at": timezone.localtime().strftime("%H:%M"),
        "numbers": understood.numbers,
        "understood": render_to_string("rr3tracker/taking_understood.html", context, request),
    }


def _after(request: HttpRequest, item: AgendaItem) -> str:
    """The item that was saved, or the one after it."""
    address, to = reverse("taking", args=[item.meeting_id]), item.pk
    if "next" in request.POST:
        later = item.meeting.items.filter(position__gt=item.position).order_by("position", "pk")
        to = later.values_list("pk", flat=True).first() or item.pk
    return f"{address}?saved={item.pk}#item-{to}"


def _page(
    request: HttpRequest, meeting: Meeting, refused: tuple[AgendaItem, str, str, list[str]] | None = None
) -> HttpResponse:
    items = Understanding(meeting).items()
    saved = request.GET.get("saved", "")
    lines = []
    for understood in items:
        line = {"understood": understood, "text": understood.text, "version": understood.version, "errors": []}
        if refused and refused[0].pk == understood.item.pk:
            line |= {"text": refused[1], "version": refused[2], "errors": refused[3]}
        line |= {"rows": _rows(str(line["text"])), "numbers": json.dumps(understood.numbers)}
        lines.append(line | {"is_saved": saved == str(understood.item.pk)})
    known = {understood.item.pk for understood in items}
    context = {
        "meeting": meeting,
        "lines": lines,
        "lost": refused if refused and refused[0].pk not in known else None,
        "has_errors": refused is not None,
        "to_agree": to_agree_at(
            meeting, [understood.item for understood in items], request.user, on=timezone.localdate()
        ),
        "count": sum(len(item.to_raise) + len(item.to_report) for item in items),
    }
    return render(request, "rr3tracker/taking.html", context, status=422 if refused else 200)


def _conflict(request: HttpRequest, item: AgendaItem, *, mine: str, theirs: str, version: str) -> HttpResponse:
    context = {
        "meeting": item.meeting,
        "item": item,
        "mine": mine,
        "theirs": theirs,
        "differences": differences(theirs, mine),
        "merged": merged(theirs, mine),
        "rows": _rows(merged(theirs, mine)),
        "version": version,
    }
    return render(request, "rr3tracker/taking_conflict.html", context, status=409)


def _rows(text: str) -> int:
    """How many lines high a box shows the text whole."""
    lines = sum(1 + len(line) // COLUMNS for line in text.split("\n"))
    return min(max(lines + 2, FEWEST_ROWS), MOST_ROWS)
