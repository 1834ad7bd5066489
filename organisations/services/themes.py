from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from organisations.models import Board, Theme
from organisations.services.saving import save_changed, sign

if TYPE_CHECKING:
    from collections.abc import Iterable

    from organisations.models import User
    from organisations.theme_lines import ThemeLine

IS_CARRIED = (
    "Something still carries this theme, perhaps on another board: an item, an action or a recommendation. Take it off there"
    " first, or give the theme a last day."
)


def save_theme(theme: Theme, *, by: User) -> None:
    """A theme is added, or put right. Refuses, with a ``ValidationError``, what its constraints refuse."""
    save_changed(theme, by=by)


@transaction.atomic
def add_themes(lines: Iterable[ThemeLine], *, board: Board | None, by: User) -> list[Theme]:
    """A theme for each line, but for names that there are: to send the same list twice adds them once. Returns the new ones.

    Refuses, with a ``ValidationError`` that names the theme, what its constraints refuse; then none is added.
    """
    if board:
        Board.objects.select_for_update().get(pk=board.pk)
    there = {name.lower() for name in Theme.objects.filter(board=board).values_list("name", flat=True)}
    made = [
        Theme(board=board, name=line.name, starts_on=line.starts_on, ends_on=line.ends_on)
        for line in lines
        if line.name.lower() not in there
    ]
    for theme in made:
        try:
            save_theme(theme, by=by)
        except ValidationError as refusal:
            raise ValidationError([f"“{theme.name[:60]}”: {said}" for said in refusal.messages]) from refusal
    return made


@transaction.atomic
def delete_theme(theme: Theme, *, by: User) -> None:
    """The theme is gone. Refused, with a ``ValidationError``, while anything carries it."""
    # Held, so that nothing is tagged with it meanwhile. What carries it points here by names that the upper apps give.
    now = Theme.objects.select_for_update().filter(pk=theme.pk).first()
    if now is None:
        return
    if any(getattr(now, carriers).exists() for carriers in ("items", "actions", "recommendations")):
        raise ValidationError(IS_CARRIED)
    sign(now, by=by).delete()
