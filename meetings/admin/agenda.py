from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models

from meetings.admin.order import RowsInOrder
from meetings.models import AgendaItem, Minute, MinuteComment
from meetings.permissions import can_edit_meeting, can_edit_minutes
from meetings.services.agenda import restrict_inside
from organisations.admin.records import RecordAdmin, reader_of
from organisations.admin.rows import RecordBlocks, RowsToRead
from organisations.permissions import is_secretariat

if TYPE_CHECKING:
    from django.http import HttpRequest

    from meetings.models import Meeting
    from organisations.models import User


class PartOfMinutesAdmin(RecordAdmin):
    """Shown to whoever keeps the meeting, changed while its minutes are not approved, added from the page above."""

    def meeting_of(self, record: Any) -> Meeting:
        raise NotImplementedError

    def keeps(self, user: User, record: Any = None) -> bool:
        return is_secretariat(user) if record is None else can_edit_meeting(user, self.meeting_of(record))

    def may_change(self, request: HttpRequest, record: Any) -> bool:
        user = reader_of(request)
        return self.keeps(user) if record is None else can_edit_minutes(user, self.meeting_of(record))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_change(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_change(request, obj)


class MinuteRows(RecordBlocks):
    model = Minute
    formset = RowsInOrder
    fields = (("position", "number", "level", "kind"), "text")
    formfield_overrides = {models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 4})}}
    verbose_name = "paragraph"
    show_change_link = True

    def is_fixed(self, above: AgendaItem) -> bool:
        return above.meeting.is_locked


@admin.register(AgendaItem)
class AgendaItemAdmin(PartOfMinutesAdmin):
    list_display = ("number", "title", "meeting", "purpose", "kind")
    list_display_links = ("number", "title")
    list_filter = ("kind", "purpose", ("meeting__board", admin.RelatedOnlyFieldListFilter))
    search_fields = ("number", "title", "meeting__board__acronym")
    date_hierarchy = "meeting__held_on"
    autocomplete_fields = ("presenter",)
    fields = (
        "meeting",
        "position",
        "number",
        "depth",
        "title",
        "presenter",
        "purpose",
        "kind",
        "minutes_allotted",
        "is_late",
        "is_deferred",
        "is_restricted",
        "came_from",
    )
    readonly_fields = ("meeting", "is_deferred", "is_restricted", "came_from")
    inlines = (MinuteRows,)

    def meeting_of(self, record: AgendaItem) -> Meeting:
        return record.meeting

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("meeting__board", "presenter", "came_from")

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        self._restrict_inside(form.instance.meeting_id, request)

    def delete_model(self, request: HttpRequest, obj: AgendaItem) -> None:
        super().delete_model(request, obj)
        self._restrict_inside(obj.meeting_id, request)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        meetings = set(queryset.values_list("meeting", flat=True))
        super().delete_queryset(request, queryset)
        for meeting in meetings:
            self._restrict_inside(meeting, request)

    def _restrict_inside(self, meeting: int, request: HttpRequest) -> None:
        """A heading that now stands inside a restricted item is restricted."""
        rows = AgendaItem.objects.filter(meeting=meeting).order_by("position", "pk")
        restrict_inside(rows, by=reader_of(request))


class CommentRows(RowsToRead):
    """What was said of the paragraph once it was circulated, and what became of it: settled in the pages."""

    model = MinuteComment
    fields = ("text", "made_at", "made_by", "outcome", "answer", "resolved_at", "resolved_by")
    readonly_fields = fields
    fetched = ("made_by", "resolved_by")


@admin.register(Minute)
class MinuteAdmin(PartOfMinutesAdmin):
    inlines = (CommentRows,)
    list_display = ("number", "beginning", "kind", "item", "meeting")
    list_display_links = ("number", "beginning")
    list_filter = ("kind", ("item__meeting__board", admin.RelatedOnlyFieldListFilter))
    search_fields = ("number", "text", "item__title", "item__meeting__board__acronym")
    date_hierarchy = "item__meeting__held_on"
    fields = ("item", "position", "number", "level", "kind", "text")
    readonly_fields = ("item",)

    def meeting_of(self, record: Minute) -> Meeting:
        return record.item.meeting

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("item__meeting__board")

    def choice_label(self, minute: Minute) -> str:
        """Paragraphs of one number are told apart by their meeting."""
        return f"{minute.item.meeting}: {minute}"

    @admin.display(description="text", ordering="text")
    def beginning(self, minute: Minute) -> str:
        return minute.text if len(minute.text) <= 100 else f"{minute.text[:100]}…"

    @admin.display(ordering="item__meeting__held_on")
    def meeting(self, minute: Minute) -> str:
        return str(minute.item.meeting)
