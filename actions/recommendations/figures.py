"""How many were asked, and how they answered: each number with the list that it counts.

What is counted is a recommendation to an organisation: one that asks three of them is answered three times.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from django.db.models import Count

from actions.models import Addressee, Answer
from actions.models.addressed import is_overdue, was_overdue
from actions.recommendations.addresses import recommendations_address

if TYPE_CHECKING:
    from django.db.models import Q

    from actions.models.addressed import AddresseeQuerySet
    from organisations.models import Board
    from organisations.roles import AnyUser

By = Literal["", "organisation", "board", "advice"]
KEYS: dict[str, tuple[str, str, str, str]] = {
    # what it is grouped by: its key, a name, a short name, and what the register's address says of it
    "organisation": ("organisation", "organisation__name", "organisation__acronym", "organisation"),
    "board": (
        "recommendation__advice__board",
        "recommendation__advice__board__name",
        "recommendation__advice__board__acronym",
        "recommendation__advice__board__slug",
    ),
    "advice": (
        "recommendation__advice",
        "recommendation__advice__title",
        "recommendation__advice__title",
        "recommendation__advice",
    ),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, what it counts, and the list of just that."""

    name: str
    """A value of ``Answer``, "overdue" or "asked"."""
    label: str
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class Answers:
    """Of one board, organisation or advice, or of all: how many were asked, how they answered, and who is late."""

    pk: int | None
    name: str
    asked: Figure
    by_answer: tuple[Figure, ...]
    """All of ``Answer``, in its order."""
    overdue: Figure

    @property
    def awaiting(self) -> Figure:
        return self.by_answer[0]


def answers_of(
    boards: Iterable[Board] | None, user: AnyUser, *, on: dt.date, as_at: dt.date | None = None, **only: Any
) -> Answers:
    """Of ``boards`` (None: of all that the user sees) together; one query. ``only`` narrows, as the register's address does."""
    found = answers_by("", boards, user, on=on, as_at=as_at, **only)
    return found[0]


def answers_by(
    by: By, boards: Iterable[Board] | None, user: AnyUser, *, on: dt.date, as_at: dt.date | None = None, **only: Any
) -> list[Answers]:
    """For each organisation, board or advice that was asked or asks: those with most late and most awaited first. One query.

    As today, or as at the end of the day ``as_at``. Of "" it is one for all, which is there also where nothing is.
    ``only`` are filters of the register, beside the board, that its addresses keep: ``advice``, ``organisation``.
    """
    chosen = list(boards) if boards is not None else None
    asked = Addressee.objects.visible_to(user)
    if chosen is not None:
        asked = asked.of_boards(chosen)
    for name, value in only.items():
        asked = asked.filter(**{KEYS[name][0]: value})
    asked, answer, late = (
        (asked.as_at(as_at), "answer_then", was_overdue(on=as_at))
        if as_at
        else (asked.given(), "answer", is_overdue(on=on))
    )
    kept: dict[str, Any] = {"board": [board.slug for board in chosen] if chosen is not None else None, **only}
    if as_at:
        kept["as_at"] = as_at.isoformat()
    return _counted(by, asked, answer, late, kept)


def answers_among(asked: AddresseeQuerySet, *, on: dt.date, **kept: Any) -> Answers:
    """Of these together, as today; ``kept`` are the filters of the register that let in just these. One query."""
    return _counted("", asked.given(), "answer", is_overdue(on=on), kept)[0]


def _counted(by: By, asked: AddresseeQuerySet, answer: str, late: Q, kept: dict[str, Any]) -> list[Answers]:
    key = KEYS[by] if by else ()
    rows = (
        asked.order_by().values_list(*dict.fromkeys(key), answer).annotate(n=Count("pk"), late=Count("pk", filter=late))
    )
    counts: defaultdict[tuple[Any, ...], dict[str, tuple[int, int]]] = defaultdict(dict)
    for *group, said, n, overdue in rows:
        counts[tuple(group)][said] = (n, overdue)
    if not by:
        counts.setdefault((), {})
    found = [
        _answers(dict(zip(dict.fromkeys(key), group, strict=True)), by, said, kept) for group, said in counts.items()
    ]
    return sorted(found, key=lambda one: (-one.overdue.count, -one.awaiting.count, -one.asked.count, one.name))


def _answers(group: dict[str, Any], by: By, said: dict[str, tuple[int, int]], kept: dict[str, Any]) -> Answers:
    pk, name = None, "All"
    if by:
        key, full, short, address = KEYS[by]
        pk, name = group[key], group[short] or group[full]
        kept = {**kept, by: group[address]}

    def figure(what: str, label: str, count: int, **asked: Any) -> Figure:
        return Figure(what, label, count, recommendations_address(**kept, **asked))

    return Answers(
        pk=pk,
        name=name,
        asked=figure("asked", "Asked for", sum(n for n, _ in said.values())),
        by_answer=tuple(
            figure(one.value, str(one.label), said.get(one, (0, 0))[0], answer=one.value) for one in Answer
        ),
        overdue=figure("overdue", "Response overdue", sum(late for _, late in said.values()), overdue="on"),
    )
