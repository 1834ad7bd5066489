"""The filters of the register. Their names are those of its address, which other pages link with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict

from actions.addresses import number_in
from actions.forms.selects import QuickSelect
from actions.models import Action, ActionQuerySet, Status
from meetings.models import Meeting
from organisations.dates import write_date
from organisations.forms.dates import DateField
from organisations.models import Board, Organisation, Person

if TYPE_CHECKING:
    from organisations.roles import AnyUser

Choices = list[tuple[str, str]]

STATES = [("open", "Open"), ("overdue", "Overdue"), ("due_soon", "Due within 14 days"), ("closed", "Closed")]
NO_ORGANISATION = "none"
MOST_WORDS = 10


class DateFilter(django_filters.Filter):  # type: ignore[misc]  # django-filter ships no types
    field_class = DateField


class ActionFilter(django_filters.FilterSet):  # type: ignore[misc]  # django-filter ships no types
    """What of the actions that ``user`` may see is asked for, on the day ``on``.

    The choices are what the reader may know of: their boards, the owners that are named in the actions
    they see, and the meetings whose minutes they read. They are fetched here, in four queries, and compared as
    text, so that no odd value in an address comes near the database.
    """

    q = django_filters.CharFilter(method="with_words", label="Words in the action, or its reference", max_length=200)
    state = django_filters.ChoiceFilter(method="in_state", label="Show", choices=STATES, empty_label="Open and closed")
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


def _bounds(name: str, day: dt.date) -> tuple[dt.date | None, dt.date | None]:
    return (day, None) if name.endswith("_from") else (None, day)


def board_choices(user: AnyUser) -> Choices:
    boards = Board.objects.visible_to(user).only("slug", "name", "acronym")
    return [(board.slug, str(board)) for board in boards]


def person_choices(user: AnyUser, chosen: str | None) -> Choices:
    """People of the reader's directory who own an action that the reader sees, and the one whom the address names."""
    owns = Exists(Action.objects.visible_to(user).filter(owners__person=OuterRef("pk")))
    people = Person.objects.visible_to(user).filter(owns | Q(pk=number_in(chosen)))
    return [(str(pk), name) for pk, name in people.values_list("pk", "name")]


def organisation_choices(user: AnyUser, chosen: str | None) -> Choices:
    """Organisations that own an action the reader sees, themselves or through their people; and the one named.

    Whom a person works for is in the directory, which is for those who have a role on a board.
    """
    seen = Action.objects.visible_to(user)
    owns = Exists(seen.filter(owners__organisation=OuterRef("pk")))
    through_people = Exists(seen.filter(owners__person__organisation=OuterRef("pk")))
    known = Organisation.objects.visible_to(user).filter(owns | through_people | Q(pk=number_in(chosen)))
    rows = [(str(organisation.pk), str(organisation)) for organisation in known.only("name", "acronym")]
    return [*rows, (NO_ORGANISATION, "No organisation")] if rows or chosen == NO_ORGANISATION else []


def meeting_choices(user: AnyUser, boards: Iterable[str], chosen: str | None) -> Choices:
    """Meetings of the chosen boards, latest first: those of every board would be thousands."""
    meetings = Meeting.objects.with_minutes_for(user).filter(Q(board__slug__in=boards) | Q(pk=number_in(chosen)))
    rows = meetings.select_related("board").only("held_on", "title", "board__name", "board__acronym")
    return [
        (str(meeting.pk), f"{meeting.title or meeting.board.short_name}, {write_date(meeting.held_on)}")
        for meeting in rows
    ]
