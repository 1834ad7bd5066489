"""One change of several actions: what it asks, and what it would make of each. Nothing is written here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Subquery

from actions.issued import owners_in_words
from actions.models import CLOSED, NEEDS_REASON, Action, ActionOwner, ActionUpdate, Status
from meetings.services.saving import LOCKED
from organisations.dates import write_date

if TYPE_CHECKING:
    from actions.due import Due
    from actions.models import ActionQuerySet
    from meetings.models import Minute

MOST_ACTIONS = 100
NOTHING = "Nothing would change: enter what was reported, or a status, a due date or owners that they do not have yet."
CROSSED = "Somebody reported on it since you looked: this is how it stands now."


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of every action that was chosen. None leaves as it is."""

    reported_on: dt.date
    text: str = ""
    status: Status | None = None
    reopen: bool = False
    """Those that are closed."""
    due: Due | None = None
    owners: Sequence[ActionOwner] | None = None
    """Unsaved rows, that take the place of those there are."""
    recorded_in: Minute | None = None

    @property
    def due_words(self) -> str:
        """When they are due, as a person would say it."""
        return self.due.words if self.due else ""

    @property
    def owner_words(self) -> list[str]:
        return in_words(self.owners or ())

    def __str__(self) -> str:
        parts = [
            f"status “{self.status.label}”" if self.status else "",
            f"due {self.due_words or 'without a date'}" if self.due else "",
            f"owned by {', '.join(self.owner_words)}" if self.owners else "",
        ]
        return ", ".join(filter(None, parts)) or "a report"


@dataclass(frozen=True, slots=True)
class Planned:
    """An action before and after."""

    action: Action
    status_after: Status
    due_before: str
    due_after: str
    owners_before: list[str]
    owners_after: list[str]
    text: str
    """What will stand in its history."""
    refusals: list[str]
    after: int
    """The key of its newest update, 0 for none."""

    @property
    def changes_status(self) -> bool:
        return self.action.status != self.status_after

    @property
    def changes_due(self) -> bool:
        return self.due_before != self.due_after

    @property
    def changes_owners(self) -> bool:
        return self.owners_before != self.owners_after

    @property
    def reopens(self) -> bool:
        return self.action.is_closed and self.status_after not in CLOSED

    @property
    def changes_nothing(self) -> bool:
        """It is as asked already, and nothing is said of it."""
        return not (self.changes_status or self.changes_due or self.changes_owners or self.text)


def to_change(actions: ActionQuerySet) -> ActionQuerySet:
    """With what ``plan`` needs: two queries, however many. ``newest_key`` and ``newest_day`` are of its updates."""
    updates = ActionUpdate.objects.filter(action=OuterRef("pk"))
    return (
        actions.select_related("board", "due_at")
        .with_owners()
        .annotate(
            newest_key=Subquery(updates.order_by("-pk").values("pk")[:1]),
            newest_day=Subquery(updates.order_by("-reported_on").values("reported_on")[:1]),
        )
        .order_by("board__reference_prefix", "number")
    )


def plan(actions: Iterable[Any], asked: Asked, *, after: Mapping[str, int] | None = None) -> list[Planned]:
    """What ``asked`` would make of each of ``actions``, fetched ``to_change()``, and why it would be refused.

    ``after`` is the key of the newest update of each, by its reference, that was seen when the plan was read: what was
    reported on since is refused. None does not look. No query.
    """
    return [_planned(action, asked, after) for action in actions]


def _planned(action: Any, asked: Asked, after: Mapping[str, int] | None) -> Planned:
    status = asked.status or Status(action.status)
    before, due_before, newest = owners_in_words(action), action.due_words, action.newest_key or 0
    owners = asked.owner_words if asked.owners else before
    due = asked.due_words if asked.due else due_before
    # Every update says something; that the owners are others it says in words.
    text = asked.text.strip() or (f"Owned by {', '.join(owners)} from now on." if owners != before else "")
    changes = bool(text) or status != action.status or due != due_before
    if after is not None and after.get(action.reference) != newest:
        refusals = [CROSSED]
    else:
        refusals = list(_reasons(action, asked, status, text)) if changes else []
    return Planned(action, status, due_before, due, before, owners, text, refusals, newest)


def _reasons(action: Any, asked: Asked, status: Status, text: str) -> Iterator[str]:
    day, due, paragraph = asked.reported_on, asked.due, asked.recorded_in
    if action.is_closed:
        if not asked.reopen:
            yield "It is closed: tick “Reopen those that are closed”, or leave it out."
        elif status in CLOSED:
            yield "It is closed: choose the status that it has once it is reopened."
    if day < action.raised_on:
        yield f"It was raised on {write_date(action.raised_on)}: it cannot be reported on before that."
    elif action.newest_day and day < action.newest_day:
        yield f"It was reported on since, on {write_date(action.newest_day)}: choose that day or a later one."
    if status in NEEDS_REASON and status != action.status and not asked.text.strip():
        yield "Say why: a delayed, referred or no longer needed action has a reason."
    if due and action.due_words not in ("", due.words) and not text and not paragraph:
        yield "Say why its due date changes, or which paragraph does."
    if due and due.on and due.on < action.raised_on:
        yield f"It cannot be due before it was raised, on {write_date(action.raised_on)}."
    if due and due.at and due.at.board_id != action.board_id:
        yield "It cannot be due at a meeting of another board."
    elif due and due.at and due.at.held_on < action.raised_on:
        yield f"It cannot be due at a meeting before it was raised, on {write_date(action.raised_on)}."
    if paragraph and paragraph.item.meeting.board_id != action.board_id:
        yield "The paragraph is in the minutes of another board: change the actions of one board at a time."
    elif paragraph and paragraph.item.meeting.is_locked:
        yield LOCKED


def in_words(owners: Iterable[ActionOwner]) -> list[str]:
    """As ``owners_in_words`` of an action whose owners these, in their order, will be: the lead comes first."""
    rows = sorted(owners, key=lambda owner: not owner.is_lead)
    return [f"{owner.name} (lead)" if owner.is_lead else owner.name for owner in rows]
