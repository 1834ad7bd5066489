from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from meetings.forms import PaperForm
from meetings.models import Document
from meetings.services import add_paper
from meetings.services.documents import safe_file_name, safe_media_type
from meetings.views.finding import IN_PLACE, find_meeting_to_edit, signed_in
from organisations.forms.refusals import add_refusal


@require_http_methods(["GET", "POST"])
def document_add(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = find_meeting_to_edit(request, pk)
    form = PaperForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            paper = add_paper(
                meeting,
                title=form.cleaned_data["title"],
                file_name=file.name,
                data=file.read(),
                at=timezone.now(),
                by=signed_in(request),
            )
        except ValidationError as error:
            add_refusal(form, error)
        else:
            messages.success(request, f"“{paper.title}” was added.", extra_tags=IN_PLACE)
            return redirect(f"{meeting.get_absolute_url()}#documents")
    return render(
        request,
        "meetings/meeting_form.html",
        {
            "meeting": meeting,
            "form": form,
            "page_title": f"Add a paper to {meeting}",
            "submit_label": "Add the paper",
            "cancel_address": meeting.get_absolute_url(),
        },
    )


@require_safe
def document_download(request: HttpRequest, pk: int) -> HttpResponse:
    """Always saved, never opened by the browser in our name, and of a type known from its ending alone."""
    document = get_object_or_404(Document.objects.visible_to(request.user).select_related("content"), pk=pk)
    name = safe_file_name(document.file_name)
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(
        bytes(document.content.data),
        content_type=safe_media_type(name),
        headers={
            "Content-Disposition": disposition or "attachment",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-cache",
        },
    )
