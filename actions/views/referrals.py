"""Actions that one board refers to another: asked, accepted or declined by the secretariats of the two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from actions.due import said_of_due
from actions.forms.owners import asks_for_rows, owner_forms
from actions.forms.referral import AcceptForm, DeclineForm, ReferForm
from actions.models import Action, Referral
from actions.permissions import can_answer_referral, can_edit_action
from actions.services import accept_referral, decline_referral, refer_action
from organisations.forms.refusals import add_refusal
from organisations.permissions import is_secretariat

if TYPE_CHECKING:
    from actions.forms.owners import BaseOwnerFormSet
    from organisations.models import User

ROWS_ON_A_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def action_refer(request: HttpRequest, reference: str) -> HttpResponse:
    actions = Action.objects.visible_to(request.user).select_related("board", "raised_in__item")
    action = get_object_or_404(actions, reference=reference)
    if not request.user.is_authenticated or not can_edit_action(request.user, action):
        raise PermissionDenied
    data = request.POST if request.method == "POST" else None
    form = ReferForm(data, action=action, user=request.user, today=timezone.localdate())
    if form.is_valid() and (referral := _refer(action, form, by=request.user)):
        messages.success(request, f"{action.reference} was referred: {referral.to_board.short_name} was asked.")
        return redirect(action)
    context = {"action": action, "form": form, "cancel_address": action.get_absolute_url()}
    return render(
        request,
        "actions/refer_form.html",
        {**context, "page_title": f"Refer {action.reference} to another board", "submit_label": "Refer"},
    )


def _refer(action: Action, form: ReferForm, *, by: User) -> Referral | None:
    try:
        return refer_action(action, **form.referral, by=by, at=timezone.now())
    except ValidationError as refusal:
        add_refusal(form, refusal)
        return None


@require_safe
def referral_list(request: HttpRequest) -> HttpResponse:
    """What was asked of, and by, the boards whose secretariat the reader is."""
    if not is_secretariat(request.user):
        raise PermissionDenied
    page = Paginator(Referral.objects.of_secretariat(request.user), ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "actions/referral_list.html", {"page": page, "query": request.GET})


@require_safe
def referral_detail(request: HttpRequest, pk: int) -> HttpResponse:
    referral = get_object_or_404(Referral.objects.of_secretariat(request.user), pk=pk)
    context = {
        "referral": referral,
        "sees_action": Action.objects.visible_to(request.user).filter(pk=referral.action_id).exists(),
        "sees_became": Action.objects.visible_to(request.user).filter(pk=referral.became_id or 0).exists(),
        "can_answer": referral.is_waiting and can_answer_referral(request.user, referral),
    }
    return render(request, "actions/referral_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def referral_accept(request: HttpRequest, pk: int) -> HttpResponse:
    referral, user = _to_answer(request, pk)
    post = request.POST if request.method == "POST" else None
    is_sent = post is not None and not asks_for_rows(post)
    typed = post.dict() if post is not None and not is_sent else {}
    today = timezone.localdate()
    form = AcceptForm(post if is_sent else None, referral=referral, user=user, today=today, initial=typed)
    owners = owner_forms(post, user=user, board=referral.to_board, on=today)
    if all([form.is_valid(), owners.is_valid()]) and (became := _accept(referral, form, owners, by=user)):
        messages.success(
            request, f"{referral.action.reference} was accepted as {became.reference}. {said_of_due(became)}".strip()
        )
        return redirect(became)
    return render(
        request,
        "actions/referral_accept.html",
        {
            "page_title": f"Accept {referral.action.reference}",
            "submit_label": "Accept, and add the action",
            "referral": referral,
            "form": form,
            "owners": owners,
            "suggestions": form.suggestions(after=today),
            "cancel_address": referral.get_absolute_url(),
        },
    )


def _accept(referral: Referral, form: AcceptForm, owners: BaseOwnerFormSet, *, by: User) -> Action | None:
    now = timezone.now()
    try:
        return accept_referral(
            referral,
            by=by,
            at=now,
            on=timezone.localdate(),
            text=form.cleaned_data["text"],
            owners=owners.owners,
            due=form.due_read,
        )
    except ValidationError as refusal:
        add_refusal(form, refusal)
        return None


@require_http_methods(["GET", "HEAD", "POST"])
def referral_decline(request: HttpRequest, pk: int) -> HttpResponse:
    referral, user = _to_answer(request, pk)
    form = DeclineForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _decline(referral, form, by=user):
        messages.success(request, f"{referral.action.reference} was declined: its board has it back.")
        return redirect(referral)
    return render(
        request,
        "actions/referral_decline.html",
        {
            "page_title": f"Decline {referral.action.reference}",
            "submit_label": "Decline",
            "referral": referral,
            "form": form,
            "cancel_address": referral.get_absolute_url(),
        },
    )


def _decline(referral: Referral, form: DeclineForm, *, by: User) -> bool:
    try:
        decline_referral(
            referral, by=by, at=timezone.now(), on=timezone.localdate(), answer=form.cleaned_data["answer"]
        )
    except ValidationError as refusal:
        add_refusal(form, refusal)
        return False
    return True


def _to_answer(request: HttpRequest, pk: int) -> tuple[Referral, User]:
    """One that was asked of their board. The board that asked knows of it, and waits."""
    referral = get_object_or_404(Referral.objects.of_secretariat(request.user), pk=pk)
    if not request.user.is_authenticated or not can_answer_referral(request.user, referral):
        raise PermissionDenied
    return referral, request.user
