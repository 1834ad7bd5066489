"""The register of actions. Its address is its state: the same address shows the same list.

The bare address lists the open actions, for that is what a register is opened for; an address with a query lists what
the query says and nothing is added to it. So `?state=` is every action, open or closed, and the
links of other pages (`?board=rr3&status=complete`) count exactly what they name.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from actions.addresses import register_address
from actions.chips import chips_of
from actions.csv import csv_lines
from actions.figures import counted
from actions.filters import ActionFilter
from actions.forms.as_at import AsAtForm
from actions.models import Action, conditions
from actions.permissions import boards_to_change, can_add_actions
from actions.rows import rows_of
from actions.views.register_as_at import asked_as_at, csv_as_at, kept_filters, list_as_at

if TYPE_CHECKING:
    from actions.models import ActionQuerySet

ROWS_ON_A_PAGE = 50
DEFAULT_SORT = "due"


def query_of(request: HttpRequest) -> QueryDict:
    return request.GET if request.GET else QueryDict("state=open")


@require_safe
def action_list(request: HttpRequest) -> HttpResponse:
    if as_at := asked_as_at(request):
        return list_as_at(request, as_at)
    today, query = timezone.localdate(), query_of(request)
    found = ActionFilter(query, user=request.user, on=today)
    total, overdue = _count(found.qs, on=today)
    sort = query.get("sort", "")
    # Keys are sorted, and the rows of one page fetched: to sort twenty thousand whole rows takes three times as long.
    paginator = Paginator(found.qs.sorted_by(sort or DEFAULT_SORT).values_list("pk", flat=True), ROWS_ON_A_PAGE)
    paginator.count = total  # counted already, with the overdue ones
    page = paginator.get_page(query.get("page"))
    shown = Action.objects.filter(pk__in=list(page)).for_register(sort or DEFAULT_SORT)
    rows = rows_of(shown.with_paragraph_for(request.user).with_slips(request.user), on=today)
    context = {
        "filter": found,
        "query": query,
        "chips": chips_of(found.form, query),
        "sort": sort,
        "default_sort": DEFAULT_SORT,
        "page": page,
        "rows": rows,
        "total": total,
        "overdue": overdue,
        "more_in_force": _uses_more(found, query),
        "any_at_all": total > 0 or found.queryset.exists(),
        "can_add": can_add_actions(request.user),
        "can_choose": boards_to_change(request.user, (row.action for row in rows)),
        "all_address": register_address(all=True),
        "as_at": AsAtForm(QueryDict(), meetings=None, today=today),
        "as_at_keeps": kept_filters(query),
    }
    return render(request, "actions/action_list.html", context)


@require_safe
def action_csv(request: HttpRequest) -> HttpResponseBase:
    """The list as a file. An address that the list finds fault with goes to the list, which says so."""
    if as_at := asked_as_at(request):
        return csv_as_at(request, as_at)
    today, query = timezone.localdate(), query_of(request)
    found = ActionFilter(query, user=request.user, on=today)
    if not found.form.is_valid():
        return redirect(f"{register_address()}?{query.urlencode()}")
    actions = found.qs.for_register(query.get("sort") or DEFAULT_SORT).with_paragraph_for(request.user)
    lines = csv_lines(actions.with_slips(request.user).with_first_due(request.user), on=today)
    return StreamingHttpResponse(
        lines,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="actions-{today.isoformat()}.csv"'},
    )


def _count(actions: ActionQuerySet, *, on: dt.date) -> tuple[int, int]:
    found = actions.aggregate(total=Count("pk"), overdue=counted(conditions.is_overdue(on=on)))
    return found["total"], found["overdue"]


def _uses_more(found: ActionFilter, query: QueryDict) -> bool:
    """Whether a filter of the folded part of the panel is in force: then it is unfolded."""
    return any(query.getlist(name) != [""] and query.getlist(name) for name in set(found.filters) - QUICK)


QUICK = {"q", "state", "mine"}
"""The filters that the panel always shows."""
