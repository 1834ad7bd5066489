from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from meetings.agenda import agenda_of
from meetings.forms import DeferForm
from meetings.models import Meeting
from meetings.permissions import can_edit_minutes, can_join_meeting
from meetings.restricting import veiled
from meetings.services import defer_item, take_after_all
from meetings.views.finding import IN_PLACE, edit_address, find_item, signed_in
from organisations.dates import write_month_or_date
from organisations.forms.refusals import add_refusal


@require_safe
def agenda(request: HttpRequest, pk: int) -> HttpResponse:
    """What a meeting will take, when, and with which papers: to read, to print and, by ?edit=1, to change."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).select_related("board"), pk=pk)
    can_write = can_edit_minutes(request.user, meeting)
    documents = meeting.documents.visible_to(request.user).filter(kind="paper")
    return render(
        request,
        "meetings/agenda.html",
        {
            "meeting": meeting,
            "board": meeting.board,
            "agenda": agenda_of(meeting, veiled(meeting.items.for_agenda(), request.user), documents),
            "can_join": meeting.held_on >= timezone.localdate() and can_join_meeting(request.user, meeting),
            "can_write": can_write,
            "is_editing": can_write and "edit" in request.GET,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def item_defer(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    item = find_item(request, pk, item_pk)
    form = DeferForm(request.POST or None, item=item)
    if request.method == "POST" and form.is_valid():
        try:
            if form.takes_here:
                take_after_all(item, by=signed_in(request))
                done = "The item is taken at this meeting after all."
            else:
                to = defer_item(item, to=form.meeting, not_before=form.month, by=signed_in(request))
                done = f"The item was deferred to {to}." if to else _when_it_comes(form.month)
        except ValidationError as error:
            add_refusal(form, error)
        else:
            messages.success(request, done, extra_tags=IN_PLACE)
            return redirect(edit_address(item.meeting, f"item-{item.pk}", request=request))
    return render(
        request,
        "form_page.html",
        {
            "form": form,
            "page_title": f"Defer “{item.title}”",
            "submit_label": "Save",
            "cancel_address": edit_address(item.meeting, f"item-{item.pk}", request=request),
        },
    )


def _when_it_comes(month: dt.date | None) -> str:
    if month is None:
        return "The item comes back when a meeting is planned."
    return f"The item comes back when a meeting is planned, from {write_month_or_date(month)}."
