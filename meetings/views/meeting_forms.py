from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from meetings.forms import MeetingForm, NewMeetingForm
from meetings.services import save_meeting
from meetings.views.finding import find_open_meeting, signed_in
from organisations.forms.refusals import add_refusal
from organisations.models import Board
from organisations.permissions import is_secretariat


@require_http_methods(["GET", "POST"])
def meeting_add(request: HttpRequest) -> HttpResponse:
    if not is_secretariat(request.user):
        raise PermissionDenied
    slug = request.GET.get("board", "").replace("\0", "")
    boards = Board.objects.editable_by(request.user)
    board = boards.filter(slug=slug).first() if slug else None
    form = NewMeetingForm(request.POST or None, user=request.user, initial={"board": board})
    if request.method == "POST" and form.is_valid() and _save(request, form):
        messages.success(request, f"The meeting of {form.instance.held_on:%-d %B %Y} was added.")
        return redirect(form.instance)
    cancel = f"{reverse('meetings:meeting_list')}{f'?board={board.slug}' if board else ''}"
    return _draw(request, form, page_title="Add a meeting", cancel_address=cancel)


@require_http_methods(["GET", "POST"])
def meeting_edit(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = find_open_meeting(request, pk)
    title = f"Edit {meeting}"
    form = MeetingForm(request.POST or None, instance=meeting)
    if request.method == "POST" and form.is_valid() and _save(request, form):
        messages.success(request, "The meeting was saved.")
        return redirect(meeting)
    return _draw(request, form, page_title=title, cancel_address=meeting.get_absolute_url())


def _save(request: HttpRequest, form: MeetingForm) -> bool:
    """Whether the service took it; the form says why not."""
    try:
        save_meeting(form.instance, by=signed_in(request))
    except ValidationError as error:
        add_refusal(form, error)
        return False
    return True


def _draw(request: HttpRequest, form: MeetingForm, *, page_title: str, cancel_address: str) -> HttpResponse:
    return render(request, "form_page.html", {"form": form, "page_title": page_title, "cancel_address": cancel_address})
