"""What an action was before its newest change, read from its history: an update keeps that in words alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from actions.changing import in_words
from actions.due import Due
from actions.models import Action, ActionOwner
from meetings.models import Meeting
from organisations.models import Board

_MOVES = ("status", "due_on", "due_at_id", "due_text")
_OF_OWNER = ("person_id", "organisation_id", "seat_id", "role", "words", "is_lead", "position", "done_on")


@dataclass(frozen=True, slots=True)
class Before:
    due: Due
    succeeded_by: Action | None
    referred_to: Board | None


def as_it_was(action: Action) -> Before:
    """Before its status or its due date last changed."""
    rows: Any = action.history.order_by("-history_id")
    now = tuple(getattr(action, name) for name in _MOVES)
    row = next((row for row in rows if tuple(getattr(row, name) for name in _MOVES) != now), None)
    if row is None:
        raise ValidationError(f"The history of {action} does not say what it was before.")
    return Before(
        # Whatever a row of history names may have been deleted since.
        due=Due(row.due_on, Meeting.objects.filter(pk=row.due_at_id).first(), row.due_text),
        succeeded_by=Action.objects.filter(pk=row.succeeded_by_id).first(),
        referred_to=Board.objects.filter(pk=row.referred_to_id).first(),
    )


def owners_as_they_were(action: Action, names: Sequence[str]) -> list[ActionOwner]:
    """Rows that are not saved, for the owners that it had when they were last in words as ``names``.

    Refuses, with a ``ValidationError``, where one of them has another name by now.
    """
    found = None
    for owners in _states(action):
        if in_words(owners) == list(names):
            found = owners
    if found is None:
        raise ValidationError(
            f"{action} was owned by {', '.join(names)}, who have other names now: hand it on instead."
        )
    return found


def _states(action: Action) -> Iterator[list[ActionOwner]]:
    """The owners after each change, the oldest first."""
    rows: dict[int, ActionOwner] = {}
    yield []
    for row in ActionOwner.history.filter(action_id=action.pk).order_by("history_id"):
        if row.history_type == "-":
            rows.pop(row.id, None)
        else:
            rows[row.id] = ActionOwner(**{name: getattr(row, name) for name in _OF_OWNER})
        # By position, then by age: the order of their rows.
        yield [owner for _, owner in sorted(rows.items(), key=lambda pair: (pair[1].position, pair[0]))]
