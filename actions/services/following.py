from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Prefetch, Q
from simple_history.utils import bulk_update_with_history

from actions.models import CLOSED, Action, ActionUpdate
from organisations.dates import write_date

if TYPE_CHECKING:
    from meetings.models import Meeting
    from organisations.models import User


@dataclass(frozen=True, slots=True)
class Followed:
    """How many actions and reports have the meeting's new day."""

    raised: int
    reported: int
    due: int
    """Those that are still open."""


@transaction.atomic
def follow_meeting(meeting: Meeting, *, was_on: dt.date, by: User) -> Followed:
    """What was raised, reported and closed at ``meeting``, which was on ``was_on``, has its new day.

    What is due at it follows by itself. The number of statements does not hang on how many there are. Refuses, with a
    ``ValidationError`` on ``held_on`` that names the actions, a day after an action's due date or before it was raised,
    and one that would change the order of what was reported on it: then nothing has moved.
    """
    touched = [_Touched(action, meeting, was_on) for action in _touched_by(meeting)]
    reasons: dict[str, list[str]] = defaultdict(list)
    for one in touched:
        for reason in one.reasons_against():
            reasons[reason].append(one.action.reference)
    if reasons:
        raise ValidationError({"held_on": list(_sentences(reasons, was_on, meeting.held_on))})
    changed = [one.action for one in touched if one.moves()]
    why = f"The meeting of {write_date(was_on)} moved to {write_date(meeting.held_on)}"
    if changed:
        bulk_update_with_history(
            changed, Action, ["raised_on", "closed_on"], default_user=by, default_change_reason=why
        )
    return Followed(
        raised=sum(one.is_raised_here for one in touched),
        reported=ActionUpdate.objects.follow(meeting, was_on=was_on),
        due=sum(one.action.due_at_id == meeting.pk and not one.action.is_closed for one in touched),
    )


def _touched_by(meeting: Meeting) -> Iterable[Action]:
    """Held until the transaction ends, with what was reported on each."""
    here = Q(due_at=meeting) | Q(raised_in__item__meeting=meeting) | Q(updates__recorded_in__item__meeting=meeting)
    updates = ActionUpdate.objects.select_related("recorded_in__item").order_by("reported_on", "pk")
    return (
        Action.objects.select_for_update(of=("self",))
        .filter(pk__in=Action.objects.filter(here).values("pk"))
        .select_related("due_at", "raised_in__item")
        .prefetch_related(Prefetch("updates", updates))
        .order_by("pk")
    )


class _Touched:
    """An action that hangs on the day of a meeting that moves."""

    def __init__(self, action: Action, meeting: Meeting, was_on: dt.date) -> None:
        self.action, self.meeting, self.was_on = action, meeting, was_on
        raised_in = action.raised_in
        # A day that somebody chose otherwise is theirs, and stays.
        self.is_raised_here = bool(raised_in and raised_in.item.meeting_id == meeting.pk and action.raised_on == was_on)
        self.raised_on = meeting.held_on if self.is_raised_here else action.raised_on
        self.updates = list(action.updates.all())

    def moves(self) -> bool:
        """The action has its new days; whether any is new."""
        closes = any(u.status_after in CLOSED and u.changes_status and self._is_recorded_here(u) for u in self.updates)
        if closes and self.action.closed_on == self.was_on:
            self.action.closed_on = self.meeting.held_on
        elif not self.is_raised_here:
            return False
        self.action.raised_on = self.raised_on
        return True

    def reasons_against(self) -> Iterator[str]:
        """Each with room for the references of the actions that it holds for, and for both days."""
        action, days = self.action, [(self._day(update), update.pk) for update in self.updates]
        if action.due_on and action.due_on < self.raised_on:
            yield "{who}, raised at this meeting, {is_} due before {day}: change the due date first."
        if action.due_at and action.due_at.held_on < self.raised_on:
            yield "{who} would be due, at a meeting, before {it_was} raised: change the due date first."
        if any(day < self.raised_on for day, _ in days):
            yield (
                "{who}, raised at this meeting, {was} reported on before {day}."
                if self.is_raised_here
                else "{who}, reported on at this meeting, {was} raised after {day}."
            )
        if days != sorted(days):
            yield "{who} {was} reported on between {first} and {last} too: the reports would change their order."

    def _day(self, update: ActionUpdate) -> dt.date:
        return self.meeting.held_on if self._is_recorded_here(update) else update.reported_on

    def _is_recorded_here(self, update: ActionUpdate) -> bool:
        paragraph = update.recorded_in
        return bool(paragraph and paragraph.item.meeting_id == self.meeting.pk and update.reported_on == self.was_on)


def _sentences(reasons: Mapping[str, Sequence[str]], was_on: dt.date, held_on: dt.date) -> Iterator[str]:
    """Each reason as a sentence with the references that it holds for."""
    first, last = sorted((was_on, held_on))
    days = {"first": write_date(first), "last": write_date(last), "day": write_date(held_on)}
    one, several = {"is_": "is", "was": "was", "it_was": "it was"}, {"is_": "are", "was": "were", "it_was": "they were"}
    for reason, references in reasons.items():
        who = " and ".join(filter(None, [", ".join(references[:-1]), references[-1]]))
        yield reason.format(who=who, **days, **(one if len(references) == 1 else several))
