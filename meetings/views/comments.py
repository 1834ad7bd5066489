from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from meetings.forms.issuing import CommentForm, ResolveForm
from meetings.models import Meeting, Minute, MinuteComment
from meetings.permissions import can_comment, can_edit_meeting, can_edit_minutes
from meetings.services.comments import make_comment, resolve_comment
from meetings.views.finding import IN_PLACE, find_meeting_to_edit, signed_in
from organisations.forms.refusals import add_refusal


@require_safe
def comment_list(request: HttpRequest, pk: int) -> HttpResponse:
    """By paragraph: one's own, and for the secretariat everybody's."""
    readable = Meeting.objects.visible_to(request.user).with_minutes_for(request.user)
    meeting = get_object_or_404(readable.select_related("board"), pk=pk)
    return render(
        request,
        "meetings/comment_list.html",
        {
            "meeting": meeting,
            "comments": MinuteComment.objects.visible_to(request.user).of_meeting(meeting),
            "can_edit": can_edit_meeting(request.user, meeting),
            "can_write": can_edit_minutes(request.user, meeting),
            "can_comment": can_comment(request.user, meeting, on=timezone.localdate()),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def comment_add(request: HttpRequest, pk: int, item_pk: int, minute_pk: int) -> HttpResponse:
    visible = Minute.objects.visible_to(request.user).select_related("item__meeting__board")
    minute = get_object_or_404(visible, pk=minute_pk, item=item_pk, item__meeting=pk)
    meeting = minute.item.meeting
    if not can_comment(request.user, meeting, on=timezone.localdate()):
        raise PermissionDenied("Comments are for those who were present, until the last day for them.")
    form = CommentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            make_comment(minute, text=form.cleaned_data["text"], at=timezone.now(), by=signed_in(request))
        except ValidationError as error:
            add_refusal(form, error)
        else:
            messages.success(request, "Your comment was sent to the secretariat.", extra_tags=IN_PLACE)
            return redirect(minute)
    return render(
        request,
        "meetings/comment_form.html",
        {
            "form": form,
            "minute": minute,
            "page_title": f"Comment on {minute.citation}",
            "submit_label": "Send the comment",
            "cancel_address": minute.get_absolute_url(),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def comment_resolve(request: HttpRequest, pk: int, comment_pk: int) -> HttpResponse:
    meeting = find_meeting_to_edit(request, pk)
    comments = MinuteComment.objects.visible_to(request.user).of_meeting(meeting)
    comment = get_object_or_404(comments, pk=comment_pk)
    form = ResolveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            resolve_comment(
                comment, outcome=typed["outcome"], answer=typed["answer"], at=timezone.now(), by=signed_in(request)
            )
        except ValidationError as error:
            add_refusal(form, error)
        else:
            messages.success(request, "The comment was resolved.", extra_tags=IN_PLACE)
            return redirect(comment)
    return render(
        request,
        "meetings/comment_form.html",
        {
            "form": form,
            "minute": comment.minute,
            "comment": comment,
            "can_write": not meeting.is_locked,
            "page_title": f"Resolve a comment on {comment.minute.citation}",
            "submit_label": "Save",
            "cancel_address": comment.get_absolute_url(),
        },
    )
