from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from meetings.forms import MeetingForm, NewMeetingForm
from meetings.models import AgendaItem, ForwardItem, Meeting
from meetings.services import plan_meeting, save_meeting
from meetings.views.finding import find_open_meeting, signed_in
from organisations.forms.refusals import add_refusal
from organisations.models import Board
from organisations.permissions import is_secretariat


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_add(request: HttpRequest) -> HttpResponse:
    if not is_secretariat(request.user):
        raise PermissionDenied
    slug = request.GET.get("board", "").replace("\0", "")
    boards = Board.objects.editable_by(request.user)
    board = boards.filter(slug=slug).first() if slug else None
    form = NewMeetingForm(request.POST or None, user=request.user, initial={"board": board})
    if request.method == "POST" and form.is_valid():
        meeting = form.instance
        try:
            returned = plan_meeting(meeting, like=form.like, is_empty=form.is_empty, by=signed_in(request))
        except ValidationError as error:
            add_refusal(form, error)
        else:
            messages.success(request, f"The meeting of {meeting.held_on:%-d %B %Y} was added.{_came_back(returned)}")
            return (
                redirect("meetings:agenda", meeting.pk) if meeting.held_on > timezone.localdate() else redirect(meeting)
            )
    cancel = f"{reverse('meetings:meeting_list')}{f'?board={board.slug}' if board else ''}"
    return _draw(request, form, page_title="Add a meeting", cancel_address=cancel)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_edit(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = find_open_meeting(request, pk)
    title, held_on = f"Edit {meeting}", meeting.held_on
    form = MeetingForm(request.POST or None, instance=meeting)
    if request.method == "POST" and form.is_valid():
        try:
            returned = save_meeting(meeting, on=timezone.localdate(), by=signed_in(request))
        except ValidationError as error:
            add_refusal(form, error)
        else:
            moved = f"{_what_moved(meeting, held_on)}{_came_back(returned)}"
            messages.success(request, f"The meeting was saved.{moved}")
            return redirect(meeting)
    return _draw(request, form, page_title=title, cancel_address=meeting.get_absolute_url())


def _came_back(items: list[AgendaItem]) -> str:
    if not items:
        return ""
    what = "deferred item" if all(item.came_from_id for item in items) else "item"
    return f" {len(items)} {what}{'' if len(items) == 1 else 's'} came back to it."


def _what_moved(meeting: Meeting, was_on: dt.date) -> str:
    """What else follows a meeting to its new day; it is asked by a name that the upper app gives."""
    if meeting.held_on == was_on:
        return ""
    due, early = Meeting.objects.actions_due_at(meeting), ForwardItem.objects.too_early_at(meeting).count()
    said = []
    if due:
        what = "1 action that is due at it is" if due == 1 else f"{due} actions that are due at it are"
        said.append(f" {what} now due on {meeting.held_on:%-d %B %Y}.")
    if early:
        what = "1 item on its agenda was" if early == 1 else f"{early} items on its agenda were"
        said.append(f" {what} to come back later than that.")
    return "".join(said)


def _draw(request: HttpRequest, form: MeetingForm, *, page_title: str, cancel_address: str) -> HttpResponse:
    return render(request, "form_page.html", {"form": form, "page_title": page_title, "cancel_address": cancel_address})
