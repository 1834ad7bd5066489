from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from actions.forms.answering import AgreeForm, AnswerForm
from actions.models import Action, ActionReport
from actions.permissions import can_agree, can_answer_report, can_open_queue
from actions.queue import newest_said, queue_of, with_what_they_ask, with_what_was_said
from actions.rows import rows_of
from actions.services import accept_report, agree_complete, send_back, turn_down_report
from organisations.forms.refusals import add_refusal

if TYPE_CHECKING:
    from organisations.models import User


@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    """What waits for the reader's answer."""
    if not can_open_queue(request.user):
        raise PermissionDenied
    return render(request, "actions/report_list.html", {"queue": queue_of(request.user, on=timezone.localdate())})


@require_http_methods(["GET", "HEAD", "POST"])
def report_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Sent from the queue; where anything is wrong, the report is shown here by itself with what was typed."""
    reports = with_what_they_ask(ActionReport.objects.visible_to(request.user), request.user)
    report = get_object_or_404(reports, pk=pk)
    if not request.user.is_authenticated or not can_answer_report(request.user, report):
        raise PermissionDenied
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            _answer(report, form, by=request.user)
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, f"The report on {report.action.reference} {_outcome(report)}.")
            return redirect("actions:report_list")
    context = {"report": report, "form": form, "page_title": f"Answer a report on {report.action.reference}"}
    return render(request, "actions/report_answer.html", context)


def _answer(report: ActionReport, form: AnswerForm, *, by: User) -> None:
    answer, now = form.cleaned_data["answer"], timezone.now()
    if form.cleaned_data["decision"] == form.ACCEPT:
        accept_report(report, by=by, at=now, answer=answer, today=timezone.localdate())
    else:
        turn_down_report(report, by=by, at=now, answer=answer)


def _outcome(report: ActionReport) -> str:
    return "was accepted" if report.state == ActionReport.State.ACCEPTED else "was turned down"


@require_http_methods(["GET", "HEAD", "POST"])
def action_agree(request: HttpRequest, reference: str) -> HttpResponse:
    """Sent from the queue and from the action; where anything is wrong, shown here by itself with what was typed."""
    actions = with_what_was_said(Action.objects.visible_to(request.user), request.user)
    action = get_object_or_404(actions, reference=reference)
    if not request.user.is_authenticated or not can_agree(request.user, action):
        raise PermissionDenied
    today = timezone.localdate()
    form = AgreeForm(request.POST if request.method == "POST" else None, today=today)
    if request.method == "POST" and form.is_valid():
        on, text = form.cleaned_data["on"], form.cleaned_data["text"]
        try:
            if form.cleaned_data["decision"] == form.AGREE:
                agree_complete(action, by=request.user, at=timezone.now(), on=on, text=text)
                said = "is complete: agreed by chair’s action"
            else:
                send_back(action, by=request.user, at=timezone.now(), on=on, text=text)
                said = "was sent back: it is in progress again"
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, f"{action.reference} {said}.")
            return redirect(action)
    context = {
        "action": action,
        "row": rows_of([action], on=today)[0],
        "said": newest_said(action),
        "form": form,
        "page_title": f"Agree that {action.reference} is complete",
    }
    return render(request, "actions/action_agree.html", context)
