"""What the page of search results shows: for each kind of record how many were found, and a page of one kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from actions.models import Action
from meetings.models import AgendaItem, Minute
from rr3tracker.search.index import ACTIONS, AGENDA, MINUTES, Corpus
from rr3tracker.search.query import count_hits, find_hits

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from organisations.roles import AnyUser

REFERENCE = re.compile(r"[A-Za-z][A-Za-z0-9]{0,11}-[0-9]{1,9}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Result:
    record: Any
    snippet: SafeString


@dataclass
class Results(Sequence[Result]):
    """Records of one kind, as a list that counts and slices itself: what Django's Paginator asks for."""

    kind: str
    label: str
    corpus: Corpus
    allowed: QuerySet[Any]
    shown: QuerySet[Any]
    """With what the page shows of a record; it is narrowed to the page's own."""
    words: list[str]

    @cached_property
    def found(self) -> int:
        return count_hits(self.corpus, self.allowed, self.words) if self.words else 0

    def __len__(self) -> int:
        return self.found

    def __getitem__(self, window: Any) -> Any:
        # A template that wants ``results.label`` asks for results["label"] first.
        if not isinstance(window, slice):
            raise TypeError("Results are read by the page.")
        if not self.found:
            return []
        hits = find_hits(self.corpus, self.allowed, self.words, start=window.start, stop=window.stop)
        records = self.shown.in_bulk([hit.pk for hit in hits])
        # Somebody may have deleted one since it was found.
        return [Result(records[hit.pk], hit.snippet) for hit in hits if hit.pk in records]


def results_for(user: AnyUser, words: list[str], *, board: str = "") -> list[Results]:
    """All kinds, of one board where its slug is given."""
    minutes = Minute.objects.visible_to(user)
    items = AgendaItem.objects.visible_to(user)
    actions = Action.objects.visible_to(user)
    if board:
        minutes = minutes.filter(item__meeting__board__slug=board)
        items = items.filter(meeting__board__slug=board)
        actions = actions.filter(board__slug=board)
    return [
        Results("minutes", "Minutes", MINUTES, minutes, Minute.objects.cited(), words),
        Results("actions", "Actions", ACTIONS, actions, Action.objects.select_related("board", "due_at"), words),
        Results("agendas", "Agendas", AGENDA, items, AgendaItem.objects.select_related("meeting__board"), words),
    ]


def action_referred_to(user: AnyUser, typed: str) -> Action | None:
    """The action whose reference was typed, such as rr3-12."""
    if not REFERENCE.fullmatch(typed.strip()):
        return None
    return Action.objects.visible_to(user).filter(reference=typed.strip().upper()).select_related("board").first()
