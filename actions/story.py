"""What became of an action, as its page tells it to one reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Prefetch, prefetch_related_objects

from actions.issued import Issued, issued_of, owners_in_words
from actions.models import Action, ActionIssue, ActionReport, ActionUpdate, Evidence, Status
from actions.models.as_at import parted
from actions.referrals import ToldReferrals, referrals_of
from actions.relations import Relations, relations_of
from actions.standing import Standing, standing_then
from organisations.models import Board

if TYPE_CHECKING:
    from actions.models.as_at import Moment
    from actions.models.update import ActionUpdateQuerySet
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
    relations: Relations
    referred_to: Board | None
    reports: list[ActionReport]
    """Those that wait for the secretariat or had its answer, the newest first: the reader's own, or theirs to answer."""
    referrals: ToldReferrals


def story_of(action: Action, user: AnyUser) -> Story:
    """The story of an action at hand ``with_owners()`` and its ``referred_to``. Eight queries at most, ten where it was referred; what is hidden is left out."""
    seen = ActionUpdate.objects.filter(action=action).visible_to(user)
    updates = _told(seen, user)
    referred_to = action.referred_to
    if referred_to and not Board.objects.visible_to(user).filter(pk=referred_to.pk).exists():
        referred_to = None
    return Story(
        updates=updates,
        is_behind=action.status != (updates[0].status_after if updates else Status.OPEN),
        issued=issued_of(action, list(ActionIssue.objects.filter(action=action).order_by("pk"))),
        relations=relations_of(action, user),
        referred_to=referred_to,
        reports=list(
            ActionReport.objects.followed_by(user).filter(action=action).with_evidence_for(user)[:REPORTS_SHOWN]
        ),
        referrals=referrals_of(action, user),
    )


def _told(seen: ActionUpdateQuerySet, user: AnyUser) -> list[ActionUpdate]:
    """The newest first, each with what its line says."""
    told = seen.select_related("recorded_in__item__meeting", "reported_by", "report", "entered_by__person")
    updates = list(told.order_by("-reported_on", "-pk"))
    # Most came as no report: then there is nobody's evidence to ask for, and no question to write.
    if came_as := [report for update in updates if (report := update.came_as)]:
        prefetch_related_objects(came_as, Prefetch("evidence", Evidence.objects.visible_to(user)))
    return updates


@dataclass(frozen=True, slots=True)
class StoryThen:
    stood: Standing
    updates: list[ActionUpdate]
    """Those made by then that the reader may see today, the newest first."""
    is_behind: bool
    """As in ``Story``: how it stood is a fact for whoever sees the action, what was reported is not (decision 4)."""


def story_as_at(action: Action, user: AnyUser, moment: Moment) -> StoryThen | None:
    """The story as far as it had come then, of an action at hand ``with_owners()``; None where it had not been raised."""
    then = Action.objects.filter(pk=action.pk).as_at(moment).select_related("due_at").first()
    if then is None:
        return None
    stood = standing_then(then, owners_in_words(action))
    updates = _told(parted(ActionUpdate.objects.filter(action=action).visible_to(user), moment)[0], user)
    is_behind = stood.status != (updates[0].status_after if updates else Status.OPEN)
    return StoryThen(stood, updates, is_behind)
