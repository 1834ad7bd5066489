from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from meetings.forms import RollForm
from meetings.guests import GuestReader
from meetings.roll_offer import RollOffers, people_to_add
from meetings.services import Added, roll_version, take_roll
from meetings.views.finding import IN_PLACE, find_open_meeting, signed_in
from organisations.forms.refusals import add_refusal
from organisations.models import Board, Organisation, Person


@require_http_methods(["GET", "HEAD", "POST"])
def roll_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """One page for the whole roll. "Add" only draws one more row: nothing is saved before "Save"."""
    meeting = find_open_meeting(request, pk)
    offers = RollOffers(meeting, is_held=meeting.held_on <= timezone.localdate())
    by_organisation = meeting.board.attendance_of == Board.AttendanceOf.ORGANISATIONS
    form = RollForm(
        request.POST if request.method == "POST" else None,
        offers=offers,
        choices=people_to_add(
            meeting,
            Person.objects.visible_to(request.user).select_related("organisation"),
            Organisation.objects.visible_to(request.user) if by_organisation else [],
            deputies=offers.deputies,
        ),
        reader=GuestReader(meeting),
        initial={"version": roll_version(offers.rows)},
    )
    if request.method == "POST" and "add_line" not in request.POST and form.is_valid():
        try:
            added = take_roll(meeting, form.lines(), version=form.cleaned_data["version"], by=signed_in(request))
        except ValidationError as error:
            add_refusal(form, error)
            form.take_version(roll_version(meeting.attendance.all()))
        else:
            messages.success(request, f"The roll was saved.{_count(form)}{_new(added)}", extra_tags=IN_PLACE)
            return redirect(f"{meeting.get_absolute_url()}#roll")
    return render(request, "meetings/roll_form.html", {"meeting": meeting, "form": form, "is_held": offers.is_held})


def _count(form: RollForm) -> str:
    return f" {form.quorum}." if form.quorum.present or form.quorum.others else ""


def _new(added: Added) -> str:
    """Whom the roll added to the directory, for the secretary to see and put right."""
    said = ""
    if added.people:
        said += f" Added to the people: {'; '.join(person.name for person in added.people)}."
    if added.organisations:
        said += f" Added to the organisations: {'; '.join(row.name for row in added.organisations)}."
    return said
