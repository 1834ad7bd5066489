"""Which of the measures count each action: asked of the database once, and added up by board, by owner and by theme.

The tables would otherwise ask the same again, who may see what with it, once for each of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Case, Expression, IntegerField, Value, When

from actions.dashboard.measures import Measure, is_counted
from actions.dashboard.scope import Scope
from actions.models import Action, ActionQuerySet

Board = tuple[str, str, str]
"""Its slug, its name and its acronym."""


@dataclass(frozen=True, slots=True)
class Counted:
    """``masks`` has a bit for each of the measures, in their order, for each action by its key."""

    measures: Sequence[Measure]
    masks: Mapping[int, int]
    by_board: Mapping[Board, Collection[int]]
    among: ActionQuerySet
    """These and no more than a few that the reader may not see: to join with, and to pass over what is not in ``masks``."""

    def sums(self, keys: Iterable[int] | None = None) -> Counter[str]:
        """How many of the actions with these keys, or of all, each measure counts."""
        masks = self.masks
        alike = Counter(masks.values() if keys is None else [masks[key] for key in keys])
        sums = Counter({measure.name: 0 for measure in self.measures})
        for mask, n in alike.items():
            left = mask
            while left:
                lowest = left & -left
                sums[self.measures[lowest.bit_length() - 1].name] += n
                left ^= lowest
        return sums


def count(actions: ActionQuerySet, scope: Scope, measures: Iterable[Measure], put_off: Iterable[int]) -> Counted:
    """One query. ``put_off`` are the keys of the open actions that were."""
    every = list({measure.name: measure for measure in measures}.values())
    rows = (
        actions.filter(is_counted(scope))
        .annotate(mask=_mask(every))
        .values_list("pk", "mask", "board", "board__slug", "board__name", "board__acronym")
    )
    masks: dict[int, int] = {}
    boards: set[int] = set()
    by_board: defaultdict[Board, list[int]] = defaultdict(list)
    for key, mask, board, *named in rows:
        masks[key] = mask
        boards.add(board)
        by_board[named[0], named[1], named[2]].append(key)
    moved = sum(1 << place for place, measure in enumerate(every) if measure.condition is None)
    for key in put_off:
        if key in masks:  # unless it was closed just now
            masks[key] |= moved
    among = Action.objects.filter(is_counted(scope), board__in=boards).order_by()
    return Counted(every, masks, by_board, among)


def _mask(measures: Sequence[Measure]) -> Expression:
    mask: Expression = Value(0, output_field=IntegerField())
    for place, measure in enumerate(measures):
        if measure.condition is not None:
            bit = Case(When(measure.condition, then=Value(1 << place)), default=Value(0), output_field=IntegerField())
            mask = mask + bit
    return mask
