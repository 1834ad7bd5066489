"""The themes of a whole meeting on one page: of its items, and of the actions that were raised in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django import forms

from actions.models import Action
from actions.services import Tagging
from meetings.models import AgendaItem
from organisations.forms.themes import ThemesField
from organisations.models import Theme
from rr3tracker.themes.tagging import tagging_of

if TYPE_CHECKING:
    from django.forms import BoundField
    from django.http import QueryDict

    from meetings.models import Meeting

Kind = AgendaItem.Kind
OF_NO_SUBJECT = (Kind.WELCOME, Kind.LAST_MINUTES, Kind.OUTSTANDING_ACTIONS, Kind.NEXT_MEETING, Kind.ACTION_LOG)
"""Left out, unless one carries a theme or an action was raised in it."""


@dataclass(slots=True)
class TaggedRow:
    """An item or an action with its checkboxes, and what was ticked when they were drawn."""

    row: AgendaItem | Action
    boxes: BoundField
    was: BoundField
    names: str
    actions: list[TaggedRow] = field(default_factory=list)


def items_to_tag(meeting: Meeting) -> list[AgendaItem]:
    """With their themes, and the actions raised in them with theirs, as ``raised``. Four queries."""
    raised: Any = Action.objects.raised_at(meeting).select_related("raised_in").prefetch_related("themes")
    by_item: dict[int, list[Action]] = {}
    for action in raised.order_by("number"):
        by_item.setdefault(action.raised_in.item_id, []).append(action)
    items = list(meeting.items.order_by("position", "pk").prefetch_related("themes"))
    for item in items:
        item.raised = by_item.get(item.pk, [])  # type: ignore[attr-defined]  # only here
    return [item for item in items if item.kind not in OF_NO_SUBJECT or by_item.get(item.pk) or item.themes.all()]


class MeetingThemesForm(forms.Form):
    """``was-…`` say what was ticked when the page was drawn, so that what somebody else ticked meanwhile stays."""

    def __init__(self, data: QueryDict | None, *, items: Sequence[AgendaItem], themes: Iterable[Theme]) -> None:
        super().__init__(data)
        self.items, self.themes = items, list(themes)
        for item in items:
            self._offer("item", item)
            for action in item.raised:  # type: ignore[attr-defined]  # by items_to_tag
                self._offer("action", action)

    def _offer(self, kind: str, row: AgendaItem | Action) -> None:
        carried = [str(theme.pk) for theme in row.themes.all()]
        themes = ThemesField(label=f"Themes of {row}", folds=False, is_named=True)
        themes.offer(self.themes)
        themes.initial = carried
        self.fields[f"{kind}-{row.pk}"] = themes
        self.fields[f"was-{kind}-{row.pk}"] = forms.CharField(
            required=False, initial=" ".join(carried), widget=forms.HiddenInput, max_length=5000
        )

    @property
    def rows(self) -> list[TaggedRow]:
        return [self._row("item", item, item.raised) for item in self.items]  # type: ignore[attr-defined]  # as above

    def _row(self, kind: str, row: AgendaItem | Action, raised: Iterable[Action] = ()) -> TaggedRow:
        bound, was = self[f"{kind}-{row.pk}"], self[f"was-{kind}-{row.pk}"]
        ticked = set(bound.value() or ())
        names = ", ".join(theme.name for theme in self.themes if str(theme.pk) in ticked)
        return TaggedRow(row, bound, was, names, [self._row("action", action) for action in raised])

    def tagging(self, kind: str) -> Tagging:
        """What is asked of the items, or of the actions."""
        add: set[tuple[int, int]] = set()
        remove: set[tuple[int, int]] = set()
        for name, chosen in self.cleaned_data.items():
            if not name.startswith(f"{kind}-"):
                continue
            drawn = set(self.cleaned_data[f"was-{name}"].split())
            was = {theme.pk for theme in self.themes if str(theme.pk) in drawn}
            asked = tagging_of(int(name.partition("-")[2]), was=was, now={theme.pk for theme in chosen})
            add |= asked.add
            remove |= asked.remove
        return Tagging(frozenset(add), frozenset(remove))
