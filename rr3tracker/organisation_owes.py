"""What the organisation of an official owes, board by board: the question that they sign in with."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.http import urlencode

from actions.addresses import register_address
from actions.figures import Figure
from actions.models import Action, Status, conditions
from organisations.models import Board, Organisation
from organisations.roles import roles_of

if TYPE_CHECKING:
    from organisations.roles import AnyUser

MEASURES = ("open_now", "due_soon", "overdue", "agreeing")


@dataclass(frozen=True, slots=True)
class OwedLine:
    board: Board | None
    """None for all boards together."""
    figures: list[Figure]


@dataclass(frozen=True, slots=True)
class OrganisationOwes:
    organisation: Organisation
    lines: list[OwedLine]
    """All boards first, where there are several."""

    @property
    def dashboard_address(self) -> str:
        return f"{reverse('actions:dashboard')}?{urlencode({'organisation': self.organisation.pk})}"


def organisations_owe(user: AnyUser, *, on: dt.date) -> list[OrganisationOwes]:
    """For each organisation that this user is an official for: three queries, and none for whoever is no official.

    Counted as the register's filter by organisation does: what it owns itself, and what its people own. A board of theirs
    where nothing is owed has its line of noughts: that is an answer too.
    """
    roles = roles_of(user)
    sent_by = {(organisation, board) for board, organisation in roles.acts_for if board in roles.official}
    if not sent_by:
        return []
    counts = _counts(user, {organisation for organisation, _ in sent_by}, on=on)
    pairs = sorted(sent_by | counts.keys())
    boards = Board.objects.in_bulk({board for _, board in pairs})
    organisations = Organisation.objects.in_bulk({organisation for organisation, _ in pairs})
    owes = [
        OrganisationOwes(
            organisations[pk], _lines(pk, {boards[board]: counts.get((pk, board)) or NOUGHTS for _, board in theirs})
        )
        for pk, theirs in groupby(pairs, key=lambda pair: pair[0])
    ]
    return sorted(owes, key=lambda one: one.organisation.name.lower())


NOUGHTS = dict.fromkeys(MEASURES, 0)


def _counts(user: AnyUser, organisations: set[int], *, on: dt.date) -> dict[tuple[int, int], Any]:
    """By organisation and board. An action counts once, however many of its owners are of the organisation."""

    def counted(condition: Q) -> Count:
        return Count("pk", filter=condition, distinct=True)

    rows = (
        Action.objects.visible_to(user)
        .open()
        .order_by()
        .annotate(owed_by=Coalesce("owners__organisation", "owners__person__organisation"))
        .filter(owed_by__in=organisations)
        .values("owed_by", "board_id")
        .annotate(
            open_now=counted(conditions.is_open()),
            due_soon=counted(conditions.is_due_soon(on=on)),
            overdue=counted(conditions.is_overdue(on=on)),
            agreeing=counted(conditions.is_to_be_agreed()),
        )
    )
    return {(row["owed_by"], row["board_id"]): row for row in rows}


def _lines(organisation: int, counts: dict[Board, dict[str, int]]) -> list[OwedLine]:
    by_name = sorted(counts.items(), key=lambda pair: pair[0].name.lower())
    lines = [OwedLine(board, _figures(row, board=board.slug, organisation=organisation)) for board, row in by_name]
    if len(lines) == 1:
        return lines
    every = {name: sum(row[name] for row in counts.values()) for name in MEASURES}
    return [OwedLine(None, _figures(every, organisation=organisation)), *lines]


def _figures(counts: dict[str, int], **of: Any) -> list[Figure]:
    return [
        Figure("open", counts["open_now"], register_address(**of, state="open")),
        Figure("due soon", counts["due_soon"], register_address(**of, state="due_soon")),
        Figure("overdue", counts["overdue"], register_address(**of, state="overdue"), "overdue"),
        Figure("to be agreed", counts["agreeing"], register_address(**of, status=Status.TO_BE_AGREED.value)),
    ]
