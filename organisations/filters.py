"""The filters of the directory's lists. What is misspelt in an address is said in the panel, and filters nothing."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from organisations.models import Board, Organisation, Person


class OrganisationFilter(django_filters.FilterSet):  # type: ignore[misc]  # untyped
    q = django_filters.CharFilter(label="Name", method="with_words", max_length=200)
    sector = django_filters.ChoiceFilter(label="Sector", choices=Organisation.Sector.choices, empty_label="All sectors")

    class Meta:
        model = Organisation
        fields = ()

    def with_words(self, rows: Any, name: str, value: str) -> Any:
        return rows.matching(value)


def boards_known(request: HttpRequest) -> QuerySet[Board]:
    return Board.objects.visible_to(request.user)


def organisations_known(request: HttpRequest) -> QuerySet[Organisation]:
    return Organisation.objects.visible_to(request.user)


class PersonFilter(django_filters.FilterSet):  # type: ignore[misc]  # untyped
    q = django_filters.CharFilter(label="Name or job", method="with_words", max_length=200)
    board = django_filters.ModelChoiceFilter(
        label="Board", queryset=boards_known, to_field_name="slug", empty_label="All boards", method="on_board"
    )
    organisation = django_filters.ModelChoiceFilter(
        label="Organisation", queryset=organisations_known, empty_label="All organisations"
    )

    class Meta:
        model = Person
        fields = ()

    def with_words(self, rows: Any, name: str, value: str) -> Any:
        return rows.matching(value)

    def on_board(self, rows: Any, name: str, value: Board) -> Any:
        return rows.sitting_on(value, on=timezone.localdate())
