"""Boards with their groups under them, in the order in which a list shows them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from organisations.models import Board


@dataclass(frozen=True)
class Branch:
    board: Board
    depth: int
    """0 for a board that stands by itself, or whose parent is not in the list."""


def branches_of(boards: Iterable[Board]) -> list[Branch]:
    """Each board once, followed by its groups; in the given order otherwise."""
    rows = list(boards)
    listed = {board.pk for board in rows}
    groups: defaultdict[int | None, list[Board]] = defaultdict(list)
    for board in rows:
        groups[board.parent_id if board.parent_id in listed else None].append(board)
    found = list(_below(None, groups, depth=0))
    # Boards that are each other's groups hang from nothing, and are listed all the same.
    reached = {branch.board.pk for branch in found}
    return found + [Branch(board, 0) for board in rows if board.pk not in reached]


def _below(above: int | None, groups: dict[int | None, list[Board]], *, depth: int) -> Iterator[Branch]:
    for board in groups.get(above, ()):
        yield Branch(board, depth)
        yield from _below(board.pk, groups, depth=depth + 1)
