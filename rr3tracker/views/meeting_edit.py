from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from meetings.forms import MeetingForm
from meetings.models import ForwardItem
from meetings.views.finding import find_open_meeting, signed_in
from organisations.dates import write_date
from organisations.forms.refusals import add_refusal
from rr3tracker.moving import change_meeting

if TYPE_CHECKING:
    from meetings.models import Meeting
    from rr3tracker.moving import Moved


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Date, times and venue. What was raised and reported at a meeting moves with it."""
    meeting = find_open_meeting(request, pk)
    title, address = f"Edit {meeting}", meeting.get_absolute_url()
    form = MeetingForm(request.POST or None, instance=meeting)
    if request.method == "POST" and form.is_valid():
        try:
            moved = change_meeting(form.instance, on=timezone.localdate(), by=signed_in(request))
        except ValidationError as error:
            add_refusal(form, error)
        else:
            messages.success(request, " ".join(["The meeting was saved.", *_what_followed(meeting, moved)]))
            return redirect(meeting)
    return render(request, "form_page.html", {"form": form, "page_title": title, "cancel_address": address})


def _what_followed(meeting: Meeting, moved: Moved | None) -> list[str]:
    if moved is None:
        return []
    day, followed, told = write_date(meeting.held_on), moved.followed, moved.move.told
    said = []
    moved_along = [
        *([f"{_count(followed.raised, 'action', 'actions')} raised"] if followed.raised else []),
        *([f"{_count(followed.reported, 'report', 'reports')} recorded"] if followed.reported else []),
    ]
    if moved_along:
        said.append(f"{' and '.join(moved_along)} there moved to {day}.")
    if followed.due:
        what = _count(followed.due, "action that is due at it is", "actions that are due at it are")
        said.append(f"{what} now due on {day}.")
    if returned := moved.move.returned:
        said.append(
            f"{_count(len(returned), 'item of the forward plan', 'items of the forward plan')} came back to it."
        )
    if early := ForwardItem.objects.too_early_at(meeting).count():
        said.append(
            f"{_count(early, 'item on its agenda was', 'items on its agenda were')} to come back later than that."
        )
    if told:
        said.append(f"The minutes of {write_date(told.held_on)} give it as the next meeting.")
    return said


def _count(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"
