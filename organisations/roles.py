"""What a user is on each board, read once a request: the ground of every ``visible_to``.

A role comes from a membership in force today that names the user's person (DESIGN: "Roles hang on
membership of a board"). A membership of an organisation alone gives nobody a role: otherwise
whoever edits a person's organisation could let them in to another board.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from django.apps import apps
from django.utils import timezone

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from organisations.models import User

    AnyUser: TypeAlias = User | AnonymousUser

_CACHE = "_board_roles"


@dataclass(frozen=True, slots=True)
class Roles:
    """Sets of board ids. One user may be secretariat of one board and member of another."""

    sees_all: bool = False
    secretariat: frozenset[int] = frozenset()
    member: frozenset[int] = frozenset()
    official: frozenset[int] = frozenset()
    chair: frozenset[int] = frozenset()
    """Boards that the user chairs; a chair is a member as well."""

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
        found = Roles(sees_all=True) if user.is_superuser else _read(user)
        user.__dict__[_CACHE] = found
    return found


def _read(user: User) -> Roles:
    membership = apps.get_model("organisations", "Membership")
    rows = set(membership.objects.on(timezone.localdate()).filter(person__user=user).values_list("board_id", "role"))

    def boards(*roles: str) -> frozenset[int]:
        return frozenset(board for board, role in rows if role in roles)

    return Roles(
        secretariat=boards("secretariat"),
        member=boards("chair", "deputy_chair", "member"),
        official=boards("official"),
        chair=boards("chair"),
    )
