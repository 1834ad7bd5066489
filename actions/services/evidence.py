"""Evidence that comes with a report: links, and files that are looked at before they are kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from actions.models import ActionReport, Evidence, EvidenceContent
from meetings.services.documents import safe_file_name, safe_media_type


@dataclass(frozen=True, slots=True)
class GivenEvidence:
    """A link, or a file with its name and bytes. ``is_message``: it is the e-mail that the report came in."""

    url: str = ""
    file_name: str = ""
    data: bytes = b""
    is_message: bool = False


def keep_evidence(report: ActionReport, given: Iterable[GivenEvidence]) -> None:
    """Each is kept with the report. Refuses, with a ``ValidationError``, what the constraints of evidence refuse."""
    for one in given:
        name = safe_file_name(one.file_name) if one.data else ""
        evidence = Evidence(
            report=report,
            url=one.url,
            file_name=name,
            media_type=safe_media_type(name) if name else "",
            size=len(one.data),
            sha256=hashlib.sha256(one.data).hexdigest() if one.data else "",
            is_message=one.is_message,
        )
        evidence.full_clean()
        evidence.save()
        if one.data:
            EvidenceContent.objects.create(evidence=evidence, data=one.data)
