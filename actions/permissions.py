"""May this person do this to this? Used by the views, and for drawing the buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actions.models import Action
from organisations.permissions import can_edit_board

if TYPE_CHECKING:
    from organisations.roles import AnyUser


def can_edit_action(user: AnyUser, action: Action) -> bool:
    return can_edit_board(user, action.board)


def can_report_progress(user: AnyUser, action: Action) -> bool:
    """The secretariat, and whoever owns the action: by name, by role, or through their organisation."""
    return can_edit_board(user, action.board) or Action.objects.filter(pk=action.pk).owed_by_user(user).exists()
