"""Whether a reading is of minutes at all."""

from __future__ import annotations

from .decoding import UnreadableDocument
from .reading import Reading


def require_minutes(reading: Reading) -> None:
    """Refuse a text that is something else: raises UnreadableDocument with one sentence for the screen."""
    if reading.date is None and not reading.attendance:
        raise UnreadableDocument("This does not look like minutes: it gives no date and nobody who attended.")
    if not any(item.paragraphs for item in reading.items) and not reading.actions:
        raise UnreadableDocument("This does not look like minutes: it has no items with anything under them.")
