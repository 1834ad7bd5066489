"""Records the demonstration: who there is, then every meeting in the order of its day."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import models, transaction

from organisations.models import Board, Membership, Organisation, OrganisationName, Person, Seat, User
from rr3tracker.demonstration.advice import add_advice
from rr3tracker.demonstration.ahead import add_ahead
from rr3tracker.demonstration.boards import BOARDS, BoardRow
from rr3tracker.demonstration.organisations import ORGANISATIONS
from rr3tracker.demonstration.people import MEMBERSHIPS, PASSWORD, PEOPLE, SIGN_INS
from rr3tracker.demonstration.playing import Cast, play
from rr3tracker.demonstration.reports import add_reports
from rr3tracker.demonstration.themes import add_themes

Row = TypeVar("Row", bound=models.Model)

LOADED_INTO = (User, Organisation, Person, Board)
"""What must be empty: everything else hangs on a row of these."""


def holds_anything() -> bool:
    return any(model._default_manager.exists() for model in LOADED_INTO)


@transaction.atomic
def load_demonstration(*, today: dt.date) -> None:
    """The demonstration is in the database, dated around ``today``.

    Refuses, with a ``ValidationError``, a database that holds any user, organisation, person or board.
    """
    if holds_anything():
        raise ValidationError("The database holds records already: the demonstration goes into an empty one alone.")
    cast = add_cast(today=today)
    play(cast, today=today)
    add_ahead(cast.boards, today=today, by=cast.secretary)
    add_reports(cast, today=today)
    add_advice(cast, today=today)
    add_themes(cast.boards, today=today)


def add_cast(*, today: dt.date) -> Cast:
    organisations = add_organisations()
    people = add_people(organisations)
    users = add_users(people)
    boards = add_boards(organisations)
    add_memberships(boards, people, organisations, today=today)
    return Cast(boards, organisations, people, next(users[row.email] for row in SIGN_INS if row.is_staff))


def add(row: Row) -> Row:
    row.full_clean()
    row.save()
    return row


def add_organisations() -> dict[str, Organisation]:
    """By name, by acronym and by every other name."""
    found: dict[str, Organisation] = {}
    for row in ORGANISATIONS:
        organisation = add(Organisation(name=row.name, acronym=row.acronym, sector=row.sector))
        for kind, names in ((OrganisationName.Kind.FORMER, row.former), (OrganisationName.Kind.ALIAS, row.alias)):
            for name in names:
                add(OrganisationName(organisation=organisation, name=name, kind=kind))
        found |= dict.fromkeys((row.name, row.acronym, *row.former, *row.alias), organisation)
    for row in ORGANISATIONS:
        if row.succeeded_by:
            organisation = found[row.name]
            organisation.succeeded_by = found[row.succeeded_by]
            add(organisation)
    return found


def add_people(organisations: dict[str, Organisation]) -> dict[str, Person]:
    return {
        row.name: add(Person(name=row.name, organisation=organisations[row.organisation], job_title=row.job_title))
        for row in PEOPLE
    }


def add_users(people: dict[str, Person]) -> dict[str, User]:
    # Hashing is slow on purpose, and all have the same password.
    password = make_password(PASSWORD)
    users = {}
    for row in SIGN_INS:
        user = User(email=row.email, password=password, is_staff=row.is_staff, is_superuser=row.is_superuser)
        users[row.email] = add(user)
        add(EmailAddress(user=user, email=row.email, verified=True, primary=True))
        if row.person:
            person = people[row.person]
            person.user, person.email = user, row.email
            add(person)
    return users


def add_boards(organisations: dict[str, Organisation]) -> dict[str, Board]:
    boards: dict[str, Board] = {}
    for row in BOARDS:
        boards[row.slug] = add(board_of(row, boards.get(row.parent), organisations[row.secretariat]))
        for position, title in enumerate(row.seats, start=1):
            add(Seat(board=boards[row.slug], title=title, position=position))
    return boards


def board_of(row: BoardRow, parent: Board | None, secretariat: Organisation) -> Board:
    return Board(
        name=row.name,
        slug=row.slug,
        acronym=row.acronym,
        parent=parent,
        secretariat=secretariat,
        purpose=row.purpose,
        reference_prefix=row.prefix,
        quorum=row.quorum,
        minutes_target_days=row.minutes_target,
        minutes_visible_to=row.visible_to,
        attendance_of=row.attendance_of,
        minutes_label=row.minutes_label,
        members_label=row.members_label,
    )


def add_memberships(
    boards: dict[str, Board], people: dict[str, Person], organisations: dict[str, Organisation], *, today: dt.date
) -> None:
    def day(value: dt.date | int) -> dt.date:
        return today - dt.timedelta(days=value) if isinstance(value, int) else value

    seats = {(seat.board_id, seat.title): seat for seat in Seat.objects.all()}
    for row in MEMBERSHIPS:
        board, person = boards[row.board], people.get(row.person)
        employer = person.organisation if person else None
        add(
            Membership(
                board=board,
                seat=seats[board.pk, row.seat] if row.seat else None,
                person=person,
                organisation=organisations[row.organisation] if row.organisation else employer,
                role=row.role,
                starts_on=day(row.starts_on),
                ends_on=None if row.ends_on is None else day(row.ends_on),
                deputy=people[row.deputy] if row.deputy else None,
            )
        )
