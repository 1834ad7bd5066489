from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from actions.forms.as_at import AS_AT, AT_MEETING, AsAtForm
from organisations.models import Board
from organisations.permissions import has_role_on_board
from rr3tracker.summary.choosing import SINCE, SINCE_MEETING, SinceForm
from rr3tracker.summary.meetings import held_by, known_meetings
from rr3tracker.summary.moment import Then, period_to
from rr3tracker.summary.page import summary_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def board_summary(request: HttpRequest, slug: str) -> HttpResponse:
    """For whoever has a role on the board, also where its minutes are public. An address that sends the form's own fields for
    a meeting goes to the one that names it, which is the same for links.
    """
    user, today = request.user, timezone.localdate()
    board = get_object_or_404(Board.objects.visible_to(user).for_board_page(), slug=slug)
    if not has_role_on_board(user, board):
        raise Http404
    known = known_meetings(board, user)
    offered = [meeting for meeting in known if meeting.held_on <= today]
    as_at = AsAtForm(request.GET, meetings=offered, today=today)
    then = Then(as_at.moment, today)
    since = SinceForm(request.GET, meetings=offered, last=then.on)
    context: dict[str, Any] = {
        "board": board,
        "as_at": as_at,
        "since": since,
        "summary": None,
        "today_address": address(board),
    }
    if (as_at.is_asked and not as_at.moment) or (since.is_asked and not since.moment):
        return render(request, "rr3tracker/summary/board_summary.html", context)
    period = period_to(then, chosen=since.moment, held=held_by(known, then))
    if AT_MEETING in request.GET or SINCE_MEETING in request.GET:
        return redirect(address(board, **{AS_AT: then.address, SINCE: period.address}))
    context["summary"] = summary_of(board, user, then, period, known)
    return render(request, "rr3tracker/summary/board_summary.html", context)


def address(board: Board, **asked: str) -> str:
    query = urlencode({name: value for name, value in asked.items() if value})
    return reverse("board_summary", args=[board.slug]) + (f"?{query}" if query else "")
