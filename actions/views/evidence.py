from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from actions.models import Evidence
from meetings.services.documents import safe_file_name, safe_media_type


@require_safe
def evidence_download(request: HttpRequest, pk: int) -> HttpResponse:
    """Always saved, never opened by the browser in our name, and of a type known from its ending alone."""
    evidence = get_object_or_404(Evidence.objects.visible_to(request.user).select_related("content"), pk=pk)
    if not evidence.file_name:
        raise Http404
    name = safe_file_name(evidence.file_name)
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(
        bytes(evidence.content.data),
        content_type=safe_media_type(name),
        headers={
            "Content-Disposition": disposition or "attachment",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-cache",
        },
    )
