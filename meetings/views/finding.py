"""Find, and permit: a meeting that the user may not know of is not found, one that is not theirs to change refused."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from meetings.models import AgendaItem, Document, Meeting, Minute
from meetings.permissions import can_edit_meeting
from meetings.services import LOCKED
from organisations.models import User

IN_PLACE = "in-place"
"""For a message on a page that is opened at what was changed: templates/partials/messages.html leaves it there."""


def find_meeting_to_edit(request: HttpRequest, pk: int) -> Meeting:
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).select_related("board"), pk=pk)
    if not can_edit_meeting(request.user, meeting):
        raise PermissionDenied
    return meeting


def find_open_meeting(request: HttpRequest, pk: int) -> Meeting:
    """One whose minutes still change."""
    meeting = find_meeting_to_edit(request, pk)
    if meeting.is_locked:
        raise PermissionDenied(LOCKED)
    return meeting


def find_item(request: HttpRequest, pk: int, item_pk: int) -> AgendaItem:
    meeting = find_open_meeting(request, pk)
    item = get_object_or_404(AgendaItem, pk=item_pk, meeting=meeting)
    item.meeting = meeting
    return item


def find_minute(request: HttpRequest, pk: int, item_pk: int, minute_pk: int) -> Minute:
    item = find_item(request, pk, item_pk)
    minute = get_object_or_404(Minute, pk=minute_pk, item=item)
    minute.item = item
    return minute


def find_paper(request: HttpRequest, pk: int) -> Document:
    """A paper of a meeting whose minutes still change. The source of the minutes is not one."""
    papers = Document.objects.visible_to(request.user).filter(kind=Document.Kind.PAPER)
    paper = get_object_or_404(papers.select_related("item"), pk=pk)
    paper.meeting = find_open_meeting(request, paper.meeting_id)
    return paper


def edit_address(meeting: Meeting, anchor: str, *, request: HttpRequest | None = None) -> str:
    """The minutes with the links that change them, at what was just changed; or the agenda, for who came from there."""
    if request and request.GET.get("from") == "agenda":
        return f"{reverse('meetings:agenda', args=[meeting.pk])}?edit=1#{anchor}"
    return f"{meeting.get_absolute_url()}?edit=1#{anchor}"


def signed_in(request: HttpRequest) -> User:
    """Who is acting, once the view has permitted it."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
