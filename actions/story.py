"""What became of an action, as its page tells it to one reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Prefetch, Q

from actions.issued import Issued, issued_of
from actions.models import Action, ActionIssue, ActionReport, ActionUpdate, Evidence, Status
from organisations.models import Board

if TYPE_CHECKING:
    from organisations.roles import AnyUser


REPORTS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Story:
    updates: list[ActionUpdate]
    """Those that the reader may see, the newest first."""
    is_behind: bool
    """Today's status was recorded where the reader does not see it: in minutes that are still a draft."""
    issued: Issued | None
    """It was issued before its minutes were cleared."""
    successor: Action | None
    predecessors: list[Action]
    referred_to: Board | None
    reports: list[ActionReport]
    """Those that wait for the secretariat or had its answer, the newest first: the reader's own, or theirs to answer."""


def story_of(action: Action, user: AnyUser) -> Story:
    """The story of an action at hand ``with_owners()`` and its ``referred_to``. Seven queries at most; what is hidden is left out."""
    seen = ActionUpdate.objects.filter(action=action).visible_to(user)
    told = seen.select_related("recorded_in__item__meeting", "reported_by", "report", "entered_by__person")
    evidence = Prefetch("report__evidence", Evidence.objects.visible_to(user))
    updates = list(told.prefetch_related(evidence).order_by("-reported_on", "-pk"))
    related = Q(succeeded_by=action.pk)
    if action.succeeded_by_id:
        related |= Q(pk=action.succeeded_by_id)
    others = list(Action.objects.visible_to(user).filter(related).only("reference", "text", "succeeded_by"))
    referred_to = action.referred_to
    if referred_to and not Board.objects.visible_to(user).filter(pk=referred_to.pk).exists():
        referred_to = None
    return Story(
        updates=updates,
        is_behind=action.status != (updates[0].status_after if updates else Status.OPEN),
        issued=issued_of(action, list(ActionIssue.objects.filter(action=action).order_by("pk"))),
        successor=next((other for other in others if other.pk == action.succeeded_by_id), None),
        predecessors=[other for other in others if other.succeeded_by_id == action.pk],
        referred_to=referred_to,
        reports=list(
            ActionReport.objects.followed_by(user).filter(action=action).with_evidence_for(user)[:REPORTS_SHOWN]
        ),
    )
