"""The filters of the register. Their names are those of its address, which other pages link with."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import django_filters
from django import forms
from django.db.models import Q
from django.http import QueryDict

from actions.filter_choices import (
    NO_ORGANISATION,
    NO_THEME,
    board_choices,
    meeting_choices,
    organisation_choices,
    owner_choices,
    person_choices,
    theme_choices,
)
from actions.forms.selects import QuickSelect
from actions.models import Action, ActionQuerySet, Status, conditions
from organisations.forms.dates import DateField

if TYPE_CHECKING:
    from organisations.roles import AnyUser

STATES = [("open", "Open"), ("overdue", "Overdue"), ("due_soon", "Due within 14 days"), ("closed", "Closed")]
ON_TIME = {
    "yes": ("Completed on time", conditions.is_on_time()),
    "no": ("Completed late", conditions.is_late_when_complete()),
    "dated": ("Completed, with a day that it was due", conditions.is_on_time() | conditions.is_late_when_complete()),
    "undated": ("Completed, without a day that it was due", conditions.is_undated_when_complete()),
}
MOVED = [("1", "Put off at least once"), ("2", "Put off at least twice"), ("3", "Put off at least 3 times")]
CARRIED = [
    ("0", "Carried to no meeting yet"),
    ("1", "Carried to 1 meeting"),
    ("2", "Carried to 2 meetings"),
    ("3-5", "Carried to 3–5 meetings"),
    ("6-", "Carried to 6 meetings or more"),
]
MOST_WORDS = 10


class DateFilter(django_filters.Filter):  # type: ignore[misc]  # django-filter ships no types
    field_class = DateField


class ActionFilter(django_filters.FilterSet):  # type: ignore[misc]  # django-filter ships no types
    """What of the actions that ``user`` may see is asked for, on the day ``on``.

    The choices are what the reader may know of: their boards, the owners that are named in the actions
    they see, the meetings whose minutes they read, and the themes of their boards. They are fetched here, in six queries, and
    compared as text, so that no odd value in an address comes near the database.
    """

    q = django_filters.CharFilter(method="with_words", label="Words in the action, or its reference", max_length=200)
    state = django_filters.ChoiceFilter(
        method="in_state", label="Show", choices=STATES, empty_label="Open and closed", widget=QuickSelect
    )
    mine = django_filters.BooleanFilter(method="owed_by_me", label="Only what I owe", widget=forms.CheckboxInput)
    board = django_filters.MultipleChoiceFilter(
        method="of_boards", label="Board", widget=forms.CheckboxSelectMultiple, choices=()
    )
    status = django_filters.MultipleChoiceFilter(
        method="with_status", label="Status", widget=forms.CheckboxSelectMultiple, choices=Status.choices
    )
    person = django_filters.ChoiceFilter(
        method="owned_by_person", label="Person who owns it", choices=(), empty_label="Anybody", widget=QuickSelect
    )
    organisation = django_filters.ChoiceFilter(
        method="owned_by_organisation",
        label="Organisation that owns it",
        choices=(),
        empty_label="Any or none",
        widget=QuickSelect,
    )
    raised_at = django_filters.ChoiceFilter(
        method="raised_at_meeting",
        label="Raised at the meeting",
        choices=(),
        empty_label="Any or none",
        widget=QuickSelect,
    )
    due_from = DateFilter(method="due", label="Due from")
    due_to = DateFilter(method="due", label="Due to")
    raised_from = DateFilter(method="raised", label="Raised from")
    raised_to = DateFilter(method="raised", label="Raised to")
    completed_from = DateFilter(method="completed", label="Completed from")
    completed_to = DateFilter(method="completed", label="Completed to")

    closed_from = DateFilter(method="closed", label="Closed from")
    closed_to = DateFilter(method="closed", label="Closed to")
    postponed_from = DateFilter(method="put_off_in_period", label="Put off from")
    postponed_to = DateFilter(method="put_off_in_period", label="Put off to")
    reopened_from = DateFilter(method="reopened_in_period", label="Reopened from")
    reopened_to = DateFilter(method="reopened_in_period", label="Reopened to")
    owner = django_filters.ChoiceFilter(
        method="owned_as", label="Role, seat or group that owns it", choices=(), empty_label="Any", widget=QuickSelect
    )
    theme = django_filters.ChoiceFilter(
        method="of_theme", label="Theme", choices=(), empty_label="Any or none", widget=QuickSelect
    )
    moved = django_filters.ChoiceFilter(
        method="put_off_so_often", label="Times put off", choices=MOVED, empty_label="Any or none", widget=QuickSelect
    )
    carried = django_filters.ChoiceFilter(
        method="carried_to_meetings",
        label="Meetings carried",
        choices=CARRIED,
        empty_label="Any number",
        widget=QuickSelect,
    )
    on_time = django_filters.ChoiceFilter(
        method="complete_on_time",
        label="Completed by the day it was due",
        choices=[(value, label) for value, (label, _) in ON_TIME.items()],
        empty_label="Completed or not",
        widget=QuickSelect,
    )

    def __init__(self, data: QueryDict, *, user: AnyUser, on: dt.date) -> None:
        super().__init__(data, queryset=Action.objects.visible_to(user))
        self.user, self.on = user, on
        boards = board_choices(user)
        chosen = [slug for slug, _ in boards if len(boards) == 1 or slug in data.getlist("board")]
        for name, choices in (
            ("board", boards),
            ("person", person_choices(user, data.get("person"))),
            ("organisation", organisation_choices(user, data.get("organisation"))),
            ("raised_at", meeting_choices(user, chosen, data.get("raised_at"))),
            ("owner", owner_choices(user, data.get("owner"))),
            ("theme", theme_choices(user, data.get("theme"))),
        ):
            self.filters[name].extra["choices"] = choices

    def with_words(self, actions: ActionQuerySet, name: str, value: str) -> ActionQuerySet:
        for word in value.split()[:MOST_WORDS]:
            actions = actions.filter(Q(text__icontains=word) | Q(reference__icontains=word))
        return actions

    def in_state(self, actions: ActionQuerySet, name: str, value: str) -> ActionQuerySet:
        match value:
            case "open":
                return actions.open()
            case "overdue":
                return actions.overdue(on=self.on)
            case "due_soon":
                return actions.due_soon(on=self.on)
        return actions.closed()

    def owed_by_me(self, actions: ActionQuerySet, name: str, value: bool) -> ActionQuerySet:
        return actions.owed_by_user(self.user) if value else actions

    def of_boards(self, actions: ActionQuerySet, name: str, value: list[str]) -> ActionQuerySet:
        return actions.filter(board__slug__in=value) if value else actions

    def with_status(self, actions: ActionQuerySet, name: str, value: list[str]) -> ActionQuerySet:
        return actions.filter(status__in=value) if value else actions

    def owned_by_person(self, actions: ActionQuerySet, name: str, value: str) -> ActionQuerySet:
        return actions.owned_by(person=int(value))

    def owned_by_organisation(self, actions: ActionQuerySet, name: str, value: str) -> ActionQuerySet:
        return (
            actions.owned_by_no_organisation()
            if value == NO_ORGANISATION
            else actions.owned_by(organisation=int(value))
        )

    def raised_at_meeting(self, actions: ActionQuerySet, name: str, value: str) -> ActionQuerySet:
        return actions.raised_at(int(value))

    def due(self, actions: ActionQuerySet, name: str, value: dt.date) -> ActionQuerySet:
        return actions.due_between(*_bounds(name, value))

    def raised(self, actions: ActionQuerySet, name: str, value: dt.date) -> ActionQuerySet:
        return actions.raised_between(*_bounds(name, value))

    def completed(self, actions: ActionQuerySet, name: str, value: dt.date) -> ActionQuerySet:
        return actions.completed_between(*_bounds(name, value))

    def closed(self, actions: ActionQuerySet, name: str, value: dt.date) -> ActionQuerySet:
        return actions.closed_between(*_bounds(name, value))

    def put_off_in_period(self, actions: ActionQuerySet, name: str, value: dt.date) -> ActionQuerySet:
        first, last = self._both_bounds(name)
        return actions if _is_asked_with_first(name, first) else actions.put_off_between(self.user, first, last)

    def reopened_in_period(self, actions: ActionQuerySet, name: str, value: dt.date) -> ActionQuerySet:
        first, last = self._both_bounds(name)
        return actions if _is_asked_with_first(name, first) else actions.reopened_between(self.user, first, last)

    def _both_bounds(self, name: str) -> tuple[dt.date | None, dt.date | None]:
        """Of a period in which one update must fall: each bound by itself would be met by different ones."""
        period, given = name.rpartition("_")[0], self.form.cleaned_data
        return given.get(f"{period}_from"), given.get(f"{period}_to")

    def owned_as(self, actions: ActionQuerySet, name: str, value: str) -> ActionQuerySet:
        return actions.filter(conditions.is_owned_as(value))

    def of_theme(self, actions: ActionQuerySet, name: str, value: str) -> ActionQuerySet:
        return actions.filter(conditions.has_theme(None if value == NO_THEME else int(value)))

    def put_off_so_often(self, actions: ActionQuerySet, name: str, value: str) -> ActionQuerySet:
        return actions.put_off(self.user, times=int(value))

    def carried_to_meetings(self, actions: ActionQuerySet, name: str, value: str) -> ActionQuerySet:
        return actions.carried(*conditions.CARRIED[value], on=self.on)

    def complete_on_time(self, actions: ActionQuerySet, name: str, value: str) -> ActionQuerySet:
        return actions.filter(ON_TIME[value][1])


def _bounds(name: str, day: dt.date) -> tuple[dt.date | None, dt.date | None]:
    return (day, None) if name.endswith("_from") else (None, day)


def _is_asked_with_first(name: str, first: dt.date | None) -> bool:
    return bool(first) and name.endswith("_to")
