"""The reader of minutes: a document's text in, plain records out. It knows no database.

text -> lines (`lines`, `markup`, `columns`, `tables`) -> blocks (`blocks`) -> sections (`headings`,
`sections`) -> a Reading (`read`). Whatever finds no place is kept in `Reading.unplaced` (`kept`).
"""

from .decoding import LARGEST, UnreadableDocument, decode
from .read import read
from .reading import (
    AttendanceStatus,
    Attendee,
    Item,
    Kind,
    Origin,
    Paragraph,
    ReadAction,
    Reading,
    Status,
)
from .recognition import require_minutes
from .typed import TypedText, read_typed

__all__ = [
    "LARGEST",
    "AttendanceStatus",
    "Attendee",
    "Item",
    "Kind",
    "Origin",
    "Paragraph",
    "ReadAction",
    "Reading",
    "Status",
    "TypedText",
    "UnreadableDocument",
    "decode",
    "read",
    "read_typed",
    "require_minutes",
]
