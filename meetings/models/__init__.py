from meetings.models.agenda import AgendaItem, Minute
from meetings.models.attendance import Attendance
from meetings.models.checking import AcceptedWarning
from meetings.models.document import Document, DocumentContent
from meetings.models.edition import Amendment, MinuteComment, MinutesEdition
from meetings.models.forward import ForwardItem
from meetings.models.frozen import FrozenError
from meetings.models.meeting import Meeting
from meetings.models.stages import (
    CHAIR_SEES,
    ISSUED,
    MEMBERS_SEE,
    OFFICIALS_SEE,
    UNLOCKED,
    MinutesStage,
    minutes_seen_by,
    open_to,
    paragraphs_seen_by,
)
from meetings.models.standing import StandingItem

__all__ = [
    "CHAIR_SEES",
    "ISSUED",
    "MEMBERS_SEE",
    "OFFICIALS_SEE",
    "UNLOCKED",
    "AcceptedWarning",
    "AgendaItem",
    "Amendment",
    "Attendance",
    "Document",
    "DocumentContent",
    "ForwardItem",
    "FrozenError",
    "Meeting",
    "Minute",
    "MinuteComment",
    "MinutesEdition",
    "MinutesStage",
    "StandingItem",
    "minutes_seen_by",
    "open_to",
    "paragraphs_seen_by",
]
