from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from meetings.forms import ParagraphForm
from meetings.models import AgendaItem, Minute
from meetings.services import (
    ParagraphChanged,
    add_paragraph,
    change_paragraph,
    delete_paragraph,
    move_paragraph,
    version_of,
)
from meetings.views.finding import IN_PLACE, edit_address, find_item, find_minute, signed_in
from meetings.writing.marks import without_marks
from organisations.forms.refusals import add_refusal


@require_http_methods(["GET", "HEAD", "POST"])
def minute_add(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """After the paragraph that ``?after=`` names, or at the end of the item."""
    item = find_item(request, pk, item_pk)
    after = paragraph_before(request, item)
    form = ParagraphForm(request.POST or None, item=item, initial={"level": after.level if after else 2})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            minute = add_paragraph(
                item,
                text=typed["text"],
                level=typed["level"],
                kind=typed["kind"],
                after=after,
                by=signed_in(request),
            )
        except ValidationError as error:
            add_refusal(form, error)
        else:
            messages.success(request, "The paragraph was added.", extra_tags=IN_PLACE)
            if "another" in request.POST:
                address = reverse("meetings:minute_add", args=[pk, item_pk])
                return redirect(f"{address}?after={minute.pk}")
            return redirect(edit_address(item.meeting, f"minute-{minute.pk}"))
    return render(
        request,
        "meetings/paragraph_form.html",
        {
            "form": form,
            "meeting": item.meeting,
            "item": item,
            "after": after,
            "page_title": "Add a paragraph",
            "cancel_address": edit_address(item.meeting, f"minute-{after.pk}" if after else f"item-{item.pk}"),
        },
    )


def paragraph_before(request: HttpRequest, item: AgendaItem) -> Minute | None:
    given = request.GET.get("after", "")
    rows = item.minutes.order_by("position", "pk")
    if given.isdecimal() and len(given) < 19 and (found := rows.filter(pk=int(given)).first()):
        return found
    return rows.last()


@require_http_methods(["GET", "HEAD", "POST"])
def minute_edit(request: HttpRequest, pk: int, item_pk: int, minute_pk: int) -> HttpResponse:
    minute = find_minute(request, pk, item_pk, minute_pk)
    name = f"Edit paragraph {minute.number}".strip()
    form = ParagraphForm(
        request.POST or None, instance=minute, item=minute.item, initial={"version": version_of(minute)}
    )
    theirs = None
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            change_paragraph(
                minute,
                text=typed["text"],
                level=typed["level"],
                kind=typed["kind"],
                version=typed["version"],
                by=signed_in(request),
            )
        except ParagraphChanged as error:
            add_refusal(form, error)
            form.take_version(version_of(error.now))
            theirs = error.now
        except ValidationError as error:
            add_refusal(form, error)
        else:
            messages.success(request, "The paragraph was saved.", extra_tags=IN_PLACE)
            return redirect(edit_address(minute.item.meeting, f"minute-{minute.pk}"))
    return render(
        request,
        "meetings/paragraph_form.html",
        {
            "form": form,
            "meeting": minute.item.meeting,
            "item": minute.item,
            "theirs": theirs,
            "page_title": name,
            "cancel_address": edit_address(minute.item.meeting, f"minute-{minute.pk}"),
        },
    )


@require_POST
def minute_move(request: HttpRequest, pk: int, item_pk: int, minute_pk: int) -> HttpResponse:
    minute = find_minute(request, pk, item_pk, minute_pk)
    try:
        move_paragraph(minute, up=request.POST.get("direction") == "up", by=signed_in(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(edit_address(minute.item.meeting, f"minute-{minute.pk}"))


@require_http_methods(["GET", "HEAD", "POST"])
def minute_delete(request: HttpRequest, pk: int, item_pk: int, minute_pk: int) -> HttpResponse:
    minute = find_minute(request, pk, item_pk, minute_pk)
    meeting, text = minute.item.meeting, f"{minute.number} {without_marks(minute.text)}".strip()
    cancel = edit_address(meeting, f"minute-{minute.pk}")
    problem = ""
    if request.method == "POST":
        try:
            delete_paragraph(minute, by=signed_in(request))
        except ValidationError as error:
            problem = " ".join(error.messages)
        else:
            messages.success(request, "The paragraph was deleted.", extra_tags=IN_PLACE)
            return redirect(edit_address(meeting, f"item-{minute.item_id}"))
    return render(
        request,
        "meetings/confirm_delete.html",
        {
            "meeting": meeting,
            "page_title": "Delete this paragraph?",
            "text": text,
            "problem": problem,
            "cancel_address": cancel,
        },
    )
