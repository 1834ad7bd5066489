from __future__ import annotations

import datetime as dt
import hashlib
import re
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from meetings.models import Document, DocumentContent
from meetings.services.saving import hold_open, refuse_if_gone
from organisations.services.saving import save_changed, sign

if TYPE_CHECKING:
    from meetings.models import AgendaItem, Meeting
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
def add_paper(
    meeting: Meeting,
    *,
    title: str,
    at: dt.datetime,
    by: User,
    file_name: str = "",
    data: bytes | None = None,
    item: AgendaItem | None = None,
    state: str = Document.State.ATTACHED,
) -> Document:
    """The meeting, or one item of its agenda, has one more paper; without ``data``, one whose file is not here.

    Refuses, with a ``ValidationError``, a file that is too large or empty, one for a paper that is to follow, and
    any paper once the minutes are approved: what was before the meeting is part of the record.
    """
    hold_open(meeting.pk)
    if item:
        refuse_if_gone(item)
    document = Document(meeting=meeting, title=title.strip(), item=item, state=state, added_at=at, added_by=by)
    _take_file(document, file_name, data)
    document.full_clean()
    sign(document, by=by).save()
    if data is not None:
        DocumentContent.objects.create(document=document, data=data)
    return document


@transaction.atomic
def change_paper(
    document: Document,
    *,
    title: str,
    by: User,
    item: AgendaItem | None,
    state: str,
    file_name: str = "",
    data: bytes | None = None,
) -> None:
    """The paper says what is given; ``data`` is its new file. Refuses as ``add_paper`` does."""
    hold_open(document.meeting_id)
    refuse_if_gone(document)
    if item:
        refuse_if_gone(item)
    document.title, document.item, document.state = title.strip(), item, state
    _take_file(document, file_name, data)
    save_changed(document, by=by)
    if data is not None:
        DocumentContent.objects.update_or_create(document=document, defaults={"data": data})


@transaction.atomic
def delete_paper(document: Document, *, by: User) -> None:
    """The paper and its file are gone. Refused, with a ``ValidationError``, for the source of the minutes."""
    hold_open(document.meeting_id)
    refuse_if_gone(document)
    if document.kind == Document.Kind.SOURCE:
        raise ValidationError("The file that the minutes were read from stays with them.")
    sign(document, by=by).delete()


def _take_file(document: Document, file_name: str, data: bytes | None) -> None:
    if data is None:
        return
    if len(data) > MAX_MEGABYTES * 1024 * 1024:
        raise ValidationError({"file": TOO_LARGE})
    if not data:
        raise ValidationError({"file": "The file is empty."})
    document.file_name = safe_file_name(file_name)
    document.media_type = safe_media_type(document.file_name)
    document.size = len(data)
    document.sha256 = hashlib.sha256(data).hexdigest()


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
