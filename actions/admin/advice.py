from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.utils import timezone

from actions.models import Addressee, Advice, Recommendation, Response
from actions.permissions import can_edit_advice
from actions.services import save_advice
from organisations.admin.records import RecordAdmin, reader_of
from organisations.admin.rows import RowsToRead
from organisations.permissions import is_secretariat

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from organisations.models import User


class RecommendationRows(RowsToRead):
    """To read: they are pasted, added and put right on the pages of the product."""

    model = Recommendation
    fields = ("number", "kind", "text", "response_due_on", "raised_in", "superseded_by")
    readonly_fields = fields
    fetched = ("raised_in__item__meeting__board", "superseded_by")
    show_change_link = True


@admin.register(Advice)
class AdviceAdmin(RecordAdmin):
    list_display = ("title", "kind", "board_name", "given_on", "response_due_on", "is_published")
    list_filter = ("kind", ("board", admin.RelatedOnlyFieldListFilter))
    search_fields = ("title", "board__name", "board__acronym")
    date_hierarchy = "given_on"
    autocomplete_fields = ("board", "meeting", "document")
    fields = (
        "board",
        "title",
        "kind",
        "given_on",
        "response_due_on",
        "meeting",
        "document",
        "address",
        "is_published",
    )

    def keeps(self, user: User, record: Any = None) -> bool:
        return is_secretariat(user) if record is None else can_edit_advice(user, record)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Advice]:
        rows: QuerySet[Advice] = super().get_queryset(request)
        return rows.select_related("board", "meeting__board", "document__meeting__board")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("board",) if obj else ()

    def get_inlines(self, request: HttpRequest, obj: Any) -> tuple[type[RowsToRead], ...]:
        return (RecommendationRows,) if obj else ()

    def save_model(self, request: HttpRequest, obj: Advice, form: Any, change: bool) -> None:
        save_advice(obj, by=reader_of(request), at=timezone.now())

    @admin.display(description="board", ordering="board__name")
    def board_name(self, advice: Advice) -> str:
        return advice.board.short_name


class AddresseeRows(RowsToRead):
    model = Addressee
    fields = ("organisation", "answer", "answered_on")
    readonly_fields = fields
    fetched = ("organisation",)


@admin.register(Recommendation)
class RecommendationAdmin(RecordAdmin):
    """To read, with its history."""

    list_display = ("name", "beginning", "advice", "response_due_on")
    list_filter = ("kind", ("advice__board", admin.RelatedOnlyFieldListFilter))
    search_fields = ("number", "text", "advice__title")
    fields = ("advice", "number", "kind", "text", "response_due_on", "raised_in", "superseded_by")
    readonly_fields = fields
    inlines = (AddresseeRows,)

    def keeps(self, user: User, record: Any = None) -> bool:
        return is_secretariat(user) if record is None else can_edit_advice(user, record.advice)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Recommendation]:
        rows: QuerySet[Recommendation] = super().get_queryset(request)
        return rows.select_related("advice__board", "raised_in__item__meeting__board", "superseded_by")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """One that was entered by mistake, as long as nobody has answered it."""
        if not super().has_delete_permission(request, obj):
            return False
        return obj is None or not Response.objects.filter(addressee__recommendation=obj).exists()

    @admin.display(description="recommendation", ordering="text")
    def beginning(self, recommendation: Recommendation) -> str:
        return recommendation.text if len(recommendation.text) <= 100 else f"{recommendation.text[:100]}…"
