"""When an action was first due, and how often that was put off: worked out from what was reported, never stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from actions.models.reported import puts_off, stands
from actions.models.update import ActionUpdate

if TYPE_CHECKING:
    from actions.models.update import ActionUpdateQuerySet
    from organisations.roles import AnyUser


def slips_seen_by(user: AnyUser) -> Coalesce:
    """How many updates of the action of the outer query, of those that this user may see, gave it a later day.

    A report that came in late changes no due date, and so counts nowhere, whatever its place among the others. Nor does a set
    of changes that was undone, nor its undoing.
    """
    later = _seen_by(user).filter(stands(), puts_off()).order_by().values("action")
    return Coalesce(Subquery(later.annotate(n=Count("pk", distinct=True)).values("n")), 0)


def first_due_seen_by(user: AnyUser, column: str) -> Subquery:
    """Of the update that was the first to change its due date, since there was one; None where none has."""
    changed = _seen_by(user).exclude(due_words_before="").exclude(due_words_before=F("due_words_after"))
    return Subquery(changed.order_by("reported_on", "pk").values(column)[:1])


def _seen_by(user: AnyUser) -> ActionUpdateQuerySet:
    return ActionUpdate.objects.visible_to(user).filter(action=OuterRef("pk"))
