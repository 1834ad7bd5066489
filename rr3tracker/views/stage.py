from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from meetings.forms import StageForm
from meetings.models import MinutesStage
from meetings.views.finding import find_meeting_to_edit, signed_in
from rr3tracker.taking.moving_on import move_on
from rr3tracker.taking.understanding import Understanding

if TYPE_CHECKING:
    from meetings.models import Meeting

DONE = {
    MinutesStage.DRAFTING: "are back in drafting",
    MinutesStage.WITH_CHAIR: "are with the chair",
    MinutesStage.CIRCULATED: "are circulated",
    MinutesStage.APPROVED: "are approved",
    MinutesStage.PUBLISHED: "are published",
}


@require_http_methods(["GET", "HEAD", "POST"])
def stage_edit(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = find_meeting_to_edit(request, pk)
    form = StageForm(request.POST or None, meeting=meeting, on=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        to = MinutesStage(form.cleaned_data["to"])
        reason = form.cleaned_data.get("reason", "")
        agreed_at = form.cleaned_data.get("at_meeting")
        try:
            move_on(meeting, to=to, at=timezone.now(), by=signed_in(request), reason=reason, at_meeting=agreed_at)
        except ValidationError as error:
            form.add_error("reason" if "reason" in form.fields and not reason else None, error)
        else:
            messages.success(request, f"The minutes {DONE[to]}.")
            return redirect(meeting)
    return render(
        request,
        "meetings/stage_form.html",
        {
            "meeting": meeting,
            "form": form,
            "to_issue": 0 if meeting.is_locked else _to_issue(meeting),
            "is_to_circulate": meeting.minutes_stage in (MinutesStage.DRAFTING, MinutesStage.WITH_CHAIR),
            "page_title": "Move the minutes on",
            "submit_label": "Move the minutes",
            "cancel_address": meeting.get_absolute_url(),
        },
    )


def _to_issue(meeting: Meeting) -> int:
    """How many actions and reports the text asks for that are not on the register yet."""
    return sum(len(item.to_raise) + len(item.to_report) for item in Understanding(meeting).items())
