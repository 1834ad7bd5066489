from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from actions.models import Evidence
from meetings.downloads import as_download


@require_safe
def evidence_download(request: HttpRequest, pk: int) -> HttpResponse:
    evidence = get_object_or_404(Evidence.objects.visible_to(request.user).select_related("content"), pk=pk)
    if not evidence.file_name:
        raise Http404
    return as_download(evidence.file_name, evidence.content.data)
