"""How long the work took: of what was completed in the period, the days from raised to closed."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count

from actions.dashboard.scope import Scope
from actions.models import ActionQuerySet, conditions


def median_days(actions: ActionQuerySet, scope: Scope) -> float | None:
    """The middle one of the days; between two, half way. None where nothing was completed."""
    completed = actions.filter(conditions.is_completed_between(scope.first, scope.last))
    spans = completed.values_list("raised_on", "closed_on").annotate(n=Count("pk"))
    return weighted_median([((closed_on - raised_on).days, n) for raised_on, closed_on, n in spans])


def weighted_median(values: Iterable[tuple[int, int]]) -> float | None:
    """Of values, each with how often there is such a one."""
    ordered = sorted(values)
    total = sum(n for _, n in ordered)
    if not total:
        return None
    lower, upper = _nth(ordered, (total - 1) // 2), _nth(ordered, total // 2)
    return (lower + upper) / 2


def _nth(ordered: Iterable[tuple[int, int]], place: int) -> int:
    seen = 0
    for value, n in ordered:
        seen += n
        if place < seen:
            return value
    raise IndexError(place)
