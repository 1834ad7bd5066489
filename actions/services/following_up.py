"""What follows from a recommendation: actions and meetings."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from actions.models import Action, Recommendation
from actions.permissions import can_edit_advice
from actions.services.raising import raise_action
from meetings.models import Meeting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from actions.due import Due
    from actions.models import ActionOwner
    from organisations.models import User


@transaction.atomic
def follow_up(
    recommendation: Recommendation,
    *,
    by: User,
    actions: Iterable[Action] = (),
    meetings: Iterable[Meeting] = (),
    no_longer: bool = False,
) -> None:
    """These actions and meetings are named as what follows from it; ``no_longer``, they are not any more. The same again changes nothing.

    Refuses, with a ``ValidationError``, who is not of the board's secretariat, and what they may not know of.
    """
    if not can_edit_advice(by, recommendation.advice):
        raise ValidationError("Only the secretariat of the board says what follows from its advice.")
    acts, held = list(actions), list(meetings)
    seen = Action.objects.visible_to(by).filter(pk__in=[one.pk for one in acts])
    met = Meeting.objects.visible_to(by).filter(pk__in=[one.pk for one in held])
    if seen.count() < len(set(acts)) or met.count() < len(set(held)):
        raise ValidationError("There is no such action or meeting.")
    if no_longer:
        recommendation.actions.remove(*acts)
        recommendation.meetings.remove(*held)
    else:
        recommendation.actions.add(*acts)
        recommendation.meetings.add(*held)


@transaction.atomic
def raise_follow_up(
    recommendation: Recommendation,
    *,
    text: str,
    raised_on: dt.date,
    by: User,
    owners: Iterable[ActionOwner] = (),
    due: Due | None = None,
    after: int | None = None,
) -> Action:
    """The board raises an action between meetings that follows from its recommendation. Refuses what ``raise_action`` and ``follow_up`` refuse."""
    board = recommendation.advice.board
    action = raise_action(board, text=text, raised_on=raised_on, owners=owners, due=due, after=after)
    follow_up(recommendation, actions=[action], by=by)
    return action
