"""What the record said of a row at an earlier moment, from the history that is kept of it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db.models import Case, F, Min, OuterRef, Subquery, Value, When
from django.utils import timezone

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from organisations.models import Board


def known_at(history: QuerySet[Any], at: dt.datetime) -> QuerySet[Any]:
    """Rows of the history of one record, the one that held at ``at`` first.

    Before the record was kept it is taken to have been as it was first written down: a board that is a hundred years old had
    its name before anybody entered it.
    """
    by_then = When(history_date__lte=at, then=Value(0))
    newest, latest = (Case(When(history_date__lte=at, then=F(name))) for name in ("history_date", "history_id"))
    placed = history.annotate(came_later=Case(by_then, default=Value(1)))
    found: QuerySet[Any] = placed.order_by("came_later", newest.desc(), latest.desc(), "history_date", "history_id")
    return found


def board_at(board: Board, at: dt.datetime) -> Board:
    """The board as it was: its name, purpose, quorum, secretariat and target; a row that is not to be saved. One query.

    Its address is today's, so that its links open.
    """
    row = known_at(board.history.select_related("secretariat"), at).first()
    if row is None:  # never written down but by a bulk load, which keeps no history
        return board
    then: Board = row.instance
    then.secretariat, then.slug = row.secretariat, board.slug
    return then


def first_kept(model: Any) -> Subquery:
    """When a row of the outer query was first written down; null where no history is kept of it."""
    rows = model.history.model.objects.filter(id=OuterRef("pk")).order_by("history_date")
    return Subquery(rows.values("history_date")[:1])


def kept_since(board: Board) -> dt.datetime:
    """The end of the day on which the board came to be kept here: what came with it is as old as anybody can tell. One query."""
    first = board.history.aggregate(first=Min("history_date"))["first"]
    if first is None:
        return dt.datetime.min.replace(tzinfo=dt.UTC)
    day = timezone.localdate(first)
    return timezone.make_aware(dt.datetime.combine(day, dt.time.max))
