"""May this person do this to this? Used by the views, the services, and for drawing the buttons."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from actions.models import NOT_CLOSED, Action, Advice, Referral, Status
from actions.models.owed import is_of_their_organisation, is_theirs_in_person
from organisations.permissions import can_edit_board, is_secretariat
from organisations.roles import roles_of

if TYPE_CHECKING:
    from actions.models import ActionOwner, ActionReport
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
    return can_edit_board(user, action.board) or (not action.is_closed and is_owner(user, action))


def is_owner(user: AnyUser, action: Action) -> bool:
    """By name, by seat or role, or through their organisation; also where their part is done.

    No query of an action ``with_owners()``.
    """
    if are_at_hand(action, "owners"):
        return user.is_authenticated and any(_is_theirs(owner, action.board_id, user) for owner in action.owners.all())
    return Action.objects.filter(pk=action.pk).owed_by_user(user, with_done=True).exists()


def _is_theirs(owner: ActionOwner, board: int, user: AnyUser) -> bool:
    roles = roles_of(user)
    # Who has no membership has no person among their roles, and may be one all the same.
    known = roles.person or (owner.person_id if owner.person and owner.person.user_id == user.pk else None)
    return is_theirs_in_person(owner, board=board, roles=roles, person=known) or is_of_their_organisation(
        owner, board=board, roles=roles
    )


def are_at_hand(action: Action, name: str) -> bool:
    """Whether rows that point at the action were fetched with it."""
    return name in getattr(action, "_prefetched_objects_cache", {})


def can_refer(user: AnyUser, action: Action) -> bool:
    return can_edit_board(user, action.board) and not action.is_closed


def can_answer_referral(user: AnyUser, referral: Referral) -> bool:
    """The secretariat of the board that was asked, who need not see the action itself."""
    return can_edit_board(user, referral.to_board)


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
    return can_edit_board(user, action.board) or (user.is_authenticated and answers_for(user, owner, action.board_id))


def answers_for(user: AnyUser, owner: ActionOwner, board: int) -> bool:
    """Today: is the owner, acts for it, holds the seat, or has the role by themselves (select ``person``)."""
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


def can_answer_report(user: AnyUser, report: ActionReport) -> bool:
    """Accept it or turn it down (select ``action__board``)."""
    return can_edit_board(user, report.action.board)


def can_agree(user: AnyUser, action: Action) -> bool:
    """That it is complete, between meetings: the chair, and the secretariat that records chair’s action."""
    return can_edit_board(user, action.board) or action.board_id in roles_of(user).chair


def can_open_queue(user: AnyUser) -> bool:
    """Of reports that wait, and of what is to be agreed: the secretariat, and the chair for the latter."""
    return is_secretariat(user) or bool(roles_of(user).chair)


def can_edit_advice(user: AnyUser, advice: Advice) -> bool:
    """With its recommendations and the responses to them."""
    return can_edit_board(user, advice.board)
