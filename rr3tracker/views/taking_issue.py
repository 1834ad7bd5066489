from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from meetings.models import MEMBERS_SEE
from meetings.views.finding import find_open_meeting, signed_in
from rr3tracker.taking.giving_out import to_give_out
from rr3tracker.taking.issuing import issue_actions
from rr3tracker.taking.unasked import no_longer_asked_for
from rr3tracker.taking.understanding import Understanding

if TYPE_CHECKING:
    from rr3tracker.taking.issuing import Issued


@require_http_methods(["GET", "HEAD", "POST"])
def taking_issue(request: HttpRequest, pk: int) -> HttpResponse:
    """What will be put on the register and given to the board, who will see it, and the button that does it."""
    meeting = find_open_meeting(request, pk)
    errors: list[str] = []
    if request.method == "POST":
        try:
            issued = issue_actions(meeting, by=signed_in(request), at=timezone.now())
        except ValidationError as error:
            errors = error.messages
        else:
            messages.success(request, _what_happened(issued))
            return redirect("taking", pk=meeting.pk)
    items, given_out = Understanding(meeting).items(), to_give_out(meeting)
    context = {
        "meeting": meeting,
        "items": items,
        "errors": errors,
        "actions": sum(len(item.to_raise) for item in items),
        "reports": sum(len(item.to_report) for item in items),
        "to_give_out": given_out,
        "unasked": no_longer_asked_for(items),
        "is_early": meeting.minutes_stage not in MEMBERS_SEE,
        "is_restricted": given_out.is_restricted or any(i.to_raise and i.item.is_restricted for i in items),
    }
    return render(request, "rr3tracker/taking_issue.html", context, status=422 if errors else 200)


def _what_happened(issued: Issued) -> str:
    raised, reported = len(issued.raised), len(issued.reported)
    new = {action.pk for action in issued.raised}
    earlier = sum(issue.action_id not in new for issue in issued.given_out)
    said = [f"{_count(raised, 'action')} and {_count(reported, 'report')} were issued."] if raised or reported else []
    if earlier:
        said.append(f"The board has the present wording of {_count(earlier, 'action')} raised before.")
    return " ".join(said) or "There was nothing to issue."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
