from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from meetings.models import MinutesStage
from meetings.services import accept_warnings
from meetings.views.finding import find_meeting_to_edit, find_open_meeting, signed_in
from organisations.forms.dates import DateField
from organisations.forms.refusals import add_refusal
from rr3tracker.checks import record_of, warnings_of
from rr3tracker.checks.circulating import circulate

if TYPE_CHECKING:
    from meetings.models import Meeting
    from rr3tracker.checks import Warning

DAYS_TO_COMMENT = 14
TO_CIRCULATE = (MinutesStage.DRAFTING, MinutesStage.WITH_CHAIR)


class CirculateForm(forms.Form):
    comments_by = DateField(
        label="Last day for comments",
        required=False,
        help_text="Until then, those who were present comment on what is not accurate.",
    )
    confirmed = forms.BooleanField(required=False)

    def __init__(self, *args: Any, open_warnings: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        many = f"{open_warnings} warnings" if open_warnings != 1 else "a warning"
        self.fields["confirmed"].label = f"Circulate with {many} not accepted"
        if not open_warnings:
            del self.fields["confirmed"]


@require_http_methods(["GET", "HEAD", "POST"])
def check_minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """What to look at again, each with its spot; accepted with a reason or mended. Then the minutes are circulated."""
    meeting = find_meeting_to_edit(request, pk)
    may_circulate = meeting.minutes_stage in TO_CIRCULATE
    to_settle, accepted = _warnings(meeting)
    today = timezone.localdate()
    form = CirculateForm(
        request.POST or None,
        open_warnings=len(to_settle),
        initial={"comments_by": today + dt.timedelta(days=DAYS_TO_COMMENT)},
    )
    if request.method == "POST" and form.is_valid():
        confirmed, last_day = form.cleaned_data.get("confirmed", False), form.cleaned_data["comments_by"]
        try:
            circulate(meeting, comments_by=last_day, at=timezone.now(), by=signed_in(request), confirmed=confirmed)
        except ValidationError as error:
            add_refusal(form, error)
        else:
            messages.success(request, "The minutes are circulated.")
            return redirect(meeting)
    context = {
        "meeting": meeting,
        "form": form,
        "warnings": to_settle,
        "groups": [list(group) for _, group in groupby(to_settle, key=lambda warning: warning.kind)],
        "accepted": accepted,
        "may_circulate": may_circulate,
        "can_write": not meeting.is_locked,
    }
    return render(request, "rr3tracker/check_minutes.html", context)


@require_POST
def warning_accept(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = find_open_meeting(request, pk)
    asked, reason = request.POST.getlist("key"), request.POST.get("reason", "").strip()
    keys = [warning.key for warning in warnings_of(record_of(meeting)) if warning.key in asked]
    if not asked:
        messages.error(request, "Choose what may stand.")
    elif not keys:
        messages.info(request, "That warning has gone.")
    elif not reason:
        messages.error(request, "Say why the warning may stand.")
    else:
        try:
            accept_warnings(meeting, keys=keys, reason=reason, at=timezone.now(), by=signed_in(request))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            done = "The warning was" if len(keys) == 1 else f"{len(keys)} warnings were"
            messages.success(request, f"{done} accepted.")
    return redirect(reverse("check_minutes", args=[pk]))


def _warnings(meeting: Meeting) -> tuple[list[Warning], list[tuple[Warning, Any]]]:
    """Those to settle, and those accepted with what was said of them."""
    said = {row.key: row for row in meeting.accepted_warnings.select_related("accepted_by__person")}
    found = warnings_of(record_of(meeting))
    return [w for w in found if w.key not in said], [(w, said[w.key]) for w in found if w.key in said]
