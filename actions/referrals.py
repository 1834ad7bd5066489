"""What an action's page tells one reader of its referrals: whom it was referred to, and whom it came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Q

from actions.models import Action, Referral
from organisations.models import Board
from organisations.roles import roles_of

if TYPE_CHECKING:
    from organisations.roles import AnyUser


@dataclass(frozen=True, slots=True)
class Told:
    referral: Referral
    board: str
    """The other board; empty where the reader may not know which."""
    other: Action | None
    """The other board's action, where the reader may see it."""
    reference: str
    """Of that action, where the reader may know it."""
    is_ours: bool
    """The reader may open the referral itself."""
    answer: str


@dataclass(frozen=True, slots=True)
class ToldReferrals:
    made: list[Told] = field(default_factory=list)
    """To other boards, the latest first."""
    came_from: Told | None = None


def referrals_of(action: Action, user: AnyUser) -> ToldReferrals:
    """Of an action that ``user`` sees, one query where it has none and three where it has any.

    A board is named to who may know of it, an action is linked where they see it. Both secretariats read each other's
    references, for the one showed the other its action; the answer is for whoever has a role on the action's board.
    """
    ours = Q(action=action.pk) | Q(became=action.pk)
    found = list(Referral.objects.filter(ours).select_related("action__board", "to_board", "became"))
    if not found:
        return ToldReferrals()
    roles = roles_of(user)
    pks = {pk for row in found for pk in (row.action_id, row.became_id) if pk}
    seen = set(Action.objects.visible_to(user).filter(pk__in=pks).values_list("pk", flat=True))
    known = set(
        Board.objects.visible_to(user)
        .filter(pk__in={pk for row in found for pk in (row.to_board_id, row.action.board_id)})
        .values_list("pk", flat=True)
    )

    def told(row: Referral, other: Action | None, board: Board) -> Told:
        is_ours = roles.sees_all or bool({row.to_board_id, row.action.board_id} & roles.secretariat)
        sees_other = other is not None and other.pk in seen
        return Told(
            referral=row,
            board=board.name if is_ours or board.pk in known else "",
            other=other if sees_other else None,
            reference=other.reference if other and (sees_other or is_ours) else "",
            is_ours=is_ours,
            answer=row.answer if is_ours or action.board_id in roles.boards else "",
        )

    return ToldReferrals(
        made=[told(row, row.became, row.to_board) for row in found if row.action_id == action.pk],
        came_from=next((told(row, row.action, row.action.board) for row in found if row.became_id == action.pk), None),
    )
