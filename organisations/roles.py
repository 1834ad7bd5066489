"""What a user is on each board, read once a request: the ground of every ``visible_to``.

A role comes from a membership in force today that names the user's person (DESIGN: "Roles hang on
membership of a board"). A membership of an organisation alone gives nobody a role: otherwise
whoever edits a person's organisation could let them in to another board.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from django.apps import apps
from django.db.models import Q
from django.utils import timezone

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from organisations.models import Board, Person, User

    AnyUser: TypeAlias = User | AnonymousUser

_CACHE = "_board_roles"
AS_MEMBER = ("chair", "deputy_chair", "member")


@dataclass(frozen=True, slots=True)
class Roles:
    """Sets of board ids. One user may be secretariat of one board and member of another."""

    sees_all: bool = False
    secretariat: frozenset[int] = frozenset()
    member: frozenset[int] = frozenset()
    official: frozenset[int] = frozenset()
    chair: frozenset[int] = frozenset()
    """Boards that the user chairs; a chair is a member as well."""
    person: int | None = None
    """The user's person, where a membership names them."""
    seats: frozenset[int] = frozenset()
    """The seats that they hold."""
    acts_for: frozenset[tuple[int, int]] = frozenset()
    """Board and organisation: the organisation that they represent there, or else the one that they are of."""

    @property
    def boards(self) -> frozenset[int]:
        """The boards on which the user has any role."""
        return self.secretariat | self.member | self.official

    @property
    def inside(self) -> frozenset[int]:
        """The boards to whose restricted items the user is admitted: as a member or of the secretariat."""
        return self.secretariat | self.member

    @property
    def any(self) -> bool:
        return self.sees_all or bool(self.boards)


NOBODY = Roles()


def roles_of(user: AnyUser) -> Roles:
    """The roles of ``user`` today; one query the first time, none after that for the same object."""
    if not user.is_authenticated or not user.is_active:
        return NOBODY
    found: Roles | None = user.__dict__.get(_CACHE)
    if found is None:
        found = Roles(sees_all=True) if user.is_superuser else _read(Q(person__user=user))
        user.__dict__[_CACHE] = found
    return found


def reader_for(person: Person) -> User:
    """A user, never saved, who sees what this person may see today, whether or not they sign in: for mail and links."""
    return _reader(_read(Q(person=person), person=person.pk))


def readers_on(board: Board, people: Iterable[Person], *, on: dt.date) -> list[tuple[User, list[Person]]]:
    """Of ``people``, those who are the same on ``board`` on a day, each set with a user, never saved, who sees of that board's
    records what each of them sees. One query, and as many sets as there are ways to belong to a board, however many people.
    """
    membership = apps.get_model("organisations", "Membership")
    asked = {person.pk: person for person in people}
    held: dict[int, set[str]] = {pk: set() for pk in asked}
    for person, role in membership.objects.on(on).filter(board=board, person__in=asked).values_list("person", "role"):
        held[person].add(role)
    sets: dict[Roles, list[Person]] = {}
    for pk, roles in held.items():
        sets.setdefault(_on_one_board(board, roles), []).append(asked[pk])
    return [(_reader(same), found) for same, found in sets.items()]


def _reader(roles: Roles) -> User:
    reader: User = apps.get_model("organisations", "User")()
    reader.__dict__[_CACHE] = roles
    return reader


def _on_one_board(board: Board, roles: set[str]) -> Roles:
    def where(*wanted: str) -> frozenset[int]:
        return frozenset({board.pk}) if roles.intersection(wanted) else frozenset()

    return Roles(
        secretariat=where("secretariat"), member=where(*AS_MEMBER), official=where("official"), chair=where("chair")
    )


def _read(who: Q, *, person: int | None = None) -> Roles:
    membership = apps.get_model("organisations", "Membership")
    rows = list(
        membership.objects.on(timezone.localdate())
        .filter(who)
        .values_list("board", "role", "seat", "organisation", "person__organisation", "person")
    )

    def boards(*roles: str) -> frozenset[int]:
        return frozenset(board for board, role, *_ in rows if role in roles)

    return Roles(
        secretariat=boards("secretariat"),
        member=boards(*AS_MEMBER),
        official=boards("official"),
        chair=boards("chair"),
        person=person or next((row[-1] for row in rows), None),
        seats=frozenset(seat for _, _, seat, *_ in rows if seat),
        acts_for=frozenset((board, represented or of) for board, _, _, represented, of, _ in rows if represented or of),
    )
