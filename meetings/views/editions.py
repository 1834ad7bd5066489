from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from meetings.models import Meeting, MinutesEdition


@require_safe
def edition_list(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).select_related("board"), pk=pk)
    editions = MinutesEdition.objects.visible_to(request.user).filter(meeting=meeting).for_list()
    return render(request, "meetings/edition_list.html", {"meeting": meeting, "editions": editions})


@require_safe
def edition_detail(request: HttpRequest, pk: int, edition_pk: int) -> HttpResponse:
    """Drawn from what the edition keeps, and from nothing that has changed since."""
    visible = MinutesEdition.objects.visible_to(request.user)
    edition = get_object_or_404(visible.select_related("meeting__board"), pk=edition_pk, meeting=pk)
    kept = edition.content
    context = {"meeting": edition.meeting, "edition": edition, "roll": kept["roll"], "items": kept["items"]}
    return render(request, "meetings/edition_detail.html", context)
