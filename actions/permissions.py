"""May this person do this to this? Used by the views, the services, and for drawing the buttons."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from actions.models import NOT_CLOSED, Action, Status
from organisations.permissions import can_edit_board, is_secretariat
from organisations.roles import roles_of

if TYPE_CHECKING:
    from actions.models import ActionOwner
    from organisations.models import Board
    from organisations.roles import AnyUser


def can_add_actions(user: AnyUser) -> bool:
    """On some board: which ones, ``Board.objects.editable_by`` says."""
    return is_secretariat(user)


def boards_to_change(user: AnyUser, actions: Iterable[Action]) -> set[int]:
    """Of the boards of these actions, those whose secretariat the user is, by their keys; no query."""
    roles = roles_of(user)
    boards = {action.board_id for action in actions}
    return boards if roles.sees_all else boards & roles.secretariat


def can_edit_action(user: AnyUser, action: Action) -> bool:
    return can_edit_board(user, action.board)


def can_report_progress(user: AnyUser, action: Action) -> bool:
    """The secretariat, and while it is open whoever owns it: by name, by role, or through their organisation."""
    return can_edit_board(user, action.board) or (
        not action.is_closed and Action.objects.filter(pk=action.pk).owed_by_user(user, with_done=True).exists()
    )


def can_record_in_minutes(user: AnyUser, board: Board) -> bool:
    """An owner reports between meetings: what the minutes say is the secretariat's to enter."""
    return can_edit_board(user, board)


def statuses_to_report(user: AnyUser, action: Action) -> tuple[Status, ...]:
    """An owner says that it is complete; that it is closed is for the board to agree, and the secretariat to enter."""
    return tuple(Status) if can_edit_board(user, action.board) else NOT_CLOSED


def can_tick_off(user: AnyUser, owner: ActionOwner, action: Action) -> bool:
    """The part of a joint action: the secretariat for anybody, and an owner for themselves.

    Of what all members or all officials owe, no one of them says that the others have done it.
    """
    return can_edit_board(user, action.board) or (user.is_authenticated and _answers_for(user, owner, action.board_id))


def _answers_for(user: AnyUser, owner: ActionOwner, board: int) -> bool:
    roles = roles_of(user)
    if owner.person:
        return owner.person.user_id == user.pk
    if owner.organisation_id:
        return (board, owner.organisation_id) in roles.acts_for
    if owner.seat_id:
        return owner.seat_id in roles.seats
    return (owner.role == "chair" and board in roles.chair) or (
        owner.role == "secretariat" and board in roles.secretariat
    )
