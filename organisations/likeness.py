"""Which known organisations and people may be the one about to be recorded: asked before there are two of them.

Matching (organisations.matching) never guesses, since nobody looks over its shoulder. This only warns, so it does.
"""

from __future__ import annotations

from difflib import SequenceMatcher

from organisations.matching.names import organisation_key, person_key
from organisations.models import Organisation, OrganisationName, Person, PersonName

ENOUGH = 0.86
"""How much of two names must agree: a letter wrong in a word of seven or more."""


def organisations_like(name: str, *, acronym: str = "") -> list[Organisation]:
    """Organisations that are called almost so, now or elsewhere, or have the same acronym."""
    known = [*Organisation.objects.values_list("pk", "name")]
    known += Organisation.objects.exclude(acronym="").values_list("pk", "acronym")
    known += OrganisationName.objects.values_list("organisation", "name")
    given = [key for key in (organisation_key(name), organisation_key(acronym)) if key]
    likely = {pk for pk, other in known if any(alike(key, organisation_key(other)) for key in given)}
    return list(Organisation.objects.filter(pk__in=likely))


def people_like(name: str) -> list[Person]:
    """People who are called almost so, or whose first name is cut to an initial in one of the two."""
    known = [*Person.objects.values_list("pk", "name"), *PersonName.objects.values_list("person", "name")]
    key = person_key(name)
    likely = {pk for pk, other in known if alike_people(key, person_key(other))}
    return list(Person.objects.filter(pk__in=likely).select_related("organisation"))


def alike_people(key: str, other: str) -> bool:
    if alike(key, other):
        return True
    one, two = key.split(), other.split()
    cut = 1 in (len(one[0]), len(two[0])) if one and two else False
    return cut and len(one) > 1 and len(two) > 1 and one[-1] == two[-1] and one[0][0] == two[0][0]


def alike(key: str, other: str) -> bool:
    if sorted(key.split()) == sorted(other.split()):
        return True
    matcher = SequenceMatcher(None, key, other, autojunk=False)
    # The quick ones are upper bounds, and nearly always spare the slow one.
    return all(ratio() >= ENOUGH for ratio in (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio))
