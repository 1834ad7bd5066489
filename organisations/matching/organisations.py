from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from organisations.matching.found import Match
from organisations.matching.names import (
    PrintedOrganisation,
    acronyms_of,
    organisation_key,
    plain_words,
    split_organisation,
)
from organisations.models import Organisation

_ALIKE = 0.6
"""How much of two names' words must be shared before an acronym in brackets makes them one."""


class KnownOrganisations:
    """The organisations on record, by every name that documents call them. Loaded once.

    A name means the organisation that bears it: nothing here goes on to a successor.
    """

    def __init__(self, organisations: Iterable[Organisation] = ()) -> None:
        self._exact: defaultdict[str, list[Organisation]] = defaultdict(list)
        self._keys: defaultdict[str, list[Organisation]] = defaultdict(list)
        self._acronyms: defaultdict[str, list[Organisation]] = defaultdict(list)
        for organisation in organisations:
            self.add(organisation, *(other.name for other in organisation.other_names.all()))

    @classmethod
    def load(cls) -> KnownOrganisations:
        """All of them, in two queries."""
        return cls(Organisation.objects.prefetch_related("other_names").order_by("pk"))

    def add(self, organisation: Organisation, *other_names: str) -> None:
        for name in (organisation.name, *other_names):
            self._exact[name.lower()].append(organisation)
            self._keys[organisation_key(name)].append(organisation)
        if organisation.acronym:
            self._acronyms[_letters(organisation.acronym)].append(organisation)

    def is_taken(self, name: str) -> bool:
        return name.lower() in self._exact

    def find(self, printed: str) -> Match[Organisation]:
        """The organisation that ``printed`` names: by its very name, then name or other name, then acronym."""
        taken_apart = split_organisation(printed)
        for candidates in self._layers(printed, taken_apart):
            match = Match.of(candidates)
            if match.settled:
                return match
        return Match()

    def find_by_made_acronym(self, printed: str, *, among: Collection[Organisation]) -> Match[Organisation]:
        """The one ``among`` a few without an acronym on record whose words make this one: "MoJ"."""
        letters = _letters(printed)
        return Match.of(o for o in among if not o.acronym and letters in acronyms_of(o.name))

    def _layers(self, printed: str, parts: PrintedOrganisation) -> Iterable[list[Organisation]]:
        yield self._exact.get(" ".join(printed.split()).lower(), [])
        yield self._exact.get(parts.name.lower(), [])
        for name in (printed, parts.name, *parts.also):
            if key := organisation_key(name):
                yield self._keys.get(key, [])
        if not parts.acronym:
            yield self._acronyms.get(_letters(printed), [])
            return
        # An acronym alone makes nobody the same: two bodies may share one. The names must be alike,
        # or one of the two be known by nothing but the acronym.
        shared = self._acronyms.get(_letters(parts.acronym), [])
        yield [o for o in shared if _alike(o.name, parts.name)]
        yield self._keys.get(organisation_key(parts.acronym), [])


def _letters(acronym: str) -> str:
    return "".join(plain_words(acronym))


def _alike(one: str, other: str) -> bool:
    a, b = set(organisation_key(one).split()), set(organisation_key(other).split())
    return bool(a and b) and 2 * len(a & b) / (len(a) + len(b)) >= _ALIKE
