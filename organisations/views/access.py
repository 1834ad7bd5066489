"""How the views of this app find what they change: 404 for what one may not know of, 403 for what one may not change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from organisations.models import Board
from organisations.permissions import can_edit_board, can_edit_directory

if TYPE_CHECKING:
    from django.http import HttpRequest

    from organisations.models import User
    from organisations.roles import AnyUser


def signed_in(request: HttpRequest) -> User:
    if not request.user.is_authenticated:
        raise PermissionDenied
    return request.user


def board_to_edit(user: AnyUser, slug: str) -> Board:
    board = get_object_or_404(Board.objects.visible_to(user).for_board_page(), slug=slug)
    if not can_edit_board(user, board):
        raise PermissionDenied
    return board


def directory_editor(request: HttpRequest) -> User:
    user = signed_in(request)
    if not can_edit_directory(user):
        raise PermissionDenied
    return user
