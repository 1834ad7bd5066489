from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from actions.models import Action, ActionIssue
from meetings.models import Minute
from meetings.reading.typed import words_read
from meetings.services.item_text import Wording
from rr3tracker.taking.rewording import asked_for

if TYPE_CHECKING:
    from rr3tracker.taking.understood import UnderstoodItem, UnderstoodParagraph


@dataclass(frozen=True, slots=True)
class Unasked:
    """An open action that was issued, and its paragraph, which asked for it once and does not any more."""

    action: Action
    paragraph: Minute


def no_longer_asked_for(items: Sequence[UnderstoodItem]) -> list[Unasked]:
    """In the order of the text. No query where every paragraph asks for what was raised in it, two otherwise.

    An action that was added by its form to a paragraph that never asked for it is not among them.
    """
    left = [one for item in items for paragraph in item.paragraphs for one in _left_over(paragraph)]
    if not left:
        return []
    issued: defaultdict[int, set[str]] = defaultdict(set)
    for issue in ActionIssue.objects.filter(action__in=[one.action for one in left]):
        issued[issue.action_id].add(words_read(issue.text))
    once = _once_asked({one.paragraph.pk for one in left})
    return [
        one
        for one in left
        if one.action.pk in issued and once[one.paragraph.pk] & (issued[one.action.pk] | {words_read(one.action.text)})
    ]


def _left_over(paragraph: UnderstoodParagraph) -> Iterator[Unasked]:
    """What is open of what was raised in it, beyond what it asks for."""
    asked = {words_read(text) for text in paragraph.asked}
    if len(paragraph.asked) < len(paragraph.raised):
        for action in paragraph.raised:
            if not action.is_closed and words_read(action.text) not in asked:
                yield Unasked(action, paragraph.minute)


def _once_asked(paragraphs: Iterable[int]) -> defaultdict[int, set[str]]:
    """By its key: all that a paragraph ever asked for, as words."""
    words: defaultdict[int, set[str]] = defaultdict(set)
    history = Minute.history.filter(id__in=paragraphs).order_by()
    for pk, text, kind in history.values_list("id", "text", "kind").distinct():
        words[pk] |= {words_read(asked) for asked in asked_for(Wording(text, kind))}
    return words
