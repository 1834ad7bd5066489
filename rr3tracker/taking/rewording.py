from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from typing import TYPE_CHECKING

from actions.models import Action
from actions.services import reword_actions, set_owners
from meetings.reading import Kind, Origin, ReadAction, read_typed
from meetings.reading.typed import words_read
from meetings.writing.text import LABELS
from rr3tracker.importing.text import clean, one_line
from rr3tracker.taking.names import Names

if TYPE_CHECKING:
    from meetings.models import Meeting
    from meetings.services.item_text import Wording
    from organisations.models import User


def reword_with_paragraphs(
    before: Mapping[int, Wording], now: Mapping[int, Wording], *, meeting: Meeting, by: User
) -> None:
    """An action whose paragraph was reworded is reworded with it, and has the owners that are named there now.

    ``before`` and ``now`` are paragraphs of ``meeting`` by their keys. Only where the action said what its paragraph
    said: one that was worded otherwise on the register stays so. So does one whose paragraph asks for nothing any
    more: what is said there instead is no piece of work. Its due date changes by a report alone. Part of a verb that
    is atomic.
    """
    names: Names | None = None
    wordings: dict[Action, str] = {}
    for action in Action.objects.filter(raised_in__in=before):
        key = action.raised_in_id or 0
        if asked_for(before[key]) and not asked_for(now[key]):
            continue
        said, says = _said(before[key].text, meeting), _said(now[key].text, meeting)
        if said is None or says is None or words_read(said.text) != words_read(action.text):
            continue
        wordings[action] = clean(says.text)
        if said.owners != says.owners:
            names = names or Names(meeting)
            set_owners(action, [copy(names.owner(one_line(w)).row) for w in says.owners if one_line(w)])
    if wordings:
        reword_actions(wordings, by=by)


def asked_for(paragraph: Wording) -> list[str]:
    """What a paragraph asks for, by itself: in its words, or all of them by its kind."""
    read = [action.text for action in read_typed(paragraph.text).actions if action.origin is Origin.NEW]
    return read or ([paragraph.text] if paragraph.kind == Kind.ACTION else [])


def _said(text: str, meeting: Meeting) -> ReadAction | None:
    """The one action that a paragraph asks for, in its words or by its kind."""
    day = meeting.held_on
    actions = read_typed(text, meeting=day).actions or read_typed(LABELS[Kind.ACTION] + text, meeting=day).actions
    return actions[0] if len(actions) == 1 else None
