"""The register as it stood at the end of a day, or when a meeting began: ``?as_at=2026-03-05``, ``?as_at=meeting-12``."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from actions.addresses import register_address
from actions.chips import chips_of
from actions.csv import csv_lines
from actions.filter_choices import board_choices
from actions.filters_as_at import AsAtFilter
from actions.forms.as_at import AS_AT, AT_MEETING, AsAtForm, address_of, past_meetings, words_for
from actions.models import Action
from actions.models.as_at import day_of, was_overdue
from actions.rows import rows_then
from actions.standing import standing_then

ROWS_ON_A_PAGE = 50
DEFAULT_SORT = "due"


def asked_as_at(request: HttpRequest) -> AsAtForm | None:
    """What the address asks for; None where it asks for today."""
    query, today = request.GET, timezone.localdate()
    if not (query.get(AS_AT, "").strip() or query.get(AT_MEETING)):
        return None
    boards = [slug for slug, _ in board_choices(request.user)]
    chosen = [slug for slug in boards if len(boards) == 1 or slug in query.getlist("board")]
    return AsAtForm(query, meetings=past_meetings(request.user, query, boards=chosen, today=today), today=today)


def kept_filters(query: QueryDict) -> list[tuple[str, str]]:
    """The filters of an address that another moment is asked for with."""
    names = ("sort", *AsAtFilter.base_filters)
    return [(name, value) for name in names for value in query.getlist(name) if value]


def list_as_at(request: HttpRequest, as_at: AsAtForm) -> HttpResponse:
    """An address that sends the form's own field for a meeting goes to the one that names it, which is the same for links."""
    moment = as_at.moment
    keeps = kept_filters(request.GET)
    today_address = register_address(all=True, **_by_name(keeps))
    if moment is None:
        return render(
            request,
            "actions/action_list_as_at.html",
            {"as_at": as_at, "as_at_keeps": keeps, "words": "", "today_address": today_address},
        )
    if AT_MEETING in request.GET:
        return redirect(register_address(as_at=address_of(moment), **_by_name(keeps)))
    on, query = day_of(moment), request.GET
    found = AsAtFilter(query, user=request.user, moment=moment, on=on)
    counts = found.qs.aggregate(total=Count("pk"), overdue=Count("pk", filter=was_overdue(on=on)))
    sort = query.get("sort", "")
    paginator = Paginator(found.qs.sorted_as_at(sort or DEFAULT_SORT).values_list("pk", flat=True), ROWS_ON_A_PAGE)
    paginator.count = counts["total"]  # counted already, with the overdue ones
    page = paginator.get_page(query.get("page"))
    shown = Action.objects.filter(pk__in=list(page)).as_at(moment).with_register_columns()
    context = {
        "as_at": as_at,
        "as_at_keeps": keeps,
        "words": words_for(moment),
        "moment": address_of(moment),
        "today_address": today_address,
        "all_address": register_address(as_at=address_of(moment)),
        "filter": found,
        "query": query,
        "chips": chips_of(found.form, query),
        "sort": sort,
        "default_sort": DEFAULT_SORT,
        "page": page,
        "rows": rows_then(shown.sorted_as_at(sort or DEFAULT_SORT).with_paragraph_for(request.user), on=on),
        "more_in_force": any(query.get(name) for name in found.filters if name not in ("q", "state")),
        **counts,
    }
    return render(request, "actions/action_list_as_at.html", context)


def csv_as_at(request: HttpRequest, as_at: AsAtForm) -> HttpResponseBase:
    moment = as_at.moment
    found = moment and AsAtFilter(request.GET, user=request.user, moment=moment, on=day_of(moment))
    if not moment or not found or not found.form.is_valid():
        return redirect(f"{register_address()}?{request.GET.urlencode()}")
    sort = request.GET.get("sort") or DEFAULT_SORT
    actions = found.qs.with_register_columns().sorted_as_at(sort).with_paragraph_for(request.user)
    return StreamingHttpResponse(
        csv_lines(actions, on=day_of(moment), stood=standing_then),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="actions-as-at-{address_of(moment)}.csv"'},
    )


def _by_name(pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    by_name: dict[str, list[str]] = {}
    for name, value in pairs:
        by_name.setdefault(name, []).append(value)
    return by_name
