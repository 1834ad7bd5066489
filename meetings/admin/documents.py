from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin

from meetings.models import Document
from meetings.permissions import can_edit_meeting
from organisations.admin.records import RecordAdmin
from organisations.permissions import is_secretariat

if TYPE_CHECKING:
    from django.http import HttpRequest

    from organisations.models import User


@admin.register(Document)
class DocumentAdmin(RecordAdmin):
    """What is known of a file, to read. It comes in by the meeting's page or the importer, and stays."""

    list_display = ("title", "kind", "state", "meeting", "file_name", "size", "added_at")
    list_filter = ("kind", ("meeting__board", admin.RelatedOnlyFieldListFilter))
    search_fields = ("title", "file_name", "sha256", "meeting__board__acronym")
    date_hierarchy = "added_at"
    fields = (
        "meeting",
        "item",
        "kind",
        "state",
        "title",
        "file_name",
        "media_type",
        "size",
        "sha256",
        "added_at",
        "added_by",
        "lines",
    )
    readonly_fields = fields

    def keeps(self, user: User, record: Any = None) -> bool:
        return is_secretariat(user) if record is None else can_edit_meeting(user, record.meeting)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("meeting__board", "item", "added_by")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="lines without a place")
    def lines(self, document: Document) -> str:
        return "\n".join(str(line) for line in document.unplaced) or "None"
