"""Who owes what on a board today, as far as they may see it: the people behind each owner, each action once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Exists, OuterRef, Prefetch, Q

from actions.holders import Holders
from actions.models import WORKING, Action, ActionIssue, ActionOwner, ActionReport
from meetings.models import MEMBERS_SEE
from organisations.roles import readers_on, roles_of

if TYPE_CHECKING:
    from actions.models import ActionQuerySet
    from organisations.models import Board, Person

FETCHED = ("board", "due_at", "raised_in__item__meeting")


@dataclass(frozen=True, slots=True)
class Owed:
    """One action, as one person answers for it."""

    action: Action
    is_chased: bool
    """It is for this person to be told that it is overdue: they lead, or nobody does who can be told."""
    cites: bool
    """They may read the paragraph that it was raised in."""
    waits: bool
    """Something was reported that the secretariat has not answered yet."""

    @property
    def meeting(self) -> int | None:
        return self.action.raised_in.item.meeting_id if self.action.raised_in else None


def owed_on(board: Board, *, on: dt.date) -> dict[Person, list[Owed]]:
    """By person, soonest due first: the board's actions with work left to do that were given out, and that they may see.

    Left out are an owner whose part is done, who has left the board, and who has no address to write to. The number of queries does not hang on how many
    owners there are.
    """
    actions = {action.pk: action for action in _given_out(board)}
    holders = Holders([board.pk], on=on)
    answering = {pk: _people_of(action, holders) for pk, action in actions.items()}
    people = {person for found in answering.values() for person, _ in found if can_be_written_to(person)}
    seen: dict[tuple[int, int], bool] = {}
    for reader, same in readers_on(board, sorted(people, key=lambda person: person.pk), on=on):
        if not roles_of(reader).any:
            continue  # who has left, or never sat on it, reports to it no more: also where its minutes are public
        open_to_them = Action.objects.filter(pk__in=actions).visible_to(reader).with_paragraph_for(reader)
        for pk, cites in open_to_them.values_list("pk", "opens_paragraph"):  # type: ignore[misc]  # an annotation
            seen |= {(pk, person.pk): cites for person in same}
    waiting = set(ActionReport.objects.waiting().filter(action__in=actions).values_list("action", flat=True))
    found: dict[Person, list[Owed]] = {}
    for pk, action in actions.items():
        told = [(person, leads) for person, leads in answering[pk] if (pk, person.pk) in seen]
        is_led = any(leads for _, leads in told)
        for person, leads in told:
            row = Owed(action, is_chased=leads or not is_led, cites=seen[pk, person.pk], waits=pk in waiting)
            found.setdefault(person, []).append(row)
    return found


def can_be_written_to(person: Person) -> bool:
    try:
        validate_email(person.email)
    except ValidationError:
        return False
    return True


def _given_out(board: Board) -> ActionQuerySet:
    """What is still in a draft is not spoken of, not even to the secretariat that owns it."""
    issued = Exists(ActionIssue.objects.filter(action=OuterRef("pk")))
    given_out = Q(raised_in__isnull=True) | Q(raised_in__item__meeting__minutes_stage__in=MEMBERS_SEE) | issued
    owners = ActionOwner.objects.select_related("person", "organisation", "seat")
    rows = Action.objects.filter(given_out, board=board, status__in=WORKING).select_related(*FETCHED)
    return rows.prefetch_related(Prefetch("owners", owners)).sorted_by("due")


def _people_of(action: Action, holders: Holders) -> list[tuple[Person, bool]]:
    """Each once, with whether they answer for the lead."""
    found: dict[Person, bool] = {}
    for owner in action.owners.all():
        if owner.done_on is None:
            for person in holders.of(owner, action.board_id):
                found[person] = found.get(person, False) or owner.is_lead
    return list(found.items())
