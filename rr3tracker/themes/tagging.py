"""Tagging from pages that join a meeting with its actions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from actions.services import Tagging, tag_meeting
from meetings.services import change_item

if TYPE_CHECKING:
    from collections.abc import Collection

    from meetings.models import AgendaItem
    from organisations.models import Theme, User


@transaction.atomic
def change_item_and_themes(item: AgendaItem, *, themes: Collection[Theme] | None, by: User, **fields: Any) -> None:
    """The item says what ``fields`` say and carries ``themes``, where they are given; its open actions follow.

    Refuses, with a ``ValidationError``, what ``change_item`` and ``tag_meeting`` refuse.
    """
    change_item(item, by=by, **fields)
    if themes is not None:
        now, was = {theme.pk for theme in themes}, set(item.themes.values_list("pk", flat=True))
        tag_meeting(item.meeting, items=tagging_of(item.pk, was=was, now=now))


def tagging_of(row: int, *, was: set[int], now: set[int]) -> Tagging:
    """What is asked of a row by who saw the themes ``was`` ticked and sent ``now``: what neither says stays as it is."""
    return Tagging(frozenset((row, theme) for theme in now - was), frozenset((row, theme) for theme in was - now))
