from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db import transaction

from meetings.services.roll import RollLine, save_roll
from organisations.models import Organisation, Person
from organisations.services.directory import save_organisation, save_person

if TYPE_CHECKING:
    from meetings.guests import Guest
    from meetings.models import Meeting
    from organisations.models import User


@dataclass(frozen=True, slots=True)
class GuestLine:
    """A line of a roll whose person was typed."""

    guest: Guest
    line: RollLine


@dataclass(frozen=True, slots=True)
class Added:
    """Whom a roll added to the directory."""

    people: list[Person]
    organisations: list[Organisation]


@transaction.atomic
def take_roll(meeting: Meeting, lines: Sequence[RollLine | GuestLine], *, by: User, version: str = "") -> Added:
    """``save_roll``, with guests who are added to the people and organisations where they are new."""
    added = Added([], [])
    known: dict[str, Organisation] = {}
    ready = [_meet(line, known, added, by=by) if isinstance(line, GuestLine) else line for line in lines]
    save_roll(meeting, ready, by=by, version=version)
    return added


def _meet(line: GuestLine, known: dict[str, Organisation], added: Added, *, by: User) -> RollLine:
    guest, person = line.guest, line.guest.person
    organisation = guest.organisation or known.get(guest.organisation_name.lower())
    if organisation is None and guest.organisation_name:
        organisation = Organisation(name=guest.organisation_name)
        save_organisation(organisation, by=by)
        known[guest.organisation_name.lower()] = organisation
        added.organisations.append(organisation)
    if person is None:
        person = Person(name=guest.name, job_title=guest.job_title, organisation=organisation)
        save_person(person, by=by)
        added.people.append(person)
    # What was typed is what they were that day, whatever is on record of them.
    return replace(
        line.line,
        person_id=person.pk,
        organisation_id=organisation.pk if organisation else person.organisation_id,
        job_title=guest.job_title or person.job_title,
    )
