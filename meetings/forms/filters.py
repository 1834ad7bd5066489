from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.forms import Select
from django_filters import ChoiceFilter, FilterSet

from meetings.models import Meeting
from organisations.models import Board

if TYPE_CHECKING:
    from organisations.roles import AnyUser


class MeetingFilter(FilterSet):  # type: ignore[misc]  # django-filter ships no types
    """Which meetings, by the address. Only boards and years that the user may know of are on offer."""

    board = ChoiceFilter(field_name="board__slug", label="Board", empty_label="All boards", widget=Select)
    year = ChoiceFilter(field_name="held_on", lookup_expr="year", label="Year", empty_label="All years", widget=Select)

    class Meta:
        model = Meeting
        fields: list[str] = []

    def __init__(self, *args: Any, user: AnyUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        boards = Board.objects.visible_to(user).values_list("slug", "name")
        years = Meeting.objects.visible_to(user).dates("held_on", "year", order="DESC")
        self.filters["board"].extra["choices"] = list(boards)
        self.filters["year"].extra["choices"] = [(str(day.year), str(day.year)) for day in years]
