"""Approving the minutes of an earlier meeting, from the later one that agreed them."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from meetings.forms.issuing import MOST_AMENDMENTS, AmendmentFormSet, lines_of, paragraph_choices
from meetings.models import Meeting, Minute
from meetings.views.finding import find_meeting_to_edit, signed_in
from rr3tracker.taking.approving import approve


@require_http_methods(["GET", "HEAD", "POST"])
def approval(request: HttpRequest, pk: int) -> HttpResponse:
    """One button for each earlier meeting whose minutes wait: agreed as a correct record."""
    meeting = find_meeting_to_edit(request, pk)
    awaiting = Meeting.objects.editable_by(request.user).awaiting_approval_at(meeting)
    problem = ""
    if request.method == "POST":
        given = request.POST.get("minutes", "")
        minutes = awaiting.filter(pk=int(given)).first() if given.isdecimal() and len(given) < 19 else None
        if minutes is None:
            problem = "Those minutes do not wait to be approved."
        else:
            try:
                approve(minutes, at_meeting=meeting, at=timezone.now(), by=signed_in(request))
            except ValidationError as error:
                problem = " ".join(error.messages)
            else:
                return _approved(request, minutes, meeting)
    return render(request, "meetings/approval.html", {"meeting": meeting, "awaiting": awaiting, "problem": problem})


@require_http_methods(["GET", "HEAD", "POST"])
def approval_amend(request: HttpRequest, pk: int, minutes_pk: int) -> HttpResponse:
    """Agreed subject to amendments. "Add" only draws one more row: nothing is saved before "Approve"."""
    meeting = find_meeting_to_edit(request, pk)
    awaiting = Meeting.objects.editable_by(request.user).awaiting_approval_at(meeting)
    minutes = get_object_or_404(awaiting, pk=minutes_pk)
    paragraphs = list(
        Minute.objects.filter(item__meeting=minutes)
        .select_related("item")
        .order_by("item__position", "item", "position")
    )
    choices = paragraph_choices(paragraphs)
    adds = "add_line" in request.POST
    formset = AmendmentFormSet(
        request.POST if request.method == "POST" and not adds else None,
        initial=_typed(request.POST) if adds else None,
        form_kwargs={"choices": choices},
    )
    if formset.is_bound and formset.is_valid():
        try:
            approve(minutes, at_meeting=meeting, amendments=lines_of(formset), at=timezone.now(), by=signed_in(request))
        except ValidationError as error:
            formset.non_form_errors().extend(error.messages)
        else:
            return _approved(request, minutes, meeting)
    return render(
        request,
        "meetings/approval_amend.html",
        {
            "meeting": meeting,
            "minutes": minutes,
            "paragraphs": paragraphs,
            "formset": formset,
        },
    )


def _typed(posted: QueryDict) -> list[dict[str, str]]:
    """The rows as they were typed, to be drawn again above an empty one."""
    names = ("minute", "words", "read")
    rows = [{name: posted.get(f"form-{n}-{name}", "") for name in names} for n in range(MOST_AMENDMENTS)]
    return [row for row in rows if any(row.values())]


def _approved(request: HttpRequest, minutes: Meeting, meeting: Meeting) -> HttpResponse:
    messages.success(request, f"The minutes of {minutes.held_on:%-d %B %Y} are approved.")
    return redirect(meeting)
