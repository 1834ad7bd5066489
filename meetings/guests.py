"""Somebody who is added to a roll by one typed line: "name, job title, organisation"."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from organisations.matching import KnownOrganisations, KnownPeople, person_key
from organisations.models import Membership, Organisation, Person

if TYPE_CHECKING:
    from meetings.models import Meeting

NAMELESS = "Enter a name, such as “Dana Reed, Head of policy, Harbour Trust”."
TOO_LONG = "The name, the job title or the organisation is longer than 300 letters."
LONGEST = 300


class UnclearGuestError(ValueError):
    """The line could mean several people or organisations; its message says which."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Who a line means: those on record, and by name whoever is not."""

    typed: str
    name: str
    job_title: str = ""
    organisation_name: str = ""
    person: Person | None = None
    organisation: Organisation | None = None

    @property
    def key(self) -> str:
        """The same line is the same guest."""
        return f"guest-{hashlib.sha256(self.typed.casefold().encode(errors='surrogatepass')).hexdigest()[:12]}"

    @property
    def detail(self) -> str:
        where = self.organisation.name if self.organisation else self.organisation_name
        return ", ".join(part for part in (self.job_title, where) if part)

    @property
    def news(self) -> str:
        """What saving the roll adds to the directory."""
        new_organisation = bool(self.organisation_name) and not self.organisation
        if self.person:
            return "A new organisation: saving the roll adds it." if new_organisation else ""
        if new_organisation:
            return "A new person and a new organisation: saving the roll adds both."
        return "A new person: saving the roll adds them."


class GuestReader:
    """Reads such lines against the directory, which is loaded once, when the first line is read."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting
        self._organisations: KnownOrganisations | None = None
        self._people: KnownPeople | None = None

    def read(self, typed: str) -> Guest:
        """Refuses, with ``UnclearGuestError``, a line without a name or one that could mean several."""
        name, *rest = (" ".join(part.split()) for part in typed.replace("\0", "").split(","))
        rest = [part for part in rest if part]
        if not person_key(name):
            raise UnclearGuestError(NAMELESS)
        job_title, organisation_name, organisation = self._split(rest)
        if max(len(name), len(job_title), len(organisation_name)) > LONGEST:
            raise UnclearGuestError(TOO_LONG)
        person = self._find_person(name, organisation)
        return Guest(", ".join([name, *rest]), name, job_title, organisation_name, person, organisation)

    def _split(self, rest: list[str]) -> tuple[str, str, Organisation | None]:
        """The organisation is the longest end of the line that names a known one; else what follows the job title.

        With one part that names nobody known, it is a job title: an organisation is not made by a guess.
        """
        for start in range(len(rest)):
            name = ", ".join(rest[start:])
            match = self.organisations.find(name)
            if match.rivals:
                raise UnclearGuestError(f"“{name}” could be {_either(match.rivals)}: give its full name.")
            if match.found:
                return ", ".join(rest[:start]), name, match.found
        if len(rest) > 1:
            return ", ".join(rest[:-1]), rest[-1], None
        return ", ".join(rest), "", None

    def _find_person(self, name: str, organisation: Organisation | None) -> Person | None:
        match = self.people.find(name, organisation_id=organisation.pk if organisation else None)
        if match.rivals:
            raise UnclearGuestError(
                f"“{name}” could be any of {len(match.rivals)} people: choose from the list instead."
            )
        return match.found

    @property
    def organisations(self) -> KnownOrganisations:
        if self._organisations is None:
            self._organisations = KnownOrganisations.load()
        return self._organisations

    @property
    def people(self) -> KnownPeople:
        if self._people is None:
            board = self.meeting.board_id
            sat = Membership.objects.filter(board=board, person__isnull=False).values_list("person", flat=True)
            came = Person.objects.filter(attendance__meeting__board=board).values_list("pk", flat=True)
            self._people = KnownPeople.load(of_board={*sat, *came})
        return self._people


def _either(rows: tuple[Organisation, ...]) -> str:
    return " or ".join(row.name for row in rows[:3])
