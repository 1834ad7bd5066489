"""The register of recommendations, and the page of each. The register's address is its state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from actions.chips import chips_of
from actions.figures import counted
from actions.models import Addressee, Recommendation
from actions.models.addressed import is_overdue, was_overdue
from actions.permissions import can_edit_advice
from actions.recommendations.addresses import recommendations_address
from actions.recommendations.csv import csv_lines
from actions.recommendations.filters import RecommendationFilter
from actions.recommendations.page import recommendation_page
from actions.recommendations.rows import asked_rows, with_columns
from organisations.permissions import is_secretariat

if TYPE_CHECKING:
    from actions.models.addressed import AddresseeQuerySet

ROWS_ON_A_PAGE = 50
DEFAULT_SORT = "-given"
QUICK = {"q", "overdue"}


@require_safe
def recommendation_list(request: HttpRequest) -> HttpResponse:
    today, query = timezone.localdate(), request.GET
    found = RecommendationFilter(query, user=request.user, on=today)
    day = found.day or today
    late = was_overdue(on=day) if found.day else is_overdue(on=day)
    total = found.qs.aggregate(
        asked=Count("pk"), recommendations=Count("recommendation", distinct=True), overdue=counted(late)
    )
    sort = query.get("sort", "")
    keys = found.qs.sorted_by(sort or DEFAULT_SORT, answer=found.standing).values_list("pk", flat=True)
    paginator = Paginator(keys, ROWS_ON_A_PAGE)
    paginator.count = total["asked"]
    page = paginator.get_page(query.get("page"))
    shown = Addressee.objects.filter(pk__in=list(page))
    context = {
        "filter": found,
        "query": query,
        "chips": chips_of(found.form, query, bare=""),
        "sort": sort,
        "default_sort": DEFAULT_SORT,
        "page": page,
        "rows": asked_rows(_ordered(shown, found, sort), on=day),
        "total": total,
        "day": found.day,
        "more_in_force": any(query.getlist(name) not in ([], [""]) for name in set(found.filters) - QUICK),
        "any_at_all": total["asked"] > 0 or found.queryset.exists(),
        "can_add": is_secretariat(request.user),
        "all_address": recommendations_address(),
    }
    return render(request, "actions/recommendation_list.html", context)


def _ordered(rows: AddresseeQuerySet, found: RecommendationFilter, sort: str) -> AddresseeQuerySet:
    stood = rows.as_at(found.day) if found.day else rows
    return with_columns(stood.sorted_by(sort or DEFAULT_SORT, answer=found.standing))


@require_safe
def recommendation_csv(request: HttpRequest) -> HttpResponseBase:
    """The list as a file. An address that the list finds fault with goes to the list, which says so."""
    today, query = timezone.localdate(), request.GET
    found = RecommendationFilter(query, user=request.user, on=today)
    if not found.form.is_valid():
        return redirect(f"{recommendations_address()}?{query.urlencode()}")
    day = found.day or today
    rows = with_columns(found.qs.sorted_by(query.get("sort") or DEFAULT_SORT, answer=found.standing))
    return StreamingHttpResponse(
        csv_lines(rows, on=day),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="recommendations-{day.isoformat()}.csv"'},
    )


@require_safe
def recommendation_detail(request: HttpRequest, pk: int) -> HttpResponse:
    fetched = ("advice__board", "advice__meeting", "raised_in__item__meeting")
    seen = Recommendation.objects.visible_to(request.user).select_related(*fetched)
    recommendation = get_object_or_404(seen, pk=pk)
    context = {
        "recommendation": recommendation,
        "page": recommendation_page(recommendation, request.user, on=timezone.localdate()),
        "can_edit": can_edit_advice(request.user, recommendation.advice),
    }
    return render(request, "actions/recommendation_detail.html", context)
