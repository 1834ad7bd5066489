from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from meetings.forms import NewMeetingForm
from meetings.models import AgendaItem
from meetings.services import plan_meeting
from meetings.views.finding import signed_in
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
    context = {"form": form, "page_title": "Add a meeting", "cancel_address": cancel}
    return render(request, "form_page.html", context)


def _came_back(items: list[AgendaItem]) -> str:
    if not items:
        return ""
    what = "deferred item" if all(item.came_from_id for item in items) else "item"
    return f" {len(items)} {what}{'' if len(items) == 1 else 's'} came back to it."
