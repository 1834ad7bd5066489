from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from organisations.models import Board
from organisations.permissions import has_role_on_board
from rr3tracker.oversight.lines import groups_of
from rr3tracker.oversight.periods import read_period
from rr3tracker.oversight.year import year_report
from rr3tracker.oversight.years import years_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def board_year(request: HttpRequest, slug: str) -> HttpResponse:
    """An effectiveness report for those who have a role on the board; ``?year=2025`` or ``?year=2025-26``."""
    today = timezone.localdate()
    board = get_object_or_404(Board.objects.visible_to(request.user), slug=slug)
    if not has_role_on_board(request.user, board):
        raise Http404
    years = years_of(board, request.user, today=today)
    asked = request.GET.get("year", "")
    period = read_period(asked, today=today) or years.latest
    report = year_report(board, request.user, period, today=today)
    context = {
        "report": report,
        "board": board,
        "period": period,
        "years": years,
        "groups": groups_of(report),
        "is_unknown": bool(asked) and period.key != asked.strip(),
    }
    return render(request, "rr3tracker/board_year.html", context)
