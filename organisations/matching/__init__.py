"""Which known organisation or person a document means: by name, never by a guess.

A match that could be several is no match: it comes back with its rivals, and the caller says so.
"""

from organisations.matching.found import Match
from organisations.matching.names import (
    PrintedOrganisation,
    initials_of,
    looks_like_initials,
    organisation_key,
    person_key,
    plain_words,
    split_organisation,
)
from organisations.matching.organisations import KnownOrganisations
from organisations.matching.people import KnownPeople, among

__all__ = [
    "KnownOrganisations",
    "KnownPeople",
    "Match",
    "PrintedOrganisation",
    "among",
    "initials_of",
    "looks_like_initials",
    "organisation_key",
    "person_key",
    "plain_words",
    "split_organisation",
]
