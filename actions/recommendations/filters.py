"""The filters of the register of recommendations. Their names are those of its address, which other pages link with."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict

from actions.addresses import number_in
from actions.filter_choices import NO_THEME, Choices, board_choices
from actions.filters import MOST_WORDS, DateFilter
from actions.forms.selects import QuickSelect
from actions.models import Addressee, Advice, Answer, Recommendation
from actions.models.addressed import GIVEN, AddresseeQuerySet
from organisations.models import Organisation, Theme

if TYPE_CHECKING:
    from organisations.roles import AnyUser


class RecommendationFilter(django_filters.FilterSet):  # type: ignore[misc]  # django-filter ships no types
    """What of the given recommendations that ``user`` sees is asked for, on the day ``on`` or as at another.

    A row is a recommendation to one organisation. The choices are what the reader may know of, fetched here in four queries.
    """

    q = django_filters.CharFilter(
        method="with_words", label="Words in the recommendation, or its number", max_length=200
    )
    overdue = django_filters.BooleanFilter(method="is_late", label="Only responses overdue", widget=forms.CheckboxInput)
    answer = django_filters.MultipleChoiceFilter(
        method="with_answer", label="Answer", widget=forms.CheckboxSelectMultiple, choices=Answer.choices
    )
    board = django_filters.MultipleChoiceFilter(
        method="of_boards", label="Board", widget=forms.CheckboxSelectMultiple, choices=()
    )
    organisation = django_filters.ChoiceFilter(
        method="to_organisation", label="Organisation asked", choices=(), empty_label="Any", widget=QuickSelect
    )
    advice = django_filters.ChoiceFilter(
        method="of_advice", label="Made in", choices=(), empty_label="Any advice", widget=QuickSelect
    )
    theme = django_filters.ChoiceFilter(
        method="on_theme", label="Theme", choices=(), empty_label="Any or none", widget=QuickSelect
    )
    kind = django_filters.ChoiceFilter(
        method="of_kind", label="Kind", choices=Recommendation.Kind.choices, empty_label="Recommendations and offers"
    )
    given_from = DateFilter(method="was_given", label="Given from")
    given_to = DateFilter(method="was_given", label="Given to")
    as_at = DateFilter(method="as_it_stood", label="As it stood on")

    def __init__(self, data: QueryDict, *, user: AnyUser, on: dt.date) -> None:
        super().__init__(data, queryset=Addressee.objects.visible_to(user).given())
        self.on = on
        for name, choices in (
            ("board", board_choices(user)),
            ("organisation", organisations_asked(user, data.get("organisation"))),
            ("advice", advice_given(user)),
            ("theme", themes_known(user)),
        ):
            self.filters[name].extra["choices"] = choices

    @property
    def day(self) -> dt.date | None:
        """The earlier day as at which the list is asked for."""
        day: dt.date | None = self.form.cleaned_data.get("as_at") if self.form.is_valid() else None
        return day

    @property
    def standing(self) -> str:
        """The column that says how each stands."""
        return "answer_then" if self.day else "answer"

    def filter_queryset(self, queryset: AddresseeQuerySet) -> AddresseeQuerySet:
        """As at an earlier day first: the others ask how it stood then."""
        rows = queryset.as_at(self.day) if self.day else queryset
        found: AddresseeQuerySet = super().filter_queryset(rows)
        return found

    def with_words(self, rows: AddresseeQuerySet, name: str, value: str) -> AddresseeQuerySet:
        for word in value.split()[:MOST_WORDS]:
            rows = rows.filter(Q(recommendation__text__icontains=word) | Q(recommendation__number__iexact=word))
        return rows

    def is_late(self, rows: AddresseeQuerySet, name: str, value: bool) -> AddresseeQuerySet:
        if not value:
            return rows
        return rows.overdue_then(on=self.day) if self.day else rows.overdue(on=self.on)

    def with_answer(self, rows: AddresseeQuerySet, name: str, value: list[str]) -> AddresseeQuerySet:
        return rows.filter(**{f"{self.standing}__in": value}) if value else rows

    def of_boards(self, rows: AddresseeQuerySet, name: str, value: list[str]) -> AddresseeQuerySet:
        return rows.filter(recommendation__advice__board__slug__in=value) if value else rows

    def to_organisation(self, rows: AddresseeQuerySet, name: str, value: str) -> AddresseeQuerySet:
        return rows.filter(organisation=int(value))

    def of_advice(self, rows: AddresseeQuerySet, name: str, value: str) -> AddresseeQuerySet:
        return rows.filter(recommendation__advice=int(value))

    def on_theme(self, rows: AddresseeQuerySet, name: str, value: str) -> AddresseeQuerySet:
        return rows.on_theme(None if value == NO_THEME else int(value))

    def of_kind(self, rows: AddresseeQuerySet, name: str, value: str) -> AddresseeQuerySet:
        return rows.filter(recommendation__kind=value)

    def was_given(self, rows: AddresseeQuerySet, name: str, value: dt.date) -> AddresseeQuerySet:
        return rows.filter(**{f"{GIVEN}__{'gte' if name.endswith('_from') else 'lte'}": value})

    def as_it_stood(self, rows: AddresseeQuerySet, name: str, value: dt.date) -> AddresseeQuerySet:
        return rows  # ``filter_queryset`` did


def organisations_asked(user: AnyUser, chosen: str | None) -> Choices:
    """Those of the reader's directory that a recommendation which the reader sees is addressed to, and the one named."""
    asked = Exists(Addressee.objects.visible_to(user).given().filter(organisation=OuterRef("pk")))
    known = Organisation.objects.visible_to(user).filter(asked | Q(pk=number_in(chosen)))
    return [(str(one.pk), str(one)) for one in known.only("name", "acronym")]


def advice_given(user: AnyUser) -> Choices:
    given = Advice.objects.visible_to(user).given()
    return [(str(pk), title) for pk, title in given.values_list("pk", "title")]


def themes_known(user: AnyUser) -> Choices:
    """Those of recommendations that the reader sees."""
    tagged = Recommendation.themes.through.objects.filter(
        theme=OuterRef("pk"), recommendation__in=Recommendation.objects.visible_to(user).order_by().values("pk")
    )
    rows = [
        (str(pk), name) for pk, name in Theme.objects.visible_to(user).filter(Exists(tagged)).values_list("pk", "name")
    ]
    return [*rows, (NO_THEME, "No theme")]
