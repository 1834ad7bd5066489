"""Organisations and people, each saved together with the other names by which documents call them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from organisations.models import Organisation
from organisations.services.saving import save_changed

if TYPE_CHECKING:
    from organisations.models import OrganisationName, Person, PersonName, User


@transaction.atomic
def save_organisation(
    organisation: Organisation,
    *,
    by: User,
    names: Sequence[OrganisationName] = (),
    removed: Sequence[OrganisationName] = (),
) -> None:
    """An organisation is recorded or put right, ``names`` are saved as its other names and ``removed`` are taken off.

    Refuses, with a ``ValidationError``, successors in a circle and an other name that is another organisation's name.
    """
    refuse_circle(organisation)
    save_changed(organisation, by=by)
    for name in removed:
        name._history_user = by  # type: ignore[attr-defined]  # read by simple_history
        name.delete()
    for name in names:
        if Organisation.objects.filter(name__iexact=name.name).exclude(pk=organisation.pk).exists():
            raise ValidationError(f"“{name.name}” is the name of another organisation.")
        name.organisation = organisation
        save_changed(name, by=by)


def refuse_circle(organisation: Organisation) -> None:
    later, passed = organisation.succeeded_by, set()
    while later and later.pk not in passed:
        if later.pk == organisation.pk:
            raise ValidationError({"succeeded_by": "This organisation took over the work of the one that you chose."})
        passed.add(later.pk)
        later = later.succeeded_by


@transaction.atomic
def save_person(
    person: Person, *, by: User, names: Sequence[PersonName] = (), removed: Sequence[PersonName] = ()
) -> None:
    """A person is recorded or put right, ``names`` are saved as their other names and ``removed`` are taken off."""
    save_changed(person, by=by)
    for name in removed:
        name._history_user = by  # type: ignore[attr-defined]  # read by simple_history
        name.delete()
    for name in names:
        name.person = person
        save_changed(name, by=by)
