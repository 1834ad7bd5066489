"""The report by theme: its actions, the items that discussed it and what was recommended, as far as the reader may see."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Case, F, Prefetch, Q, QuerySet, When

from actions.figures import Figure, counted
from actions.models import Action, Addressee, Recommendation, Status, conditions
from actions.rows import ActionRow, rows_of
from meetings.models import AgendaItem
from rr3tracker.themes.addresses import Narrowed, actions_address, recommendations_address

if TYPE_CHECKING:
    from actions.models import ActionQuerySet
    from organisations.models import Theme
    from organisations.roles import AnyUser

MOST_SHOWN = 50
"""Of open actions, and of recommendations: the rest is a link away."""


@dataclass(frozen=True, slots=True)
class ThemeReport:
    figures: list[Figure]
    """Open, overdue, and every status that any action has; empty where there is no action."""
    open: Figure
    rows: list[ActionRow]
    recommendations: list[Recommendation]
    recommended: Figure

    @property
    def has_more_actions(self) -> bool:
        return self.open.count > len(self.rows)

    @property
    def has_more_recommendations(self) -> bool:
        return self.recommended.count > len(self.recommendations)


def report_of(theme: Theme, user: AnyUser, narrowed: Narrowed, *, on: dt.date) -> ThemeReport:
    """In at most six queries: actions are those raised in the period, recommendations those given in it."""
    actions = Action.objects.visible_to(user).filter(themes=theme)
    actions = actions.raised_between(narrowed.first, narrowed.last)
    recommendations = (
        Recommendation.objects.visible_to(user).given().filter(_between("advice__given_on", narrowed), themes=theme)
    )
    if narrowed.board:
        actions = actions.filter(board=narrowed.board)
        recommendations = recommendations.filter(advice__board=narrowed.board)
    figures = _figures(actions, theme, narrowed, on=on)
    told = recommendations.count()
    shown = _newest_first(recommendations)[:MOST_SHOWN]
    return ThemeReport(
        figures=figures if any(figure.count for figure in figures) else [],
        open=figures[0],
        rows=rows_of(_overdue_first(actions.open(), on=on)[:MOST_SHOWN], on=on),
        recommendations=list(shown),
        recommended=Figure("Recommendations", told, recommendations_address(theme, narrowed)),
    )


def items_of(theme: Theme, user: AnyUser, narrowed: Narrowed) -> QuerySet[AgendaItem]:
    """By meeting, the newest first: of meetings of the period."""
    items = AgendaItem.objects.visible_to(user).filter(_between("meeting__held_on", narrowed), themes=theme)
    if narrowed.board:
        items = items.filter(meeting__board=narrowed.board)
    return items.select_related("meeting__board").order_by("-meeting__held_on", "-meeting", "position", "pk")


def _figures(actions: ActionQuerySet, theme: Theme, narrowed: Narrowed, *, on: dt.date) -> list[Figure]:
    counts = actions.aggregate(
        all_open=counted(conditions.is_open()),
        overdue=counted(conditions.is_overdue(on=on)),
        **{status.value: counted(Q(status=status)) for status in Status},
    )
    return [
        Figure("All open", counts["all_open"], actions_address(theme, narrowed, state="open")),
        Figure("Overdue", counts["overdue"], actions_address(theme, narrowed, state="overdue"), "overdue"),
        *(
            Figure(
                str(status.label),
                counts[status.value],
                actions_address(theme, narrowed, status=status.value),
                status.value.replace("_", "-"),
            )
            for status in Status
            if counts[status.value]
        ),
    ]


def _overdue_first(actions: ActionQuerySet, *, on: dt.date) -> ActionQuerySet:
    late = Case(When(conditions.is_overdue(on=on), then=0), default=1)
    shown = actions.with_register_columns().with_due_day()
    return shown.order_by(late, F("due_sort").asc(nulls_last=True), "board__reference_prefix", "number")


def _newest_first(recommendations: Any) -> Any:
    to = Addressee.objects.select_related("organisation").order_by("position", "pk")
    rows = recommendations.select_related("advice__board").prefetch_related(Prefetch("addressees", to))
    return rows.order_by("-advice__given_on", "-advice", "position", "pk")


def _between(field: str, narrowed: Narrowed) -> Q:
    condition = Q()
    if narrowed.first:
        condition &= Q(**{f"{field}__gte": narrowed.first})
    if narrowed.last:
        condition &= Q(**{f"{field}__lte": narrowed.last})
    return condition
