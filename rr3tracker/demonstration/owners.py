"""Owners of an action of the demonstration, as its file names them."""

from __future__ import annotations

from actions.models import ActionOwner
from organisations.models import Organisation, Person

ROLES = {
    "Chair": ActionOwner.Role.CHAIR,
    "Secretariat": ActionOwner.Role.SECRETARIAT,
    "All members": ActionOwner.Role.MEMBERS,
}


def owners_named(names: str, people: dict[str, Person], organisations: dict[str, Organisation]) -> list[ActionOwner]:
    """`Unlock*; Siân Treharne; Chair; “theme leads”`: the one with the star leads."""
    return [
        owner_named(name.strip().removesuffix("*"), people, organisations, leads=name.strip().endswith("*"))
        for name in names.split(";")
        if name.strip()
    ]


def owner_named(
    name: str, people: dict[str, Person], organisations: dict[str, Organisation], *, leads: bool
) -> ActionOwner:
    if name in ROLES:
        return ActionOwner(role=ROLES[name], is_lead=leads)
    if name.startswith("“"):
        return ActionOwner(words=name.strip("“”"), is_lead=leads)
    if name in people:
        return ActionOwner(person=people[name], is_lead=leads)
    return ActionOwner(organisation=organisations[name], is_lead=leads)
