"""Evidence that comes with a report: links, and files that are looked at before they are kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from actions.models import ActionReport, Evidence, EvidenceContent
from actions.services.evidence_files import MOST_FILES, MOST_LINKS, refuse_unfit_file, refuse_unfit_link
from meetings.services.documents import safe_file_name, safe_media_type


@dataclass(frozen=True, slots=True)
class GivenEvidence:
    """A link, or a file with its name and bytes. ``is_message``: it is the e-mail that the report came in."""

    url: str = ""
    file_name: str = ""
    data: bytes = b""
    is_message: bool = False


def keep_evidence(report: ActionReport, given: Iterable[GivenEvidence]) -> None:
    """Each is kept with the report, the same file or link once.

    Refuses, with a ``ValidationError``, a file or a link that is not taken (``evidence_files``), and more than three of
    either.
    """
    rows = {(one.url, one.data): one for one in given}
    links = sum(1 for one in rows.values() if one.url)
    files = sum(1 for one in rows.values() if not one.url and not one.is_message)
    if links > MOST_LINKS:
        raise ValidationError({"links": f"Give up to {MOST_LINKS} links."})
    if files > MOST_FILES:
        raise ValidationError({"attachments": f"Choose up to {MOST_FILES} files."})
    for one in rows.values():
        _keep(report, one)


def _keep(report: ActionReport, given: GivenEvidence) -> None:
    if given.url:
        refuse_unfit_link(given.url)
    else:
        refuse_unfit_file(given.file_name, given.data, is_message=given.is_message)
    name = "" if given.url else safe_file_name(given.file_name)
    evidence = Evidence(
        report=report,
        url=given.url,
        file_name=name,
        media_type=safe_media_type(name) if name else "",
        size=len(given.data),
        sha256="" if given.url else hashlib.sha256(given.data).hexdigest(),
        is_message=given.is_message,
    )
    evidence.full_clean()
    evidence.save()
    if not given.url:
        EvidenceContent.objects.create(evidence=evidence, data=given.data)
