"""How far minutes come, and who reads them at which stage: the conditions that stand behind every ``visible_to``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from organisations.models import Board
from organisations.roles import roles_of

if TYPE_CHECKING:
    from organisations.roles import AnyUser


class MinutesStage(models.TextChoices):
    """How far a meeting's minutes have come. Who sees which stage: ``stage_seen_by``."""

    DRAFTING = "drafting", "Drafting"
    WITH_CHAIR = "with_chair", "With the chair"
    CIRCULATED = "circulated", "Circulated"
    APPROVED = "approved", "Approved"
    PUBLISHED = "published", "Published"


ISSUED = (MinutesStage.WITH_CHAIR, MinutesStage.CIRCULATED, MinutesStage.APPROVED, MinutesStage.PUBLISHED)
"""The stages that are reached by giving the minutes to somebody: each is stamped, and an edition kept."""
UNLOCKED = (MinutesStage.DRAFTING, MinutesStage.WITH_CHAIR, MinutesStage.CIRCULATED)
WORDS = {
    "with_chair": "given to the chair",
    "circulated": "circulated",
    "approved": "approved",
    "published": "published",
}
CHAIR_SEES = ISSUED
MEMBERS_SEE = (MinutesStage.CIRCULATED, MinutesStage.APPROVED, MinutesStage.PUBLISHED)
OFFICIALS_SEE = (MinutesStage.APPROVED, MinutesStage.PUBLISHED)


def minutes_seen_by(user: AnyUser, *, path: str = "") -> Q:
    """Which meetings' minutes ``user`` may read, as a condition on the meeting at ``path``.

    Secretariat: all; chair: once they are with the chair; members: circulated and later; officials:
    approved and later; anybody: published ones of a public board. ``path`` is a lookup prefix such as
    ``"item__meeting__"``.
    """
    return stage_seen_by(user, board=f"{path}board", stage=f"{path}minutes_stage")


def stage_seen_by(user: AnyUser, *, board: str, stage: str) -> Q:
    """Whether ``user`` reads minutes of the board at ``board`` that are at the stage at ``stage``."""
    roles = roles_of(user)
    if roles.sees_all:
        return Q()
    condition = Q(
        **{f"{board}__minutes_visible_to": Board.Visibility.PUBLIC, stage: MinutesStage.PUBLISHED},
    )
    # Only the roles that they have: each condition is paid for wherever the question is asked.
    if roles.official:
        condition = Q(**{f"{board}__in": roles.official, f"{stage}__in": OFFICIALS_SEE}) | condition
    if roles.member:
        condition = Q(**{f"{board}__in": roles.member, f"{stage}__in": MEMBERS_SEE}) | condition
    if roles.chair:
        condition = Q(**{f"{board}__in": roles.chair, f"{stage}__in": CHAIR_SEES}) | condition
    if roles.secretariat:
        condition = Q(**{f"{board}__in": roles.secretariat}) | condition
    return condition


def open_to(user: AnyUser, *, path: str = "") -> Q:
    """Whether the agenda item at ``path`` is not restricted, or ``user`` is of those to whom it is not: the members and the
    secretariat of its board. ``path`` is a lookup prefix such as ``"item__"``. See ``meetings.restricting``.
    """
    roles = roles_of(user)
    if roles.sees_all:
        # Everything, in a form that stays true beside "or": an empty Q would leave the other side to decide.
        return ~Q(pk__in=())
    is_open = Q(**{f"{path}is_restricted": False})
    return is_open | Q(**{f"{path}meeting__board__in": roles.inside}) if roles.inside else is_open


def paragraphs_seen_by(user: AnyUser, *, path: str = "item__") -> Q:
    """Which paragraphs ``user`` may read, as a condition on the agenda item at ``path``: those of minutes that they read,
    but for restricted items that are not open to them.
    """
    return minutes_seen_by(user, path=f"{path}meeting__") & open_to(user, path=path)
