"""Of which organisations the owners of actions were then: a person may have moved, and an action may have been handed on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from organisations.known import known_at
from organisations.models import Organisation, Person
from rr3tracker.summary.moment import Then

NOBODY = 0
LEAD = " (lead)"


@dataclass(frozen=True, slots=True)
class Organisations:
    names: dict[int, str]
    then: dict[int, set[int]]
    """By action, the organisations that answered for it; NOBODY where none did."""
    moved: set[int]
    """Those that did not answer for the same of these actions as they do today."""


def organisations_of(actions: Sequence[Any], then: Then) -> Organisations:
    """Of actions ``with_owners()``, for an earlier moment fetched ``as_at``. Two queries.

    Who handed an action on is kept by name: one that several people have says nothing of an organisation.
    """
    said = {action.pk: getattr(action, "owners_then", None) for action in actions}
    words = {name.removesuffix(LEAD) for names in said.values() for name in names or ()}
    people = _People({owner.person_id for action in actions for owner in action.owners.all()}, words, then)
    bodies = list(
        Organisation.objects.filter(
            Q(pk__in={owner.organisation_id for action in actions for owner in action.owners.all()} | people.bodies)
            | Q(name__in=words)
            | Q(acronym__in=words)
        ).values_list("pk", "name", "acronym")
    )
    by_words = {word: pk for pk, name, acronym in bodies for word in (name, acronym) if word}
    found: dict[int, set[int]] = {}
    moved: set[int] = set()
    for action in actions:
        rows = list(action.owners.all())
        names = said[action.pk]
        today = _some(owner.organisation_id or people.today.get(owner.person_id) for owner in rows)
        if names is None:
            was = _some(owner.organisation_id or people.then.get(owner.person_id) for owner in rows)
        else:
            plain = [name.removesuffix(LEAD) for name in names]
            was = _some(by_words.get(name) or people.named.get(name) for name in plain)
        found[action.pk] = was
        moved |= was ^ today
    return Organisations({pk: acronym or name for pk, name, acronym in bodies}, found, moved)


class _People:
    """Of which organisation each is today, and was then; by key and by name."""

    def __init__(self, pks: Iterable[int | None], names: Iterable[str], then: Then) -> None:
        history = known_at(Person.history.model.objects.filter(id=OuterRef("pk")), then.until)
        rows = list(
            Person.objects.filter(Q(pk__in=[pk for pk in pks if pk]) | Q(name__in=names or [""]))
            # Where no history is kept it is null, and nought where the history says none.
            .annotate(
                was_of=Subquery(history.annotate(body=Coalesce("organisation_id", Value(NOBODY))).values("body")[:1])
            )
            .values_list("pk", "name", "organisation_id", "was_of")
        )
        self.today = {pk: body for pk, _, body, _ in rows}
        self.then = {pk: body if was is None or then.moment is None else was for pk, _, body, was in rows}
        count = Counter(name for _, name, _, _ in rows)
        self.named = {name: self.then[pk] for pk, name, _, _ in rows if count[name] == 1}
        self.bodies = {body for body in (*self.today.values(), *self.then.values()) if body}


def _some(bodies: Iterable[int | None]) -> set[int]:
    return {body for body in bodies if body} or {NOBODY}
