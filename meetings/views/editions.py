from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from meetings.models import Meeting, MinutesEdition
from meetings.permissions import can_read_minutes
from meetings.restricting import content_for
from meetings.writing import content_of, plain_text
from meetings.writing.edition_changes import compare_contents

NOW = "now"


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
    kept = content_for(request.user, edition.meeting, edition.content)
    text = edition.text if kept is edition.content else plain_text(kept)
    context = {
        "meeting": edition.meeting,
        "edition": edition,
        "roll": kept["roll"],
        "items": kept["items"],
        "text": text,
    }
    return render(request, "meetings/edition_detail.html", context)


@require_safe
def edition_changes(request: HttpRequest, pk: int, edition_pk: int) -> HttpResponse:
    """Between the edition and another that the reader may see, or what the minutes say now: ``?to=``."""
    visible = MinutesEdition.objects.visible_to(request.user).filter(meeting=pk)
    edition = get_object_or_404(visible.select_related("meeting__board"), pk=edition_pk)
    others = list(visible.exclude(pk=edition.pk).defer("content", "text").order_by("-pk"))
    may_read_now = can_read_minutes(request.user, edition.meeting)
    choices = [NOW] * may_read_now + [str(other.pk) for other in others]
    to = request.GET.get("to") or (choices[0] if choices else "")
    if to not in choices:
        raise Http404
    other = next((other for other in others if str(other.pk) == to), None)
    earlier, later = (other, edition) if other and other.pk < edition.pk else (edition, other)
    after = later.content if later else content_of(edition.meeting)
    context = {
        "meeting": edition.meeting,
        "edition": edition,
        "earlier": earlier,
        "later": later,
        "others": others,
        "may_read_now": may_read_now,
        "to": to,
        "changes": compare_contents(
            *(content_for(request.user, edition.meeting, content) for content in (earlier.content, after))
        ),
    }
    return render(request, "meetings/edition_changes.html", context)
