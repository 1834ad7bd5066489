"""The cast: always the same people by role, on one board that meets in private.

`secretary`, `member`, `chair`, `official` and `outsider` are users who can sign in; `member.person` and so on
are who they are. The outsider is secretary of another board, and has no business on this one.
"""

from __future__ import annotations

import pytest

from organisations.models import Board, Membership, User
from tests.factories import make_board, make_membership, make_organisation, make_person, make_user

Role = Membership.Role


@pytest.fixture
def board(db: None) -> Board:
    return make_board(
        "Reducing Reoffending Third Sector Advisory Group", slug="rr3", acronym="RR3", reference_prefix="RR3"
    )


def _who(name: str, board: Board | None, role: str, *, staff: bool = False) -> User:
    user = make_user(f"{name.split()[0].lower()}@example.org", is_staff=staff)
    person = make_person(name, user=user, organisation=make_organisation(f"{name.split()[1]} Trust"))
    if board:
        make_membership(board, person=person, organisation=person.organisation, role=role)
    return user


@pytest.fixture
def secretary(board: Board) -> User:
    return _who("Sadia Marsh", board, Role.SECRETARIAT, staff=True)


@pytest.fixture
def member(board: Board) -> User:
    return _who("Mina Hollis", board, Role.MEMBER)


@pytest.fixture
def chair(board: Board) -> User:
    return _who("Clara Whitlow", board, Role.CHAIR)


@pytest.fixture
def official(board: Board) -> User:
    return _who("Owen Fairley", board, Role.OFFICIAL)


@pytest.fixture
def outsider(db: None) -> User:
    """Secretary of another board: signed in, with a role, and nothing to do with ``board``."""
    other = make_board("Somebody else’s board", slug="other", acronym="OTH", reference_prefix="OTH")
    return _who("Rhys Quill", other, Role.SECRETARIAT, staff=True)


@pytest.fixture
def stranger(db: None) -> User:
    """Signed in, without a role on any board."""
    return make_user("stranger@example.org")
