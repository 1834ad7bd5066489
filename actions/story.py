"""What became of an action, as its page tells it to one reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from actions.issued import Issued, issued_of, owners_in_words
from actions.models import Action, ActionIssue, ActionOwner, ActionUpdate, Status
from actions.models.as_at import parted
from actions.standing import Standing, standing_then
from organisations.models import Board, Person
from organisations.roles import roles_of

if TYPE_CHECKING:
    from actions.models.as_at import Moment
    from actions.models.update import ActionUpdateQuerySet
    from organisations.roles import AnyUser


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


def story_of(action: Action, user: AnyUser) -> Story:
    """The story of an action at hand ``with_owners()`` and its ``referred_to``. Four queries at most; what is hidden is left out."""
    seen = ActionUpdate.objects.filter(action=action).visible_to(user)
    updates = _told(seen)
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
    )


def _told(seen: ActionUpdateQuerySet) -> list[ActionUpdate]:
    return list(seen.select_related("recorded_in__item__meeting", "reported_by").order_by("-reported_on", "-pk"))


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
    updates = _told(parted(ActionUpdate.objects.filter(action=action).visible_to(user), moment)[0])
    is_behind = stood.status != (updates[0].status_after if updates else Status.OPEN)
    return StoryThen(stood, updates, is_behind)


def named_owners(action: Action, user: AnyUser) -> list[tuple[ActionOwner, str]]:
    """The owners of an action ``with_owners()``, the lead first, each with the address of a page about them that the reader may open."""
    owners = list(action.owners.all())
    people = {owner.person_id for owner in owners if owner.person_id}
    known = set(Person.objects.visible_to(user).filter(pk__in=people).values_list("pk", flat=True))
    knows_organisations = roles_of(user).any

    def address(owner: ActionOwner) -> str:
        if owner.person and owner.person_id in known:
            return owner.person.get_absolute_url()
        if owner.organisation and knows_organisations:
            return owner.organisation.get_absolute_url()
        return ""

    return [(owner, address(owner)) for owner in owners]
