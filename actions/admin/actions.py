from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.core.exceptions import ValidationError

from actions.admin.owners import OwnerRows
from actions.admin.updates import NewUpdate, UpdateLog
from actions.models import Action, ActionIssue
from actions.permissions import can_edit_action
from actions.services import Due, raise_action
from meetings.services import LOCKED
from organisations.admin.forms import RecordForm
from organisations.admin.records import RecordAdmin
from organisations.admin.rows import RowsToRead
from organisations.permissions import is_secretariat

if TYPE_CHECKING:
    from django.http import HttpRequest

    from meetings.models import Minute
    from organisations.admin.rows import RecordRows
    from organisations.models import User

FOLLOWS = ("status", "due_on", "due_at", "due_text", "closed_on", "succeeded_by", "referred_to")
"""What follows from the updates."""


class ActionForm(RecordForm):
    def clean_raised_in(self) -> Minute | None:
        paragraph: Minute | None = self.cleaned_data["raised_in"]
        if paragraph and paragraph.item.meeting.is_locked:
            raise ValidationError(LOCKED)
        return paragraph


class IssueRows(RowsToRead):
    """What the board was given before the minutes were cleared: read, never changed."""

    model = ActionIssue
    fields = ("issued_at", "issued_by", "text", "owners", "due_words")
    readonly_fields = fields
    fetched = ("action", "issued_by")
    verbose_name_plural = "issued before the minutes were cleared"


@admin.register(Action)
class ActionAdmin(RecordAdmin):
    """Raised and reported on through the services, so that reference, status and log agree here as elsewhere."""

    form = ActionForm
    list_display = ("reference", "beginning", "board_name", "status", "due", "who", "raised_on")
    list_filter = ("status", ("board", admin.RelatedOnlyFieldListFilter))
    search_fields = ("reference", "text", "owners__person__name", "owners__organisation__name", "owners__words")
    date_hierarchy = "raised_on"
    autocomplete_fields = ("board", "raised_in", "due_at")

    def keeps(self, user: User, record: Any = None) -> bool:
        return is_secretariat(user) if record is None else can_edit_action(user, record)

    def get_queryset(self, request: HttpRequest) -> Any:
        related = ("board", "due_at__board", "raised_in__item__meeting__board", "succeeded_by", "referred_to")
        return super().get_queryset(request).select_related(*related).with_owners()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What approved minutes asked for stays asked for."""
        return super().has_delete_permission(request, obj) and not (obj and obj.is_agreed)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return ((None, {"fields": ("board", "text", "raised_in", "raised_on", "due_on", "due_at", "due_text")}),)
        return (
            (None, {"fields": ("reference", "board", "text", "raised_in", "raised_on")}),
            ("How it stands: this follows what is reported below", {"fields": FOLLOWS}),
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        if obj is None:
            return ()
        return ("reference", "board", *FOLLOWS, *(("text", "raised_in", "raised_on") if obj.is_agreed else ()))

    def get_inlines(self, request: HttpRequest, obj: Any) -> tuple[type[RecordRows], ...]:
        return (OwnerRows, UpdateLog, IssueRows, NewUpdate) if obj else (OwnerRows,)

    def save_model(self, request: HttpRequest, obj: Action, form: Any, change: bool) -> None:
        if change:
            return super().save_model(request, obj, form, change)
        raised = raise_action(
            obj.board,
            text=obj.text,
            raised_on=obj.raised_on,
            raised_in=obj.raised_in,
            due=Due(obj.due_on, obj.due_at, obj.due_text),
        )
        obj.pk = raised.pk
        obj.refresh_from_db()
        return None

    @admin.display(description="action", ordering="text")
    def beginning(self, action: Action) -> str:
        return action.text if len(action.text) <= 100 else f"{action.text[:100]}…"

    @admin.display(description="board", ordering="board__name")
    def board_name(self, action: Action) -> str:
        return action.board.short_name

    @admin.display(ordering="due_on")
    def due(self, action: Action) -> str:
        return action.due_words

    @admin.display(description="owners")
    def who(self, action: Action) -> str:
        return ", ".join(owner.name for owner in action.owners.all())
