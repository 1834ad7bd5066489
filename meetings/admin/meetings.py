from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from meetings.admin.order import RowsInOrder
from meetings.models import (
    ISSUED,
    AcceptedWarning,
    AgendaItem,
    Amendment,
    Attendance,
    Document,
    Meeting,
    MinutesEdition,
)
from meetings.permissions import can_edit_meeting
from meetings.services import save_meeting
from meetings.services.agenda import restrict_inside
from organisations.admin.records import RecordAdmin, reader_of
from organisations.admin.rows import RecordRows, RowsToRead
from organisations.dates import write_date
from organisations.permissions import is_secretariat

if TYPE_CHECKING:
    from django.http import HttpRequest

    from organisations.models import User

DETAILS = ("board", "title", "held_on", "starts_at", "ends_at", "venue", "joining_link", "next_meeting_on")
STAMPS = (
    *(f"{step}_{what}" for step in ISSUED for what in ("at", "by")),
    "comments_by",
    "approved_at_meeting",
)
FETCHED = (*(name for name in STAMPS if name.endswith("_by") and name != "comments_by"), "approved_at_meeting__board")


class RowsOfMeeting(RecordRows):
    model: Any

    def is_fixed(self, above: Meeting) -> bool:
        return above.is_locked


class AttendanceRows(RowsOfMeeting):
    model = Attendance
    fields = (
        "position",
        "person",
        "organisation",
        "job_title",
        "status",
        "capacity",
        "substitute_for",
        "is_chair",
        "is_note_taker",
    )
    autocomplete_fields = ("person", "organisation", "substitute_for")
    fetched = ("person", "organisation", "substitute_for")
    verbose_name_plural = "roll"


class ItemRows(RowsOfMeeting):
    """The agenda; the paragraphs under an item are on its own page, which each row links to."""

    model = AgendaItem
    formset = RowsInOrder
    fields = ("position", "number", "depth", "title", "presenter", "purpose", "kind", "minutes_allotted", "is_late")
    autocomplete_fields = ("presenter",)
    fetched = ("presenter",)
    show_change_link = True
    verbose_name_plural = "agenda"


class DocumentRows(RowsToRead):
    model = Document
    fields = ("title", "kind", "state", "file_name", "size", "added_at")
    readonly_fields = fields
    show_change_link = True


class EditionRows(RowsToRead):
    """What was issued, word for word: read, never changed."""

    model = MinutesEdition
    fields = ("stage", "issued_at", "issued_by")
    readonly_fields = fields
    fetched = ("meeting__board", "issued_by")
    verbose_name_plural = "editions of the minutes"

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("content", "text")


class AcceptedWarningRows(RowsToRead):
    model = AcceptedWarning
    fields = ("key", "reason", "accepted_at", "accepted_by")
    readonly_fields = fields
    fetched = ("accepted_by",)


class AmendmentsAgreed(RowsToRead):
    """Corrections of earlier minutes that this meeting agreed."""

    model = Amendment
    fields = ("minute", "text_before", "text_after", "note", "recorded_at", "recorded_by")
    readonly_fields = fields
    fetched = ("minute__item", "recorded_by")
    verbose_name_plural = "amendments of earlier minutes"


READ = (DocumentRows, EditionRows, AmendmentsAgreed, AcceptedWarningRows)


@admin.register(Meeting)
class MeetingAdmin(RecordAdmin):
    list_display = ("held_on", "board_name", "title", "venue", "minutes_stage")
    list_display_links = ("held_on", "title")
    list_filter = ("minutes_stage", ("board", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("board",)
    search_fields = ("title", "venue", "board__name", "board__acronym", "held_on__icontains")
    search_help_text = "A board, title, venue or date such as 2026-03."
    date_hierarchy = "held_on"
    autocomplete_fields = ("board",)

    def keeps(self, user: User, record: Any = None) -> bool:
        return is_secretariat(user) if record is None else can_edit_meeting(user, record)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("board", *FETCHED)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and obj.is_locked)

    def get_inlines(self, request: HttpRequest, obj: Any) -> tuple[type[RecordRows], ...]:
        return (AttendanceRows, ItemRows, *READ) if obj else (AttendanceRows, ItemRows)

    def keeps_its_day(self, request: HttpRequest, meeting: Meeting) -> bool:
        """Actions or reports hang on it, and this page would not take them along. Asked once a request."""
        kept: dict[int, bool] = vars(request).setdefault("_kept_days", {})
        if meeting.pk not in kept:
            kept[meeting.pk] = Meeting.objects.carrying_actions().filter(pk=meeting.pk).exists()
        return kept[meeting.pk]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return ((None, {"fields": DETAILS}),)
        kept = not obj.is_locked and self.keeps_its_day(request, obj)
        details = (None, {"fields": tuple("kept_day" if kept and n == "held_on" else n for n in DETAILS)})
        stage = ("Minutes", {"fields": ("stage",)})
        return (details, stage, ("When the minutes moved on", {"classes": ("collapse",), "fields": STAMPS}))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """The stage and its stamps follow the page that moves it on; a meeting stays with its board."""
        if obj is None:
            return ()
        return ("stage", *STAMPS, *(DETAILS if obj.is_locked else ("board", "kept_day")))

    def save_model(self, request: HttpRequest, obj: Meeting, form: Any, change: bool) -> None:
        if change and "held_on" in form.changed_data:
            save_meeting(obj, by=reader_of(request))
        else:
            super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """A heading that now stands inside a restricted item is restricted."""
        super().save_related(request, form, formsets, change)
        if not form.instance.is_locked:
            restrict_inside(form.instance.items.order_by("position", "pk"), by=reader_of(request))

    def get_autocomplete_fields(self, request: HttpRequest) -> tuple[str, ...]:
        return ("board",)

    @admin.display(description="date")
    def kept_day(self, meeting: Meeting) -> str:
        address = reverse("meeting_edit", args=[meeting.pk])
        words = "Move it with its actions and reports"
        return format_html('{} (<a href="{}">{}</a>)', write_date(meeting.held_on), address, words)

    @admin.display(description="minutes")
    def stage(self, meeting: Meeting) -> str:
        """To read: moving them on also puts on the register what they ask for, which is above this app."""
        address = reverse("stage_edit", args=[meeting.pk])
        return format_html('{} (<a href="{}">Move the minutes on</a>)', meeting.get_minutes_stage_display(), address)

    @admin.display(description="board", ordering="board__name")
    def board_name(self, meeting: Meeting) -> str:
        return meeting.board.short_name
