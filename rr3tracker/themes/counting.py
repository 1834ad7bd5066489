"""The list of themes: how much carries each, as far as the reader may see, with the addresses of what is counted."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, QuerySet

from actions.figures import Figure, counted
from actions.models import Action, Recommendation, Status, conditions
from meetings.models import AgendaItem
from organisations.models import Theme
from rr3tracker.themes.addresses import Narrowed, actions_address, theme_address

if TYPE_CHECKING:
    from organisations.models import Board
    from organisations.roles import AnyUser

Counts = defaultdict[int, dict[str, int]]


@dataclass(frozen=True, slots=True)
class ThemeLine:
    theme: Theme
    address: str
    figures: list[Figure]
    is_past: bool


@dataclass(frozen=True, slots=True)
class ThemeGroup:
    heading: str
    lines: list[ThemeLine]


def theme_groups(user: AnyUser, *, board: Board | None, on: dt.date) -> list[ThemeGroup]:
    """Those of all boards, then of each board that the reader may see; of one ``board``, its priorities first, in order of
    their days. Four queries.
    """
    themes = Theme.objects.visible_to(user).select_related("board")
    if board:
        themes = themes.offered_by(board)
    counts, narrowed = _counts(user, board, on=on), Narrowed(board)
    ordered = themes.order_by(F("board__name").asc(nulls_first=True), "name", "pk")
    lines = [_line(theme, counts[theme.pk], narrowed, on=on) for theme in ordered]
    if board is None:
        groups = groupby(lines, key=lambda line: line.theme.board)
        return [ThemeGroup(of.name if of else "All boards", list(its)) for of, its in groups]
    own = [line for line in lines if line.theme.board_id]
    parts = (
        ("Priorities of the workplan", sorted((line for line in own if line.theme.days), key=_by_days)),
        ("Its own themes", [line for line in own if not line.theme.days]),
        ("Themes of all boards", [line for line in lines if not line.theme.board_id]),
    )
    return [ThemeGroup(heading, its) for heading, its in parts if its]


def _by_days(line: ThemeLine) -> tuple[dt.date, dt.date]:
    return line.theme.starts_on or dt.date.min, line.theme.ends_on or dt.date.max


def _line(theme: Theme, counts: dict[str, int], narrowed: Narrowed, *, on: dt.date) -> ThemeLine:
    def figure(label: str, name: str, address: str, kind: str = "") -> Figure:
        return Figure(label, counts.get(name, 0), address, kind)

    figures = [
        figure("Items", "items", theme_address(theme, narrowed, part="items")),
        figure("Open actions", "open", actions_address(theme, narrowed, state="open")),
        figure("Overdue", "overdue", actions_address(theme, narrowed, state="overdue"), "overdue"),
        figure("Complete", "complete", actions_address(theme, narrowed, status=Status.COMPLETE.value)),
        figure("Recommended", "recommendations", theme_address(theme, narrowed, part="recommendations")),
    ]
    return ThemeLine(theme, theme_address(theme, narrowed), figures, bool(theme.ends_on and theme.ends_on < on))


def _counts(user: AnyUser, board: Board | None, *, on: dt.date) -> Counts:
    """By the key of the theme, of what carries any."""
    actions: QuerySet[Any] = Action.objects.visible_to(user)
    items: QuerySet[Any] = AgendaItem.objects.visible_to(user)
    recommendations: QuerySet[Any] = Recommendation.objects.visible_to(user).given()
    if board:
        actions, items = actions.filter(board=board), items.filter(meeting__board=board)
        recommendations = recommendations.filter(advice__board=board)
    counts: Counts = defaultdict(dict)
    for rows, measures in (
        (items, {"items": Count("pk")}),
        (
            actions,
            {
                "open": counted(conditions.is_open()),
                "overdue": counted(conditions.is_overdue(on=on)),
                "complete": counted(conditions.is_completed_between(None, None)),
            },
        ),
        (recommendations, {"recommendations": Count("pk")}),
    ):
        carried = rows.filter(themes__isnull=False).order_by().values("themes").annotate(**measures)
        for row in carried:
            counts[row.pop("themes")] |= row
    return counts
