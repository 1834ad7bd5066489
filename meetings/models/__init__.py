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
from meetings.models.standing import StandingItem

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
    "StandingItem",
    "minutes_seen_by",
]
