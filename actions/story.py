"""What became of an action, as its page tells it to one reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Prefetch, Q, prefetch_related_objects

from actions.issued import Issued, issued_of, owners_in_words
from actions.models import Action, ActionIssue, ActionReport, ActionUpdate, Evidence, Referral, Status
from actions.models.as_at import parted
from actions.referrals import ToldReferrals, referrals_of
from actions.relations import Relations, relations_of
from actions.standing import Standing, standing_then
from organisations.models import Board

if TYPE_CHECKING:
    from actions.models import ActionQuerySet
    from actions.models.as_at import Moment
    from actions.models.update import ActionUpdateQuerySet
    from organisations.roles import AnyUser


REPORTS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Story:
    updates: list[ActionUpdate]
    """Those that the reader may see, the newest first."""
    slips: int
    """How often they put its day off: what ``with_slips`` counts."""
    first_due: str
    """In words, from before they changed it: the ``first_due_words`` of ``with_first_due``. Empty where they never did."""
    is_behind: bool
    """Today's status was recorded where the reader does not see it: in minutes that are still a draft."""
    issued: Issued | None
    """It was issued before its minutes were cleared."""
    relations: Relations
    referred_to: Board | None
    reports: list[ActionReport]
    """Those that wait for the secretariat or had its answer, the newest first: the reader's own, or theirs to answer."""
    referrals: ToldReferrals


def with_what_there_is(actions: ActionQuerySet) -> ActionQuerySet:
    """With whether there is anything at all to ask for of an action's story: of most there is not, and to write each question
    takes longer than to answer it. It says nothing of what a reader may see.
    """
    waited = ActionReport.objects.exclude(state=ActionReport.State.RECORDED)
    related = Action.objects.filter(Q(succeeded_by=OuterRef("pk")) | Q(split_from=OuterRef("pk")))
    referred = Referral.objects.filter(Q(action=OuterRef("pk")) | Q(became=OuterRef("pk")))
    return actions.annotate(
        has_issues=Exists(ActionIssue.objects.filter(action=OuterRef("pk"))),
        has_related=Exists(related),
        has_referrals=Exists(referred),
        has_waited=Exists(waited.filter(action=OuterRef("pk"))),
    )


def story_of(action: Any, user: AnyUser) -> Story:
    """The story of an action at hand ``with_owners()``, its ``referred_to`` and ``with_what_there_is``. A query for the updates, and
    one or a few for each thing that there is; what is hidden is left out.
    """
    seen = ActionUpdate.objects.filter(action=action).visible_to(user)
    updates = _told(seen.with_puts_off(), user)
    referred_to = action.referred_to
    if referred_to and not Board.objects.visible_to(user).filter(pk=referred_to.pk).exists():
        referred_to = None
    return Story(
        updates=updates,
        slips=sum(update.puts_off for update in updates),  # type: ignore[attr-defined]  # annotated
        first_due=next((u.due_words_before for u in reversed(updates) if u.due_words_before and u.changes_due), ""),
        is_behind=action.status != (updates[0].status_after if updates else Status.OPEN),
        issued=issued_of(action, _issues(action)) if action.has_issues else None,
        relations=relations_of(action, user) if _is_related(action) else Relations(),
        referred_to=referred_to,
        reports=_reports(action, user) if action.has_waited else [],
        referrals=referrals_of(action, user) if action.has_referrals else ToldReferrals(),
    )


def _issues(action: Action) -> list[ActionIssue]:
    return list(ActionIssue.objects.filter(action=action).order_by("pk"))


def _is_related(action: Any) -> bool:
    return bool(action.has_related or action.succeeded_by_id or action.split_from_id)


def _reports(action: Action, user: AnyUser) -> list[ActionReport]:
    return list(ActionReport.objects.followed_by(user).filter(action=action).with_evidence_for(user)[:REPORTS_SHOWN])


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
