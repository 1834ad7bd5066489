from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from meetings.forms import RollForm
from meetings.roll_offer import RollOffers, people_to_add
from meetings.services import roll_version, save_roll
from meetings.views.finding import IN_PLACE, find_open_meeting, signed_in
from organisations.forms.refusals import add_refusal
from organisations.models import Board, Organisation, Person


@require_http_methods(["GET", "POST"])
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
        ),
        initial={"version": roll_version(offers.rows)},
    )
    if request.method == "POST" and "add_line" not in request.POST and form.is_valid():
        try:
            save_roll(meeting, form.lines(), version=form.cleaned_data["version"], by=signed_in(request))
        except ValidationError as error:
            add_refusal(form, error)
            form.take_version(roll_version(meeting.attendance.all()))
        else:
            messages.success(request, "The roll was saved.", extra_tags=IN_PLACE)
            return redirect(f"{meeting.get_absolute_url()}#roll")
    return render(request, "meetings/roll_form.html", {"meeting": meeting, "form": form})
