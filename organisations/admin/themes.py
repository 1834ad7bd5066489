from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin

from organisations.admin.records import RecordAdmin
from organisations.models import Theme
from organisations.permissions import can_add_theme, can_edit_theme

if TYPE_CHECKING:
    from django.http import HttpRequest

    from organisations.models import User


@admin.register(Theme)
class ThemeAdmin(RecordAdmin):
    list_display = ("name", "board", "starts_on", "ends_on")
    list_filter = (("board", admin.EmptyFieldListFilter), "starts_on")
    list_select_related = ("board",)
    search_fields = ("name", "note")
    autocomplete_fields = ("board",)
    fields = ("name", "board", "note", "starts_on", "ends_on")

    def keeps(self, user: User, record: Any = None) -> bool:
        return can_add_theme(user) if record is None else can_edit_theme(user, record)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Moved to another board, it would be carried by records of one that it is not of."""
        return ("board",) if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """On its page, which refuses while anything carries it: here it would come off all of that."""
        return False
