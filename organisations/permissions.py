"""May this person do this to this? Used by the views, and for drawing the buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from organisations.roles import roles_of

if TYPE_CHECKING:
    from organisations.models import Board, Person, Theme
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


def can_add_theme(user: AnyUser) -> bool:
    """Of a board, its secretariat; of all boards, any."""
    return is_secretariat(user)


def can_edit_theme(user: AnyUser, theme: Theme) -> bool:
    """The same rule as ``Theme.objects.editable_by``, for a theme at hand."""
    roles = roles_of(user)
    return roles.sees_all or (theme.board_id in roles.secretariat if theme.board_id else bool(roles.secretariat))


def is_secretariat(user: AnyUser) -> bool:
    roles = roles_of(user)
    return roles.sees_all or bool(roles.secretariat)


def has_role_on_board(user: AnyUser, board: Board) -> bool:
    """Who was on a board before and who stands in is for the board's own, also where its minutes are public."""
    roles = roles_of(user)
    return roles.sees_all or board.pk in roles.boards


def can_see_email(user: AnyUser, person: Person) -> bool:
    """Addresses are for those who write to people, and for the person."""
    return is_secretariat(user) or (user.is_authenticated and person.user_id == user.pk)
