"""Organisations, people, and who can sign in."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from organisations.models import Organisation, OrganisationName, Person, User
from rr3tracker.demonstration.people import PASSWORD, SIGN_INS
from rr3tracker.scale.size import Size, add_all
from rr3tracker.scale.words import BODIES, JOBS, PLACES, Words


@dataclass(slots=True)
class Directory:
    organisations: list[Organisation]
    people: list[Person]
    """But for those who sign in."""
    users: dict[str, User]
    """By the part of their address before the @."""
    signing_in: dict[str, Person]
    """Likewise."""


def make_directory(size: Size, words: Words) -> Directory:
    organisations = add_organisations(size)
    people = [
        Person(
            name=words.person(n),
            job_title=words.rng.choice(JOBS),
            organisation=words.rng.choice(organisations) if n % 11 else None,
            email=f"person{n}@example.org" if n % 3 else "",
        )
        for n in range(size.people - len(SIGN_INS))
    ]
    add_all(Person, people)
    users, signing_in = add_sign_ins(organisations[0])
    return Directory(organisations, people, users, signing_in)


def add_organisations(size: Size) -> list[Organisation]:
    rows = []
    for n in range(size.organisations):
        pattern, sector, acronym = BODIES[n % len(BODIES)]
        turn = n // len(BODIES)
        place = PLACES[turn % len(PLACES)] + ("" if turn < len(PLACES) else f" {turn // len(PLACES) + 1}")
        short = acronym.format(place[:3].upper()) if acronym else ""
        rows.append(Organisation(name=pattern.format(place), acronym=short, sector=sector))
    add_all(Organisation, rows)
    for old, new in zip(rows[3::17], rows[4::17], strict=False):
        old.succeeded_by = new
    Organisation.objects.bulk_update(rows[3::17], ["succeeded_by"])
    former = OrganisationName.Kind.FORMER
    add_all(
        OrganisationName,
        [OrganisationName(organisation=row, name=f"{row.name} (old)", kind=former) for row in rows[::6]],
    )
    return rows


def add_sign_ins(organisation: Organisation) -> tuple[dict[str, User], dict[str, Person]]:
    """As in the demonstration, with its password."""
    # Hashing is slow on purpose, and all have the same password.
    password = make_password(PASSWORD)
    users, people = {}, {}
    for row in SIGN_INS:
        name = row.email.partition("@")[0]
        users[name] = User(email=row.email, password=password, is_staff=row.is_staff, is_superuser=row.is_superuser)
        users[name].save()
        EmailAddress(user=users[name], email=row.email, verified=True, primary=True).save()
        if row.person:
            people[name] = Person(name=row.person, organisation=organisation, email=row.email, user=users[name])
            people[name].save()
    return users, people
