"""The log of an action, to read, and the form that adds to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget, AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet

from actions.models import Action, ActionUpdate, Status
from actions.services import Due, report_progress
from meetings.models import Meeting
from meetings.services import LOCKED
from organisations.admin.choosing import RecordSelect
from organisations.admin.forms import RecordForm
from organisations.admin.records import reader_of
from organisations.admin.rows import RecordBlocks, RowsToRead
from organisations.models import Board

if TYPE_CHECKING:
    from django.http import HttpRequest

    from meetings.models import Minute
    from organisations.models import User


class UpdateLog(RowsToRead):
    model = ActionUpdate
    fields = ("reported_on", "status", "due", "text", "recorded_in", "reported_by", "entered")
    readonly_fields = fields
    fetched = ("recorded_in", "reported_by", "entered_by")
    verbose_name_plural = "what was reported"

    @admin.display(description="status")
    def status(self, update: ActionUpdate) -> str:
        before, after = update.get_status_before_display(), update.get_status_after_display()
        return f"{before} → {after}" if update.changes_status else after

    @admin.display(description="due")
    def due(self, update: ActionUpdate) -> str:
        before, after = update.due_words_before or "no date", update.due_words_after or "no date"
        return f"{before} → {after}" if update.changes_due else after

    @admin.display(description="entered by")
    def entered(self, update: ActionUpdate) -> str:
        return str(update.entered_by or "A command on the server")


class UpdateForm(RecordForm):
    """One report: what ``report_progress`` takes."""

    status_after = forms.ChoiceField(label="Status", required=False, choices=[("", "As it is"), *Status.choices])
    due_on = forms.DateField(label="New due date", required=False, widget=AdminDateWidget)
    due_at = forms.ModelChoiceField(Meeting.objects.none(), label="or due at meeting", required=False)
    due_text = forms.CharField(label="or due, in words", required=False, max_length=300)
    reopen = forms.BooleanField(label="Reopen it, if it is closed", required=False)
    succeeded_by = forms.ModelChoiceField(
        Action.objects.none(),
        label="Succeeded by",
        required=False,
        widget=RecordSelect(Action._meta.get_field("succeeded_by"), admin.site),
        help_text="Another action, where this one is no longer needed.",
    )
    referred_to = forms.ModelChoiceField(Board.objects.none(), label="Referred to", required=False)

    class Meta:
        model = ActionUpdate
        fields = ("reported_on", "text", "recorded_in", "reported_by")
        widgets: ClassVar[dict[str, Any]] = {"text": AdminTextareaWidget(attrs={"rows": 4})}

    def clean_recorded_in(self) -> Minute | None:
        paragraph: Minute | None = self.cleaned_data["recorded_in"]
        if paragraph and paragraph.item.meeting.is_locked:
            raise ValidationError(LOCKED)
        return paragraph


class UpdateFormSet(BaseInlineFormSet):  # type: ignore[type-arg]  # of updates
    """An empty form to add one update, which the service saves."""

    user: User

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        board = self.instance.board_id
        form.fields["due_at"].queryset = Meeting.objects.filter(board=board).select_related("board")
        form.fields["succeeded_by"].queryset = Action.objects.filter(board=board).exclude(pk=self.instance.pk)
        form.fields["referred_to"].queryset = Board.objects.visible_to(self.user).exclude(pk=board)

    def save(self, commit: bool = True) -> Any:
        self.changed_objects, self.deleted_objects = [], []
        self.new_objects = [self._report(form.cleaned_data) for form in self.forms if commit and form.has_changed()]
        return self.new_objects

    def _report(self, given: dict[str, Any]) -> ActionUpdate:
        due = Due(given["due_on"], given["due_at"], given["due_text"])
        return report_progress(
            self.instance,
            status=given["status_after"] or self.instance.status,
            reported_on=given["reported_on"],
            text=given["text"],
            recorded_in=given["recorded_in"],
            due=None if due == Due() else due,
            reopen=given["reopen"],
            reported_by=given["reported_by"],
            succeeded_by=given["succeeded_by"],
            referred_to=given["referred_to"],
            by=self.user,
        )


class NewUpdate(RecordBlocks):
    model = ActionUpdate
    form = UpdateForm
    formset = UpdateFormSet
    extra = max_num = 1
    can_delete = False
    verbose_name_plural = "report progress"
    verbose_name = "report"
    autocomplete_fields = ("recorded_in", "reported_by")
    fieldsets = (
        (None, {"fields": ("reported_on", "status_after", "text", "recorded_in", "reported_by")}),
        ("If it is due at another time", {"fields": ("due_on", "due_at", "due_text")}),
        ("If it is closed or reopened", {"fields": ("reopen", "succeeded_by", "referred_to")}),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).none()

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        formset.user = reader_of(request)  # type: ignore[attr-defined]  # Django makes the class anew for every request
        return formset

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
