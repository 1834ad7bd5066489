from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from meetings.forms.filters import MeetingFilter
from meetings.models import Meeting
from organisations.permissions import is_secretariat

ROWS = 50


@dataclass(frozen=True, slots=True)
class Group:
    heading: str
    meetings: list[Meeting]


@require_safe
def meeting_list(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    known = Meeting.objects.visible_to(request.user)
    found = MeetingFilter(request.GET, queryset=known.coming_first(on=today), user=request.user)
    page = Paginator(found.qs, ROWS).get_page(request.GET.get("page"))
    return render(
        request,
        "meetings/meeting_list.html",
        {
            "filter": found,
            "page": page,
            "groups": by_year(page.object_list, today=today),
            "is_filtered": any(request.GET.get(name) for name in found.filters),
            "can_add": is_secretariat(request.user),
        },
    )


def by_year(meetings: Iterable[Meeting], *, today: dt.date) -> list[Group]:
    """Coming meetings under a heading of their own, the rest under their years, in the order given."""

    def heading(meeting: Meeting) -> str:
        return "Coming meetings" if meeting.held_on >= today else str(meeting.held_on.year)

    return [Group(name, list(rows)) for name, rows in groupby(meetings, heading)]
