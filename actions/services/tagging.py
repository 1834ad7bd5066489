"""Which themes items and actions carry. To tag is not to change the minutes: approved ones are tagged too (decision 26)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from actions.models import Action
from meetings.models import AgendaItem
from meetings.services.saving import GONE, hold
from organisations.models import Theme

if TYPE_CHECKING:
    from meetings.models import Meeting, Minute

NOT_OFFERED = "Choose among the themes of this board: one of those that were ticked is not, or no longer, one of them."

Pair = tuple[int, int]
"""The key of what is tagged, and of the theme."""


@dataclass(frozen=True, slots=True)
class Tagging:
    """What is to be tagged with what, and what is to lose which theme."""

    add: frozenset[Pair] = frozenset()
    remove: frozenset[Pair] = frozenset()

    @property
    def rows(self) -> set[int]:
        return {row for row, _ in self.add | self.remove}


@dataclass(frozen=True, slots=True)
class Tagged:
    """How many rows carry other themes than before."""

    items: int = 0
    actions: int = 0


@transaction.atomic
def tag_meeting(meeting: Meeting, *, items: Tagging, actions: Tagging | None = None) -> Tagged:
    """Items of the meeting gain and lose themes, and the open actions that were raised in them follow; then ``actions``
    raised there gain and lose their own. Closed ones stay as they are unless they are named.

    Refuses, with a ``ValidationError``, what is not of this meeting, or no longer, and themes that are not offered by its board.
    """
    hold(meeting.pk)
    actions = actions or Tagging()
    raised = Action.objects.raised_at(meeting).filter(Q(pk__in=actions.rows) | Q(raised_in__item__in=items.rows))
    item_of = dict(raised.select_for_update(of=("self",)).order_by("pk").values_list("pk", "raised_in__item"))
    there = AgendaItem.objects.filter(meeting=meeting.pk, pk__in=items.rows)
    if there.count() < len(items.rows) or not actions.rows <= set(item_of):
        raise ValidationError(GONE)
    _refuse_others({theme for _, theme in items.add | actions.add}, {meeting.board_id})
    is_open = set(Action.objects.open().filter(pk__in=item_of).values_list("pk", flat=True))
    followers = [(action, item) for action, item in item_of.items() if action in is_open]
    follow = Tagging(_following(followers, items.add), _following(followers, items.remove))
    changed_items = _apply(AgendaItem, items)
    changed = _apply(Action, follow) | _apply(Action, actions)
    return Tagged(len(changed_items), len(changed))


def _following(followers: Iterable[Pair], pairs: Collection[Pair]) -> frozenset[Pair]:
    return frozenset((action, theme) for action, of in followers for item, theme in pairs if item == of)


@transaction.atomic
def tag_actions(actions: Iterable[Action], *, add: Collection[Theme] = (), remove: Collection[Theme] = ()) -> int:
    """Each action carries ``add`` and no longer ``remove``; how many did not before.

    Refuses, with a ``ValidationError``, a theme that is not offered by the board of every one of them, and an action that
    is no longer there; then none is tagged.
    """
    keys = [action.pk for action in actions]
    held = Action.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    boards = dict(held.values_list("pk", "board"))
    if len(boards) < len(set(keys)):
        raise ValidationError(GONE)
    _refuse_others({theme.pk for theme in add}, set(boards.values()))
    tagging = Tagging(
        frozenset((key, theme.pk) for key in boards for theme in add),
        frozenset((key, theme.pk) for key in boards for theme in remove if theme not in add),
    )
    return len(_apply(Action, tagging))


def set_themes(action: Action, themes: Collection[Theme]) -> None:
    """The action carries these and no other. Refuses what ``tag_actions`` refuses."""
    tag_actions([action], add=themes, remove=[theme for theme in action.themes.all() if theme not in themes])


def take_themes(
    action: Action, *, raised_in: Minute | None, part_of: Action | None = None, more: Collection[Theme] = ()
) -> None:
    """A new action carries the themes of the item that it was raised in, those of the action that it is a part of, and
    ``more``.
    """
    where = Q(items=raised_in.item_id) if raised_in else Q(pk__in=())
    if part_of:
        where |= Q(actions=part_of.pk)
    themes = {*more, *Theme.objects.filter(where)} if raised_in or part_of else set(more)
    if themes:
        tag_actions([action], add=themes)


def _refuse_others(themes: set[int], boards: set[int]) -> None:
    """Held, so that none of them is deleted meanwhile."""
    if not themes:
        return
    held = Theme.objects.select_for_update().filter(pk__in=themes).order_by("pk").values_list("board", flat=True)
    of = list(held)
    if len(of) < len(themes) or any(board and {board} != boards for board in of):
        raise ValidationError(NOT_OFFERED)


def _apply(model: type[Action | AgendaItem], tagging: Tagging) -> set[int]:
    """In at most three statements. The keys of the rows that carry other themes than before."""
    through: Any = model.themes.through
    field = f"{model._meta.model_name}_id"
    wanted = tagging.add | tagging.remove
    if not wanted:
        return set()
    of = through._default_manager.filter(**{f"{field}__in": tagging.rows})
    there = {(row, theme): pk for pk, row, theme in of.values_list("pk", field, "theme_id")}
    lost = [pair for pair in tagging.remove if pair in there]
    new = [pair for pair in tagging.add if pair not in there]
    if lost:
        through._default_manager.filter(pk__in=[there[pair] for pair in lost]).delete()
    rows = [through(**{field: row, "theme_id": theme}) for row, theme in new]
    if rows:
        through._default_manager.bulk_create(rows, ignore_conflicts=True)
    return {row for row, _ in (*lost, *new)}
