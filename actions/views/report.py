from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from actions.addresses import number_in
from actions.due import Due, said_of_due
from actions.forms.owner_report import OwnerReportForm
from actions.forms.report import ReportForm
from actions.models import Action, ActionReport, ActionUpdate
from actions.permissions import can_record_in_minutes, can_report_progress, is_owner
from actions.services import refer_action, report_progress, take_report
from organisations.forms.refusals import add_refusal
from organisations.models import Person

if TYPE_CHECKING:
    from django import forms

    from organisations.models import User


@require_http_methods(["GET", "HEAD", "POST"])
def action_report(request: HttpRequest, reference: str) -> HttpResponse:
    """Report progress: the secretariat at length, ``?minute=`` proposing the paragraph; an owner in three answers.

    The form carries the key of the newest update that its reader had seen, so that a second click records
    nothing, and two people who report at once read each other first (``report_progress``).
    """
    actions = Action.objects.visible_to(request.user).select_related("board", "due_at")
    action = get_object_or_404(actions, reference=reference)
    user = request.user
    if not user.is_authenticated or not _may_send(request, user, action):
        raise PermissionDenied
    if can_record_in_minutes(user, action.board):
        return _for_the_secretariat(request, action, user)
    return _for_an_owner(request, action, user)


def _may_send(request: HttpRequest, user: User, action: Action) -> bool:
    """An owner whose action was closed while they were writing is told so, above what they wrote."""
    return can_report_progress(user, action) or (request.method == "POST" and is_owner(user, action))


def _for_the_secretariat(request: HttpRequest, action: Action, user: User) -> HttpResponse:
    form = ReportForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        action=action,
        user=user,
        today=timezone.localdate(),
        paragraph=number_in(request.GET.get("minute")),
    )
    if request.method == "POST" and form.is_valid():
        after = number_in(request.POST.get("after"))
        try:
            update = _record(action, form, by=user, after=after)
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _what_happened(action, update, due=form.due_read))
            return redirect(action)
    suggestions = form.suggestions(after=timezone.localdate())
    return _draw(request, "actions/report_form.html", action, form, suggestions=suggestions)


def _record(action: Action, form: ReportForm, *, by: User, after: int | None) -> ActionUpdate | None:
    """A board that is named is asked whether it takes the action on."""
    if not form.is_emailed and (referral := form.referral):
        refer_action(action, **referral, by=by, at=timezone.now(), after=after)
        return action.updates.order_by("pk").last()
    if not form.is_emailed:
        return report_progress(action, **form.report, by=by, after=after)
    report = take_report(
        action,
        **form.emailed,
        due=form.due_read,
        channel=ActionReport.Channel.EMAIL,
        by=by,
        at=timezone.now(),
        after=after,
    )
    return report.update


def _for_an_owner(request: HttpRequest, action: Action, user: User) -> HttpResponse:
    form = OwnerReportForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        action=action,
        today=timezone.localdate(),
    )
    if request.method == "POST" and form.is_valid():
        try:
            report = take_report(
                action,
                **form.report,
                reported_by=Person.objects.filter(user=user).first(),
                by=user,
                at=timezone.now(),
                after=number_in(request.POST.get("after")),
            )
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _what_was_taken(action, report))
            return redirect(action)
    return _draw(request, "actions/owner_report_form.html", action, form)


def _draw(request: HttpRequest, template: str, action: Action, form: forms.Form, **more: Any) -> HttpResponse:
    seen = ActionUpdate.objects.filter(action=action).visible_to(request.user)
    newest = action.updates.order_by("pk").last()
    context: dict[str, Any] = {
        "page_title": f"Report progress on {action.reference}",
        "form": form,
        "action": action,
        **more,
        "after": newest.pk if newest else 0,
        "crossed": seen.order_by("pk").last() if _crosses(form) else None,
        "submit_label": "Save" if isinstance(form, ReportForm) else "Send the report",
        "cancel_address": action.get_absolute_url(),
    }
    return render(request, template, context)


def _crosses(form: forms.Form) -> bool:
    return form.is_bound and form.has_error(NON_FIELD_ERRORS, "crossed")


def _what_happened(action: Action, update: ActionUpdate | None, *, due: Due | None) -> str:
    if update is None:
        return f"Your report on {action.reference} was sent."
    is_status_kept = update.status_after != action.status
    is_due_kept = due is not None and due.words != update.due_words_after
    if is_status_kept or is_due_kept:
        kept = " and ".join(filter(None, ("status" if is_status_kept else "", "due date" if is_due_kept else "")))
        return f"The report on {action.reference} was added to its history. A later report stands, so its {kept} did not change."
    said = f"Progress on {action.reference} was recorded: {action.get_status_display().lower()}."
    return f"{said} {said_of_due(action)}" if update.changes_due else said


def _what_was_taken(action: Action, report: ActionReport) -> str:
    said = _what_happened(action, report.update, due=None)
    return f"{said} The date that you need waits for the secretariat." if report.is_waiting else said
