"""What a meeting's minutes hold, as plain values: what an edition keeps, and every format is drawn from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from meetings.models import Meeting
from meetings.restricting import is_of_restricted
from meetings.roll import roll_groups

if TYPE_CHECKING:
    from meetings.models import AgendaItem, Attendance

FORMAT = 1
"""Grows when a key changes its meaning, so that an edition of any age can be read."""


def content_of(meeting: Meeting) -> dict[str, Any]:
    """The same for the same minutes, whenever it is asked for; nine queries at most, however long they are."""
    found = Meeting.objects.for_minutes_page().get(pk=meeting.pk)
    board = found.board
    return {
        "format": FORMAT,
        "board": board.name,
        "label": board.minutes_label,
        "title": found.title,
        "held_on": found.held_on.isoformat(),
        "starts_at": found.starts_at.isoformat("minutes") if found.starts_at else "",
        "ends_at": found.ends_at.isoformat("minutes") if found.ends_at else "",
        "venue": found.venue,
        "next_meeting_on": found.next_meeting_on.isoformat() if found.next_meeting_on else "",
        "roll": [
            {"title": group.title, "lines": [_line(row) for row in group.rows]}
            for group in roll_groups(board, found.attendance.all())
        ],
        "items": [_item(item) for item in found.items.all()],
    }


def _line(row: Attendance) -> dict[str, Any]:
    return {
        "name": row.person.name if row.person else str(row.organisation),
        "organisation": row.organisation.name if row.person and row.organisation else "",
        "job_title": row.job_title,
        "substitute_for": row.substitute_for.name if row.substitute_for else "",
        "is_chair": row.is_chair,
        "is_note_taker": row.is_note_taker,
    }


def _item(item: AgendaItem) -> dict[str, Any]:
    return {
        "id": item.pk,
        "number": item.number,
        "depth": item.depth,
        "title": item.title,
        "presenter": item.presenter.name if item.presenter else "",
        "purpose": item.get_purpose_display(),
        "is_restricted": item.is_restricted,
        "paragraphs": [_paragraph(minute) for minute in item.minutes.all()],
    }


def _paragraph(minute: Any) -> dict[str, Any]:
    """With what was asked and reported in it, by the names under which actions point here."""
    amendments: list[Any] = list(minute.amendments.all())
    return {
        "id": minute.pk,
        "number": minute.number,
        "level": minute.level,
        "kind": minute.get_kind_display(),
        "text": minute.text,
        "amendments": [
            {
                "before": amendment.text_before,
                "after": amendment.text_after,
                "note": amendment.note,
                "agreed_on": amendment.agreed_at_meeting.held_on.isoformat(),
            }
            for amendment in amendments
        ],
        "actions": [
            {
                "reference": action.reference,
                "text": action.text,
                "owners": [owner.name for owner in action.owners.all()],
                "due": action.due_words,
            }
            for action in sorted(minute.actions_raised.all(), key=lambda action: action.number)
        ],
        "updates": [
            {
                "reference": update.action.reference,
                "status": update.get_status_after_display(),
                "text": update.text,
                "is_restricted": is_of_restricted(update),
            }
            for update in sorted(minute.action_updates.all(), key=lambda update: update.pk)
        ],
    }
