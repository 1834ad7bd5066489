"""The outstanding actions of a meeting, as its agenda and its minutes show them to one reader."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import F, Prefetch, Q, Subquery
from django.utils.text import Truncator

from actions.models import CLOSED, WORKING, Action, ActionUpdate, Status
from actions.models.as_at import AsAt, beginning_of
from meetings.models import Minute

if TYPE_CHECKING:
    from actions.models import ActionQuerySet
    from meetings.models import Meeting
    from organisations.roles import AnyUser

LONGEST_TEXT, LONGEST_UPDATE, BRIEF = 500, 240, 120
SHOWN = ("reference", "number", "text", "raised_on", "raised_in", "due_on", "due_text", "due_at__held_on")


@dataclass(frozen=True, slots=True)
class OutstandingRow:
    action: Action
    text: str
    brief: str
    owners: str
    status: Status
    due_words: str
    is_overdue: bool
    carried: int
    """To how many meetings, this one included."""
    latest: ActionUpdate | None
    """The newest that the reader may see, of those made before the meeting began."""
    latest_text: str
    is_behind: bool
    """The status was reported where the reader does not see it."""
    reported_here: list[ActionUpdate]

    @property
    def is_finished(self) -> bool:
        return self.status in CLOSED


@dataclass(frozen=True, slots=True)
class OutstandingList:
    has_begun: bool
    """It stands as it stood then; before that, it follows what is reported."""
    to_report: list[OutstandingRow] = field(default_factory=list)
    """Overdue first, then by due day."""
    finished: list[OutstandingRow] = field(default_factory=list)


def outstanding_list(meeting: Meeting, user: AnyUser, *, at: dt.datetime, today: dt.date) -> OutstandingList:
    """Four queries, of which three only where there is any action."""
    on = min(today, meeting.held_on)
    actions = list(_fetched(Action.objects.outstanding_at(meeting).visible_to(user), meeting, user))
    updates = _updates_of(actions, meeting, user) if actions else {}
    rows = [_row(action, updates.get(action.pk, []), meeting, on=on) for action in actions]
    return OutstandingList(
        has_begun=at >= beginning_of(meeting),
        to_report=sorted((row for row in rows if not row.is_finished), key=lambda row: not row.is_overdue),
        finished=sorted((row for row in rows if row.is_finished), key=lambda row: row.action.number),
    )


def _fetched(actions: ActionQuerySet, meeting: Meeting, user: AnyUser) -> ActionQuerySet:
    paragraphs = Minute.objects.visible_to(user).select_related("item").only("number", "item__title", "item__meeting")
    seen = AsAt(ActionUpdate.objects.visible_to(user), meeting).before
    return (
        actions.select_related("due_at")
        .only(*SHOWN)
        .annotate(latest_then=Subquery(seen.values("pk")[:1]))
        .with_meetings_carried(on=meeting.held_on)
        .with_owners()
        # Whoever sees an action need not read the paragraph that it was raised in: then there is none.
        .prefetch_related(Prefetch("raised_in", paragraphs))
        .order_by(F("due_then").asc(nulls_last=True), "number")
    )


def _updates_of(actions: list[Any], meeting: Meeting, user: AnyUser) -> dict[int, list[ActionUpdate]]:
    """By action: the latest before the meeting, and what the meeting recorded."""
    found = defaultdict(list)
    wanted = Q(pk__in=[action.latest_then for action in actions if action.latest_then])
    updates = (
        ActionUpdate.objects.visible_to(user)
        .filter(wanted | Q(recorded_in__item__meeting=meeting), action__in=[action.pk for action in actions])
        .select_related("recorded_in__item")
        .order_by("pk")
    )
    for update in updates:
        found[update.action_id].append(update)
    return found


def _row(action: Any, updates: list[ActionUpdate], meeting: Meeting, *, on: dt.date) -> OutstandingRow:
    latest = next((update for update in updates if update.pk == action.latest_then), None)
    status = Status(action.status_then)
    return OutstandingRow(
        action=action,
        text=Truncator(action.text).chars(LONGEST_TEXT),
        brief=Truncator(action.text).chars(BRIEF),
        owners=", ".join(owner.name for owner in action.owners.all()),
        status=status,
        due_words=action.due_words if action.due_words_then is None else action.due_words_then,
        is_overdue=status in WORKING and action.due_then is not None and action.due_then < on,
        carried=action.meetings_carried,
        latest=latest,
        latest_text=Truncator(latest.text).chars(LONGEST_UPDATE) if latest else "",
        is_behind=status != (latest.status_after if latest else Status.OPEN),
        reported_here=[u for u in updates if u.recorded_in and u.recorded_in.item.meeting_id == meeting.pk],
    )
