from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin

from meetings.models import ForwardItem
from organisations.admin.records import RecordAdmin
from organisations.permissions import can_edit_board, is_secretariat

if TYPE_CHECKING:
    from django.http import HttpRequest

    from organisations.models import User


@admin.register(ForwardItem)
class ForwardItemAdmin(RecordAdmin):
    """What a board is to come back to. It comes to an agenda, and leaves one, in the pages."""

    list_display = ("board", "__str__", "not_before", "note", "placed_as")
    list_display_links = ("__str__",)
    list_filter = (("board", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("board", "deferred", "placed_as")
    search_fields = ("title", "deferred__title", "note", "board__name", "board__acronym")
    date_hierarchy = "not_before"
    autocomplete_fields = ("presenter",)
    fields = (
        "board",
        "title",
        "purpose",
        "presenter",
        "minutes_allotted",
        "not_before",
        "said_on",
        "note",
        "is_restricted",
        "deferred",
        "came_from",
        "placed_as",
    )
    readonly_fields = ("board", "deferred", "came_from", "placed_as")

    def keeps(self, user: User, record: Any = None) -> bool:
        return is_secretariat(user) if record is None else can_edit_board(user, record.board)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("board", "deferred", "came_from", "placed_as")
