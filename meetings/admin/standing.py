from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin

from meetings.models import StandingItem
from organisations.admin.records import RecordAdmin
from organisations.permissions import can_edit_board, is_secretariat

if TYPE_CHECKING:
    from django.http import HttpRequest

    from organisations.models import User


@admin.register(StandingItem)
class StandingItemAdmin(RecordAdmin):
    """What stands on every agenda of a board."""

    list_display = ("board", "position", "title", "kind", "purpose", "minutes_allotted", "is_restricted")
    list_display_links = ("title",)
    list_filter = (("board", admin.RelatedOnlyFieldListFilter), "kind")
    list_select_related = ("board",)
    search_fields = ("title", "board__name", "board__acronym")
    autocomplete_fields = ("board",)
    fields = ("board", "position", "title", "kind", "purpose", "minutes_allotted", "is_restricted")

    def keeps(self, user: User, record: Any = None) -> bool:
        return is_secretariat(user) if record is None else can_edit_board(user, record.board)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("board")
