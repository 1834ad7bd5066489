from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from meetings.models import MinutesEdition
from meetings.writing import content_of, plain_text

if TYPE_CHECKING:
    from meetings.models import Meeting
    from organisations.models import User


def freeze_edition(meeting: Meeting, *, stage: str, at: dt.datetime, by: User) -> MinutesEdition:
    """What the minutes say now is kept as what was issued at ``stage``."""
    content = content_of(meeting)
    edition = MinutesEdition(
        meeting=meeting, stage=stage, issued_at=at, issued_by=by, content=content, text=plain_text(content)
    )
    edition.full_clean()
    edition.save()
    return edition
