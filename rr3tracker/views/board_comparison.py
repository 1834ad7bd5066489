from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from actions import rag
from actions.models import conditions
from organisations.dates import write_date
from rr3tracker.oversight.comparison import BY_NAME, WORST, comparison_of
from rr3tracker.oversight.comparison_csv import write_comparison

if TYPE_CHECKING:
    from django.http import HttpRequest

    from organisations.models import User


@require_safe
def board_comparison(request: HttpRequest) -> HttpResponse:
    """The boards on which the reader has a role, side by side; ``?sort=name``, else the worst first."""
    today, sort = timezone.localdate(), _sort_of(request)
    context = {
        "comparison": comparison_of(_signed_in(request), on=today, sort=sort),
        "sort": sort,
        "today": write_date(today),
        "rule": rag.RULE,
        "due_soon_days": conditions.DUE_SOON_DAYS,
    }
    return render(request, "rr3tracker/board_comparison.html", context)


@require_safe
def board_comparison_csv(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    name = f"boards-{today.isoformat()}.csv"
    response = HttpResponse(
        content_type="text/csv; charset=utf-8", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
    write_comparison(response, comparison_of(_signed_in(request), on=today, sort=_sort_of(request)))
    return response


def _signed_in(request: HttpRequest) -> User:
    if not request.user.is_authenticated:
        raise PermissionDenied
    return request.user


def _sort_of(request: HttpRequest) -> str:
    return BY_NAME if request.GET.get("sort") == BY_NAME else WORST
