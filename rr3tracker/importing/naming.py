"""The organisations and people that a document names: known ones found, others made."""

from __future__ import annotations

from django.db.models import prefetch_related_objects

from organisations.matching import (
    KnownOrganisations,
    KnownPeople,
    Match,
    looks_like_initials,
    split_organisation,
)
from organisations.models import Organisation, OrganisationName, Person
from rr3tracker.importing.outcome import Outcome
from rr3tracker.importing.saving import Saver
from rr3tracker.importing.text import fits, one_line

_LONGEST = 300


class Naming:
    """Finds or makes each organisation and person once, and tells the outcome which."""

    def __init__(self, organisations: KnownOrganisations, people: KnownPeople, outcome: Outcome, saver: Saver) -> None:
        self.organisations = organisations
        self.people = people
        self._outcome = outcome
        self._saver = saver

    def organisation(self, printed: str | None) -> Organisation | None:
        name = one_line(printed)
        if not name:
            return None
        match = self.organisations.find(self._shortened(name))
        if match.found:
            if match.found not in [*self._outcome.matched_organisations, *self._outcome.new_organisations]:
                self._outcome.matched_organisations.append(match.found)
            self._learn_acronym(match.found, name)
            return match.found
        self._say_rivals(name, match)
        return self._make_organisation(name)

    def person(
        self, printed: str, *, organisation: Organisation | None, job_title: str = "", initials: str | None = None
    ) -> Person:
        name = self._shortened(one_line(printed))
        match = self.people.find(name, organisation_id=organisation.pk if organisation else None)
        if match.found:
            if match.found not in [*self._outcome.matched_people, *self._outcome.new_people]:
                self._outcome.matched_people.append(match.found)
            return match.found
        self._say_rivals(name, match)
        if not match.rivals and self.people.namesakes(name):
            self._outcome.notes.append(
                f"{name} was recorded as a new person, for the known one of this name is of another organisation."
            )
        letters = one_line(initials) or (name if looks_like_initials(name) else "")
        person = Person(
            name=name, organisation=organisation, job_title=job_title, initials=letters if len(letters) < 11 else ""
        )
        self._saver.save(person)
        prefetch_related_objects([person], "other_names")
        self.people.add(person)
        self._outcome.new_people.append(person)
        return person

    def _learn_acronym(self, organisation: Organisation, printed: str) -> None:
        """The document gives one, in brackets after the name, to an organisation that had none."""
        acronym = split_organisation(printed).acronym[:30]
        if acronym and not organisation.acronym and acronym.lower() != organisation.name.lower():
            organisation.acronym = acronym
            self._saver.save(organisation)
            self.organisations.add(organisation)

    def _make_organisation(self, printed: str) -> Organisation:
        parts = split_organisation(printed)
        name = self._shortened(parts.name)
        if self.organisations.is_taken(name):
            # The name without its acronym is somebody else's: an alias that the matcher found ambiguous.
            name, parts = self._shortened(printed), split_organisation(printed)
        organisation = Organisation(name=name, acronym=parts.acronym[:30])
        self._saver.save(organisation)
        also = [other for other in parts.also if len(other) <= _LONGEST and not self.organisations.is_taken(other)]
        for other in also:
            self._saver.save(OrganisationName(organisation=organisation, name=other))
        self.organisations.add(organisation, *also)
        self._outcome.new_organisations.append(organisation)
        return organisation

    def _shortened(self, name: str) -> str:
        if len(name) > _LONGEST and name not in self._outcome.unplaced:
            self._outcome.unplaced.append(name)
            self._outcome.notes.append(f"A name is too long and was shortened: {name[:60]}…")
        return fits(name, _LONGEST)

    def _say_rivals(self, name: str, match: Match[Organisation] | Match[Person]) -> None:
        if match.rivals:
            several = ", ".join(str(rival) for rival in match.rivals)
            self._outcome.notes.append(f"{name} could be any of several and was recorded as new: {several}")
