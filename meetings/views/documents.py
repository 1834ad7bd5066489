from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from meetings.downloads import as_download
from meetings.forms import PaperForm
from meetings.models import Document, Meeting
from meetings.services import add_paper, change_paper, delete_paper
from meetings.views.finding import IN_PLACE, edit_address, find_open_meeting, find_paper, signed_in
from organisations.forms.refusals import add_refusal


@require_http_methods(["GET", "HEAD", "POST"])
def document_add(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = find_open_meeting(request, pk)
    form = PaperForm(
        request.POST or None, request.FILES or None, meeting=meeting, initial={"item": _item_asked_for(request)}
    )
    if request.method == "POST" and form.is_valid():
        try:
            paper = add_paper(meeting, at=timezone.now(), by=signed_in(request), **form.given())
        except ValidationError as error:
            add_refusal(form, error)
        else:
            messages.success(request, f"“{paper.title}” was added.", extra_tags=IN_PLACE)
            return redirect(_where_it_is(request, paper))
    return _draw(request, form, meeting, page_title=f"Add a paper to {meeting}", submit_label="Add the paper")


@require_http_methods(["GET", "HEAD", "POST"])
def document_edit(request: HttpRequest, pk: int) -> HttpResponse:
    paper = find_paper(request, pk)
    form = PaperForm(
        request.POST or None,
        request.FILES or None,
        meeting=paper.meeting,
        paper=paper,
        initial={"title": paper.title, "item": paper.item_id, "state": paper.state},
    )
    if request.method == "POST" and form.is_valid():
        try:
            change_paper(paper, by=signed_in(request), **form.given())
        except ValidationError as error:
            add_refusal(form, error)
        else:
            messages.success(request, f"“{paper.title}” was saved.", extra_tags=IN_PLACE)
            return redirect(_where_it_is(request, paper))
    return _draw(request, form, paper.meeting, page_title="Edit paper")


@require_http_methods(["GET", "HEAD", "POST"])
def document_delete(request: HttpRequest, pk: int) -> HttpResponse:
    paper = find_paper(request, pk)
    back, problem, text = _where_it_is(request, paper), "", paper.title
    if request.method == "POST":
        try:
            delete_paper(paper, by=signed_in(request))
        except ValidationError as error:
            problem = " ".join(error.messages)
        else:
            messages.success(request, f"“{text}” was deleted.", extra_tags=IN_PLACE)
            return redirect(back)
    if paper.has_file:
        text = f"{text}\n{paper.file_name}"
    return render(
        request,
        "meetings/confirm_delete.html",
        {
            "meeting": paper.meeting,
            "page_title": "Delete this paper?",
            "text": text,
            "problem": problem,
            "cancel_address": back,
        },
    )


@require_safe
def document_download(request: HttpRequest, pk: int) -> HttpResponse:
    document = get_object_or_404(Document.objects.visible_to(request.user).select_related("content"), pk=pk)
    if not document.has_file:
        raise Http404
    return as_download(document.file_name, document.content.data)


def _item_asked_for(request: HttpRequest) -> int | None:
    asked = request.GET.get("item", "")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 19 else None


def _where_it_is(request: HttpRequest, paper: Document) -> str:
    if request.GET.get("from") == "agenda":
        anchor = f"item-{paper.item_id}" if paper.item_id else "documents"
        return edit_address(paper.meeting, anchor, request=request)
    return f"{paper.meeting.get_absolute_url()}#documents"


def _draw(request: HttpRequest, form: PaperForm, meeting: Meeting, *, page_title: str, **more: str) -> HttpResponse:
    from_agenda = request.GET.get("from") == "agenda"
    back = edit_address(meeting, "documents", request=request) if from_agenda else meeting.get_absolute_url()
    context = {"meeting": meeting, "form": form, "page_title": page_title, "cancel_address": back, **more}
    return render(request, "meetings/meeting_form.html", context)
