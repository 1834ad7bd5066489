from __future__ import annotations

import datetime as dt
import hashlib
import re
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from meetings.models import Document, DocumentContent
from organisations.services.saving import sign

if TYPE_CHECKING:
    from meetings.models import Meeting
    from organisations.models import User

MAX_MEGABYTES = 20
TOO_LARGE = f"The file is larger than {MAX_MEGABYTES} MB."

# By the ending alone: what the browser says of a file is the sender's word. Nothing here runs in a browser.
MEDIA_TYPES = {
    "csv": "text/csv",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "md": "text/plain",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "png": "image/png",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "rtf": "application/rtf",
    "txt": "text/plain",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
UNKNOWN = "application/octet-stream"
# What file systems refuse, controls, and marks that turn the direction of a name round: "fdp.exe" would read "exe.pdf".
_ODD = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]+')


@transaction.atomic
def add_paper(meeting: Meeting, *, title: str, file_name: str, data: bytes, at: dt.datetime, by: User) -> Document:
    """The meeting has one more paper. Refuses, with a ``ValidationError``, one that is too large or empty."""
    if len(data) > MAX_MEGABYTES * 1024 * 1024:
        raise ValidationError({"file": TOO_LARGE})
    if not data:
        raise ValidationError({"file": "The file is empty."})
    name = safe_file_name(file_name)
    document = Document(
        meeting=meeting,
        title=title.strip(),
        file_name=name,
        media_type=safe_media_type(name),
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        added_at=at,
        added_by=by,
    )
    document.full_clean()
    sign(document, by=by).save()
    DocumentContent.objects.create(document=document, data=data)
    return document


def safe_file_name(name: str) -> str:
    """The last part of the name, as any system can save it, at most 150 letters with its ending kept."""
    last = re.split(r"[/\\]", name)[-1]
    tidy = _ODD.sub(" ", last).strip(" .") or "document"
    stem, dot, ending = tidy.rpartition(".")
    if not dot or len(ending) > 10:
        return tidy[:150]
    return f"{stem[: 149 - len(ending)].strip() or 'document'}.{ending}"


def safe_media_type(file_name: str) -> str:
    return MEDIA_TYPES.get(file_name.rpartition(".")[2].lower(), UNKNOWN)
