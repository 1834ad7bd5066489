from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q

from actions.models import Action, ActionUpdate
from meetings.models import Meeting, Minute
from rr3tracker.importing.likeness import likest, words_of

_NEEDED = ("reference", "text", "status", "raised_on", "raised_in", "board")
_SIMILAR = 0.5
_SHOWN = 2


class Register:
    """What a board's register holds that the text of one meeting may speak of.

    Reads what is open and what the meeting raised, in two queries; an action that is named and is neither is
    looked up by its reference. So closed actions, however many, cost nothing.
    """

    def __init__(self, meeting: Meeting) -> None:
        self._board, self._day = meeting.board, meeting.held_on
        here = Minute.objects.filter(item__meeting=meeting).values("pk")
        is_open = Q(closed_on__isnull=True, raised_on__lt=meeting.held_on)
        rows = Action.objects.filter(is_open | Q(raised_in__in=here), board=meeting.board_id)
        found = list(rows.only(*_NEEDED).order_by("number"))
        self._by_reference = {action.reference: action for action in found}
        self._open = [action for action in found if not action.is_closed and action.raised_on < self._day]
        self._words = [words_of(action.text) for action in self._open]
        self.raised: defaultdict[int, list[Action]] = defaultdict(list)
        for action in found:
            self.raised[action.raised_in_id or 0].append(action)
        self.updates: defaultdict[int, list[ActionUpdate]] = defaultdict(list)
        for update in ActionUpdate.objects.filter(recorded_in__in=here).select_related("action"):
            self.updates[update.recorded_in_id or 0].append(update)

    def look_up(self, references: Iterable[str]) -> None:
        """``named`` knows these from now on: one query where any is of no open action."""
        forms = {form for reference in references for form in self._forms(reference)}
        if missing := forms - self._by_reference.keys():
            rows = Action.objects.filter(board=self._board, reference__in=missing).only(*_NEEDED)
            self._by_reference |= {action.reference: action for action in rows}

    def named(self, reference: str) -> Action | None:
        """The board's action of this reference, or of this number after its prefix."""
        return next((self._by_reference[form] for form in self._forms(reference) if form in self._by_reference), None)

    def reported(self, reference: str, text: str) -> Action | None:
        """The earlier action that a report is on: by its reference, or without one by its words."""
        if not reference:
            at, _ = likest(text, self._words)
            return self._open[at] if at is not None else None
        action = self.named(reference)
        return action if action and action.raised_on <= self._day else None

    def similar(self, text: str) -> list[Action]:
        """Open actions that ask for much the same, the likest first."""
        words = words_of(text)
        scores = [(_score(words, other), at) for at, other in enumerate(self._words)]
        return [self._open[at] for score, at in sorted(scores, reverse=True)[:_SHOWN] if score >= _SIMILAR]

    def _forms(self, reference: str) -> tuple[str, ...]:
        return (reference, f"{self._board.reference_prefix}-{reference}") if reference else ()


def _score(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0
