from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from meetings.models import AgendaItem, Meeting
from meetings.permissions import can_edit_meeting, can_edit_minutes, can_join_meeting
from meetings.progress import progress_of, to_agree_at
from meetings.quorum import quorum_of
from meetings.restricting import veiled
from meetings.roll import roll_groups
from organisations.roles import roles_of

OUTSTANDING = AgendaItem.Kind.OUTSTANDING_ACTIONS
CONTENTS_FROM = 4
"""Fewer items than this need no list of contents."""


@require_safe
def meeting_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A meeting with its minutes, or, for who may not read those yet, its date, venue and agenda."""
    known = Meeting.objects.visible_to(request.user)
    for_page = known.with_minutes_for(request.user).for_minutes_page().prefetch_related("items__themes")
    readable = for_page.filter(pk=pk).first()
    meeting = readable or get_object_or_404(known.select_related("board"), pk=pk)
    more = _what_readers_see(request, meeting) if readable else _what_others_see(request, meeting)
    context = _what_all_see(request, meeting) | more
    return render(request, "meetings/meeting_detail.html", {**context, "can_read": readable is not None})


def _what_all_see(request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
    known = Meeting.objects.visible_to(request.user)
    is_coming = meeting.held_on >= timezone.localdate()
    return {
        "meeting": meeting,
        "board": meeting.board,
        "documents": meeting.documents.visible_to(request.user),
        "is_coming": is_coming,
        "can_join": is_coming and can_join_meeting(request.user, meeting),
        "reads_at": "circulated" if meeting.board_id in roles_of(request.user).member else "approved",
        "can_edit": can_edit_meeting(request.user, meeting),
        "previous": known.before(meeting).select_related(None).only("held_on").first(),
        "next": known.after(meeting).select_related(None).only("held_on").first(),
    }


def _what_others_see(request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
    return {"items": veiled(meeting.items.select_related("presenter").prefetch_related("themes"), request.user)}


def _what_readers_see(request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
    items = veiled(meeting.items.all(), request.user)
    can_write = can_edit_minutes(request.user, meeting)
    return {
        "items": items,
        "groups": roll_groups(meeting.board, meeting.attendance.all()),
        "quorum": quorum_of(meeting.board, meeting.attendance.all()),
        "has_paragraphs": any(item.minutes.all() for item in items),
        "has_contents": len(items) >= CONTENTS_FROM,
        "can_write": can_write,
        "is_editing": can_write and "edit" in request.GET,
        "lists_outstanding": any(item.kind == OUTSTANDING and not item.is_deferred for item in items),
        "is_draft": meeting.minutes_stage == Meeting.Stage.DRAFTING,
        "progress": progress_of(meeting, items, request.user, on=timezone.localdate()),
        "awaiting": to_agree_at(meeting, items, request.user, on=timezone.localdate()),
    }
