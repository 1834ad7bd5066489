"""May this person do this to this? Used by the views, and for drawing the buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from organisations.roles import roles_of

if TYPE_CHECKING:
    from organisations.models import Board
    from organisations.roles import AnyUser


def can_edit_board(user: AnyUser, board: Board) -> bool:
    roles = roles_of(user)
    return roles.sees_all or board.pk in roles.secretariat


def can_add_board(user: AnyUser) -> bool:
    """The secretariat of a board may set up another, such as a special interest group."""
    return is_secretariat(user)


def can_edit_directory(user: AnyUser) -> bool:
    """Organisations and people are shared by all boards, and kept by every secretariat."""
    return is_secretariat(user)


def is_secretariat(user: AnyUser) -> bool:
    roles = roles_of(user)
    return roles.sees_all or bool(roles.secretariat)
