"""What became of an action, as its page tells it to one reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from actions.issued import Issued, issued_of
from actions.models import Action, ActionIssue, ActionUpdate, Status
from actions.relations import Relations, relations_of
from organisations.models import Board

if TYPE_CHECKING:
    from organisations.roles import AnyUser


@dataclass(frozen=True, slots=True)
class Story:
    updates: list[ActionUpdate]
    """Those that the reader may see, the newest first."""
    is_behind: bool
    """Today's status was recorded where the reader does not see it: in minutes that are still a draft."""
    issued: Issued | None
    """It was issued before its minutes were cleared."""
    relations: Relations
    referred_to: Board | None


def story_of(action: Action, user: AnyUser) -> Story:
    """The story of an action at hand ``with_owners()`` and its ``referred_to``. Four queries at most; what is hidden is left out."""
    seen = ActionUpdate.objects.filter(action=action).visible_to(user)
    updates = list(seen.select_related("recorded_in__item__meeting", "reported_by").order_by("-reported_on", "-pk"))
    referred_to = action.referred_to
    if referred_to and not Board.objects.visible_to(user).filter(pk=referred_to.pk).exists():
        referred_to = None
    return Story(
        updates=updates,
        is_behind=action.status != (updates[0].status_after if updates else Status.OPEN),
        issued=issued_of(action, list(ActionIssue.objects.filter(action=action).order_by("pk"))),
        relations=relations_of(action, user),
        referred_to=referred_to,
    )
