"""Which other actions one came from and went into, as far as its reader may see them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When

from actions.models import Action, ActionUpdate, Status

if TYPE_CHECKING:
    from organisations.roles import AnyUser


@dataclass(frozen=True, slots=True)
class Relations:
    merged_into: Action | None = None
    replaced_by: Action | None = None
    """It took its place, without a merger."""
    merged: list[Action] = field(default_factory=list)
    """Into this one."""
    replaces: list[Action] = field(default_factory=list)
    split_from: Action | None = None
    """``with_paragraph_for`` the reader."""
    parts: list[Action] = field(default_factory=list)


def relations_of(action: Action, user: AnyUser) -> Relations:
    """One query."""
    own = (action.succeeded_by_id, action.split_from_id)
    related = Q(succeeded_by=action.pk) | Q(split_from=action.pk) | Q(pk__in=[pk for pk in own if pk])
    others = Action.objects.visible_to(user).filter(related).with_paragraph_for(user)
    rows: list[Any] = list(
        others.select_related("raised_in__item")
        .annotate(is_merged=_is_merged("pk"), was_merged=_is_merged(Value(action.pk)))
        .order_by("number")
    )
    successor = next((other for other in rows if other.pk == action.succeeded_by_id), None)
    replaced = [other for other in rows if other.succeeded_by_id == action.pk]
    return Relations(
        merged_into=successor if successor and successor.was_merged else None,
        replaced_by=successor if successor and not successor.was_merged else None,
        merged=[other for other in replaced if other.is_merged],
        replaces=[other for other in replaced if not other.is_merged],
        split_from=next((other for other in rows if other.pk == action.split_from_id), None),
        parts=[other for other in rows if other.split_from_id == action.pk],
    )


def _is_merged(key: str | Value) -> Subquery:
    """Whether the action of this key, which gave way to another, did so by a merger: that is a set of changes."""
    closing = ActionUpdate.objects.filter(
        action=OuterRef(key) if isinstance(key, str) else key, status_after=Status.NO_LONGER_NEEDED
    ).exclude(status_before=F("status_after"))
    is_set = Q(part_of__isnull=False, part_of__undoes__isnull=True)
    return Subquery(closing.order_by("-pk").values(answer=Case(When(is_set, then=Value(1)), default=Value(0)))[:1])
