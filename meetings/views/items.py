from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from meetings.forms import ItemForm, NewItemForm
from meetings.models import AgendaItem, Meeting
from meetings.numbering import heading_numbers
from meetings.services import add_item, delete_item, move_item, place_item
from meetings.services.agenda import NOT_HERE
from meetings.services.numbering import is_counted
from meetings.views.finding import IN_PLACE, edit_address, find_item, find_open_meeting, signed_in
from organisations.forms.refusals import add_refusal


@require_http_methods(["GET", "HEAD", "POST"])
def item_add(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = find_open_meeting(request, pk)
    form = NewItemForm(
        request.POST or None,
        meeting=meeting,
        user=request.user,
        board=meeting.board,
        initial={"number": next_number(meeting)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            item = add_item(meeting, by=signed_in(request), **form.cleaned_data)
        except ValidationError as error:
            add_refusal(form, error)
        else:
            messages.success(request, "The item was added.", extra_tags=IN_PLACE)
            return redirect(edit_address(meeting, f"item-{item.pk}", request=request))
    return draw_item_form(request, form, meeting, page_title="Add an agenda item")


@require_POST
def item_move(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    item = find_item(request, pk, item_pk)
    try:
        move_item(item, up=request.POST.get("direction") == "up", by=signed_in(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(edit_address(item.meeting, f"item-{item.pk}", request=request))


@require_POST
def item_place(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """Where a dragged item was let go: before the item that ``before`` names, or at the ``end``."""
    item = find_item(request, pk, item_pk)
    try:
        place_item(item, before=_item_before(item.meeting, request.POST.get("before", "")), by=signed_in(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(edit_address(item.meeting, f"item-{item.pk}", request=request))


def _item_before(meeting: Meeting, given: str) -> AgendaItem | None:
    if given == "end":
        return None
    is_key = given.isascii() and given.isdecimal() and len(given) < 19
    found = AgendaItem.objects.filter(meeting=meeting, pk=int(given)).first() if is_key else None
    if found is None:
        raise ValidationError(NOT_HERE)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def item_delete(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    item = find_item(request, pk, item_pk)
    problem = ""
    if request.method == "POST":
        try:
            planned = delete_item(item, by=signed_in(request))
        except ValidationError as error:
            problem = " ".join(error.messages)
        else:
            back = " It is on the forward plan again." if planned else ""
            messages.success(request, f"The item was deleted.{back}", extra_tags=IN_PLACE)
            return redirect(edit_address(item.meeting, "minutes", request=request))
    return render(
        request,
        "meetings/confirm_delete.html",
        {
            "meeting": item.meeting,
            "page_title": "Delete this item?",
            "text": str(item),
            "problem": problem,
            "cancel_address": edit_address(item.meeting, f"item-{item.pk}", request=request),
        },
    )


def next_number(meeting: Meeting) -> str:
    """The number of an item at the end of an agenda that counts 1, 2, 3; of any other, none."""
    items: list[AgendaItem] = list(meeting.items.order_by("position", "pk"))
    if not is_counted(items):
        return ""
    return heading_numbers([*(i.depth for i in items), 1], [*(i.number for i in items), "?"])[-1]


def draw_item_form(request: HttpRequest, form: ItemForm, meeting: Meeting, *, page_title: str) -> HttpResponse:
    return render(
        request,
        "meetings/meeting_form.html",
        {
            "meeting": meeting,
            "form": form,
            "page_title": page_title,
            "cancel_address": edit_address(meeting, "minutes", request=request),
        },
    )
