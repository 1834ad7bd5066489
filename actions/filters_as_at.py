"""The filters of the register as at a moment: those that can be answered of then."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import django_filters
from django import forms
from django.http import QueryDict

from actions.filter_choices import board_choices, organisation_choices, owner_choices, theme_choices
from actions.filters import STATES, ActionFilter, DateFilter
from actions.forms.selects import QuickSelect
from actions.models import Action, ActionQuerySet, Status, conditions

if TYPE_CHECKING:
    from actions.models.as_at import Moment
    from organisations.roles import AnyUser

IN_STATE = [
    (value, "Due within 14 days of then" if value == "due_soon" else f"{label} then") for value, label in STATES
]


class AsAtFilter(django_filters.FilterSet):  # type: ignore[misc]  # django-filter ships no types
    """What of the actions that ``user`` may see today is asked for, as they stood at ``moment``, of which ``on`` is the day.

    Owners and themes are asked for as they are today: of then, only the owners' names are known.
    """

    q = django_filters.CharFilter(method="with_words", label="Words in the action, or its reference", max_length=200)
    state = django_filters.ChoiceFilter(
        method="in_state", label="Show", choices=IN_STATE, empty_label="Open and closed"
    )
    board = django_filters.MultipleChoiceFilter(
        method="of_boards", label="Board", widget=forms.CheckboxSelectMultiple, choices=()
    )
    status = django_filters.MultipleChoiceFilter(
        method="with_status", label="Status then", widget=forms.CheckboxSelectMultiple, choices=Status.choices
    )
    due_from = DateFilter(method="due", label="Due from")
    due_to = DateFilter(method="due", label="Due to")
    raised_from = DateFilter(method="raised", label="Raised from")
    raised_to = DateFilter(method="raised", label="Raised to")
    organisation = django_filters.ChoiceFilter(
        method="owned_by_organisation",
        label="Organisation that owns it today",
        choices=(),
        empty_label="Any or none",
        widget=QuickSelect,
    )
    owner = django_filters.ChoiceFilter(
        method="owned_as",
        label="Role, seat or group today",
        choices=(),
        empty_label="Any",
        widget=QuickSelect,
    )
    theme = django_filters.ChoiceFilter(
        method="of_theme", label="Theme", choices=(), empty_label="Any or none", widget=QuickSelect
    )

    def __init__(self, data: QueryDict, *, user: AnyUser, moment: Moment, on: dt.date) -> None:
        super().__init__(data, queryset=Action.objects.visible_to(user).as_at(moment))
        self.on = on
        for name, choices in (
            ("board", board_choices(user)),
            ("organisation", organisation_choices(user, data.get("organisation"))),
            ("owner", owner_choices(user, data.get("owner"))),
            ("theme", theme_choices(user, data.get("theme"))),
        ):
            self.filters[name].extra["choices"] = choices

    with_words = ActionFilter.with_words
    of_boards = ActionFilter.of_boards
    raised = ActionFilter.raised
    owned_by_organisation = ActionFilter.owned_by_organisation
    owned_as = ActionFilter.owned_as
    of_theme = ActionFilter.of_theme

    def in_state(self, actions: ActionQuerySet, name: str, value: str) -> ActionQuerySet:
        match value:
            case "open":
                return actions.open_then()
            case "overdue":
                return actions.overdue_then(on=self.on)
            case "due_soon":
                soon = self.on + dt.timedelta(days=conditions.DUE_SOON_DAYS)
                return actions.due_then_between(self.on, soon).working_then()
        return actions.closed_by_then()

    def with_status(self, actions: ActionQuerySet, name: str, value: list[str]) -> ActionQuerySet:
        return actions.filter(status_then__in=value) if value else actions  # type: ignore[misc]  # annotated by ``as_at``

    def due(self, actions: ActionQuerySet, name: str, value: dt.date) -> ActionQuerySet:
        first, last = (value, None) if name.endswith("_from") else (None, value)
        return actions.due_then_between(first, last)
