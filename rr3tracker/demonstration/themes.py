"""Themes of the demonstration: those of all boards, and the workplan of one. What carries them is told by its words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Model

from actions.models import Action, Recommendation
from meetings.models import AgendaItem
from organisations.models import Theme

if TYPE_CHECKING:
    from organisations.models import Board

YEAR_BEGINS = 4
"""A workplan runs from April to March."""


class ThemeRow(NamedTuple):
    name: str
    words: str
    """Of a title or an action that is about it: each begins a word."""
    note: str = ""


class PriorityRow(NamedTuple):
    name: str
    words: str
    note: str
    years: int
    """In which year of the workplan: this one (0), the one before (-1)."""


OF_ALL_BOARDS = (
    ThemeRow("Accommodation", "hous|home|hostel|accommodation|tenan|landlord|rent", "Somewhere to live on release."),
    ThemeRow(
        "Employment, training and education",
        "employ|job|train|educat|learn|course|apprentice|criminal record|work in custody",
        "Work and learning, in custody and after it.",
    ),
    ThemeRow("Families", "famil|parent|children|visit", "Ties with family and friends."),
    ThemeRow("Health", "health|treat|drug|alcohol|covid|gp\\b|nurse", "Mental and physical health, drugs and alcohol."),
    ThemeRow(
        "Race disparity",
        "race|racial|ethnic|stop and search|disparit",
        "Unequal outcomes, and what is done about them.",
    ),
    ThemeRow("Women", "wom[ae]n|female|mother", "Women in the justice system."),
)
WORKPLAN_OF = "rr3"
WORKPLAN = (
    PriorityRow("Fair terms for voluntary organisations", "contract|grant|price|terms|fund", "Large and small.", -1),
    PriorityRow("From the gate to a home", "release|resettle|letter|hous|recall", "The first days after release.", 0),
    PriorityRow("People with lived experience", "lived experience|mentor|volunteer", "At every table.", 0),
)


def add_themes(boards: dict[str, Board], *, today: dt.date) -> None:
    ours = boards[WORKPLAN_OF]
    first = today.year - (today.month < YEAR_BEGINS)
    words: dict[Theme, re.Pattern[str]] = {}
    for row in OF_ALL_BOARDS:
        words[_add(Theme(name=row.name, note=row.note))] = _beginning(row.words)
    for priority in WORKPLAN:
        year = first + priority.years
        days = {
            "starts_on": dt.date(year, YEAR_BEGINS, 1),
            "ends_on": dt.date(year + 1, YEAR_BEGINS, 1) - dt.timedelta(1),
        }
        theme = _add(Theme(board=ours, name=priority.name, note=priority.note, **days))
        words[theme] = _beginning(priority.words)
    items = AgendaItem.objects.filter(kind=AgendaItem.Kind.ORDINARY).values_list("pk", "meeting__board", "title")
    carried = _tag(AgendaItem, items, words)
    raised = list(Action.objects.values_list("pk", "board", "text", "raised_in__item"))
    _tag(
        Action,
        ((pk, board, text) for pk, board, text, _ in raised),
        words,
        {pk: carried.get(item) for pk, _, _, item in raised},
    )
    _tag(Recommendation, Recommendation.objects.values_list("pk", "advice__board", "text"), words)


def _add(theme: Theme) -> Theme:
    theme.full_clean()
    theme.save()
    return theme


def _beginning(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})", re.IGNORECASE)


def _tag(
    model: Any,
    rows: Iterable[tuple[int, int, str]],
    words: dict[Theme, re.Pattern[str]],
    above: dict[int, set[Theme] | None] | None = None,
) -> dict[int, set[Theme]]:
    """Each row carries the themes that its words are about, and those of what it was raised in."""
    carried = {
        pk: {theme for theme, pattern in words.items() if theme.board_id in (None, board) and pattern.search(text)}
        | ((above or {}).get(pk) or set())
        for pk, board, text in rows
    }
    through: type[Model] = model.themes.through
    field = f"{model._meta.model_name}_id"
    through._default_manager.bulk_create(
        through(**{field: pk, "theme_id": theme.pk}) for pk, themes in carried.items() for theme in themes
    )
    return carried
