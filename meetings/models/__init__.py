from meetings.models.agenda import AgendaItem, Minute
from meetings.models.attendance import Attendance
from meetings.models.document import Document, DocumentContent
from meetings.models.meeting import (
    MEMBERS_SEE,
    OFFICIALS_SEE,
    Meeting,
    MinutesStage,
    minutes_seen_by,
)

__all__ = [
    "MEMBERS_SEE",
    "OFFICIALS_SEE",
    "AgendaItem",
    "Attendance",
    "Document",
    "DocumentContent",
    "Meeting",
    "Minute",
    "MinutesStage",
    "minutes_seen_by",
]
