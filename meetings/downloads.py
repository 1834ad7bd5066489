"""A file that somebody put here, as it is handed out again."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from meetings.services.documents import safe_file_name, safe_media_type


def as_download(file_name: str, data: bytes | memoryview) -> HttpResponse:
    """Always saved, never opened by the browser in our name, and of a type known from its ending alone."""
    name = safe_file_name(file_name)
    return HttpResponse(
        bytes(data),
        content_type=safe_media_type(name),
        headers={
            "Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or "attachment",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-cache",
        },
    )
