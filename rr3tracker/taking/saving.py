from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

from django.db import transaction

from actions.models import Action
from actions.services import reword_actions, set_owners
from meetings.reading import Kind, ReadAction, read_typed
from meetings.reading.typed import words_read
from meetings.services.item_text import SavedText, write_item_text
from meetings.writing.text import LABELS
from rr3tracker.importing.text import clean, one_line
from rr3tracker.taking.names import Names

if TYPE_CHECKING:
    from meetings.models import AgendaItem
    from organisations.models import User


@transaction.atomic
def save_text(item: AgendaItem, *, text: str, version: str, by: User) -> SavedText:
    """The item's paragraphs are those of ``text``; an action whose paragraph was reworded is reworded with it.

    Only where the action said what its paragraph said: one that was worded otherwise on the register stays so.
    Its due date changes by a report alone. Refuses what ``save_item_text`` refuses.
    """
    saved = write_item_text(item, text=text, version=version, by=by)
    if saved.before:
        _correct(list(Action.objects.filter(raised_in__in=saved.before)), item, saved, by=by)
    return saved


def _correct(actions: list[Action], item: AgendaItem, saved: SavedText, *, by: User) -> None:
    now = {row.pk: row.text for row in saved.rows}
    names: Names | None = None
    wordings: dict[Action, str] = {}
    for action in actions:
        key = action.raised_in_id or 0
        before, after = _said(saved.before[key], item), _said(now[key], item)
        if before is None or after is None or words_read(before.text) != words_read(action.text):
            continue
        wordings[action] = clean(after.text)
        if before.owners != after.owners:
            names = names or Names(item.meeting)
            set_owners(action, [copy(names.owner(one_line(w)).row) for w in after.owners if one_line(w)])
    if wordings:
        reword_actions(wordings, by=by)


def _said(text: str, item: AgendaItem) -> ReadAction | None:
    """The one action that a paragraph asks for, in its words or by its kind."""
    day = item.meeting.held_on
    actions = read_typed(text, meeting=day).actions or read_typed(LABELS[Kind.ACTION] + text, meeting=day).actions
    return actions[0] if len(actions) == 1 else None
