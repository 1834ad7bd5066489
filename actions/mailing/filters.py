"""Which mails a list shows, by its address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.forms import Select
from django_filters import ChoiceFilter, FilterSet

from actions.models import Mail, MailKind
from organisations.models import Board

if TYPE_CHECKING:
    from organisations.roles import AnyUser


class MailFilter(FilterSet):  # type: ignore[misc]  # django-filter ships no types
    board = ChoiceFilter(field_name="board__slug", label="Board", empty_label="All boards", widget=Select)
    state = ChoiceFilter(label="State", choices=Mail.State.choices, empty_label="All states", widget=Select)
    kind = ChoiceFilter(label="Kind", choices=MailKind.choices, empty_label="All kinds", widget=Select)

    class Meta:
        model = Mail
        fields: list[str] = []

    def __init__(self, *args: Any, user: AnyUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        boards = Board.objects.editable_by(user).values_list("slug", "name")
        self.filters["board"].extra["choices"] = list(boards)
