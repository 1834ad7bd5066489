from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from actions.services import tag_meeting
from meetings.views.finding import find_meeting_to_edit
from organisations.forms.refusals import add_refusal
from organisations.models import Theme
from rr3tracker.themes.meeting import MeetingThemesForm, items_to_tag

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from actions.services import Tagged


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_themes(request: HttpRequest, pk: int) -> HttpResponse:
    """Of any meeting, its minutes approved or not: themes are not part of them."""
    meeting = find_meeting_to_edit(request, pk)
    form = MeetingThemesForm(
        request.POST if request.method == "POST" else None,
        items=items_to_tag(meeting),
        themes=Theme.objects.offered_by(meeting.board),
    )
    if form.is_valid():
        try:
            tagged = tag_meeting(meeting, items=form.tagging("item"), actions=form.tagging("action"))
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, said_of(tagged))
            return redirect(meeting)
    context = {
        "meeting": meeting,
        "form": form,
        "page_title": f"Themes of {meeting}",
        "submit_label": "Save the themes",
        "cancel_address": meeting.get_absolute_url(),
    }
    return render(request, "rr3tracker/meeting_themes.html", context)


def said_of(tagged: Tagged) -> str:
    changed = [
        f"{number} {what}{'' if number == 1 else 's'}"
        for number, what in ((tagged.items, "item"), (tagged.actions, "action"))
        if number
    ]
    if not changed:
        return "The themes are as they were."
    return f"The themes of {' and '.join(changed)} were changed."
