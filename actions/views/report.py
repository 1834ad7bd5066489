from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from actions.addresses import number_in
from actions.due import Due, said_of_due
from actions.forms.report import ReportForm
from actions.models import Action, ActionUpdate
from actions.permissions import can_record_in_minutes, can_report_progress
from actions.services import report_progress
from organisations.forms.refusals import add_refusal
from organisations.models import Person, User


@require_http_methods(["GET", "HEAD", "POST"])
def action_report(request: HttpRequest, reference: str) -> HttpResponse:
    """Report progress. ``?minute=`` proposes the paragraph that records it.

    The form carries the key of the newest update that its reader had seen, so that a second click records
    nothing, and two people who report at once read each other first (``report_progress``).
    """
    actions = Action.objects.visible_to(request.user).select_related("board", "due_at")
    action = get_object_or_404(actions, reference=reference)
    data = request.POST if request.method == "POST" else None
    if not request.user.is_authenticated or not can_report_progress(request.user, action):
        raise PermissionDenied
    form = ReportForm(
        data,
        action=action,
        user=request.user,
        today=timezone.localdate(),
        person=Person.objects.filter(user=request.user.pk).first(),
        paragraph=number_in(request.GET.get("minute")),
    )
    if (
        data is not None
        and form.is_valid()
        and (update := _record(action, form, by=request.user, after=number_in(data.get("after"))))
    ):
        messages.success(request, _what_happened(action, update, due=form.due_read))
        return redirect(action)
    seen = ActionUpdate.objects.filter(action=action).visible_to(request.user)
    newest = action.updates.order_by("pk").last()
    context = {
        "page_title": f"Report progress on {action.reference}",
        "form": form,
        "action": action,
        "suggestions": form.suggestions(after=timezone.localdate()),
        "in_minutes": can_record_in_minutes(request.user, action.board),
        "after": newest.pk if newest else 0,
        "crossed": seen.order_by("pk").last() if _crosses(form) else None,
        "cancel_address": action.get_absolute_url(),
    }
    return render(request, "actions/report_form.html", context)


def _record(action: Action, form: ReportForm, *, by: User, after: int | None) -> ActionUpdate | None:
    try:
        return report_progress(action, **form.report, by=by, after=after)
    except ValidationError as refusal:
        add_refusal(form, refusal)
        return None


def _crosses(form: ReportForm) -> bool:
    return form.is_bound and form.has_error(NON_FIELD_ERRORS, "crossed")


def _what_happened(action: Action, update: ActionUpdate, *, due: Due | None) -> str:
    is_status_kept = update.status_after != action.status
    is_due_kept = due is not None and due.words != update.due_words_after
    if is_status_kept or is_due_kept:
        kept = " and ".join(filter(None, ("status" if is_status_kept else "", "due date" if is_due_kept else "")))
        return f"The report on {action.reference} was added to its history. A later report stands, so its {kept} did not change."
    said = f"Progress on {action.reference} was recorded: {action.get_status_display().lower()}."
    return f"{said} {said_of_due(action)}" if update.changes_due else said
