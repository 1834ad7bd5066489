"""Who answers for an action: handing on, one action or what a leaver leaves, and ticking off parts of joint actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from actions.addresses import number_in
from actions.forms.handing_on import HandOnForm, LeaversForm, PartForm
from actions.forms.owners import BaseOwnerFormSet, asks_for_rows, owner_forms
from actions.leavers import leavers_of
from actions.models import Action, ActionOwner
from actions.permissions import can_edit_action, can_tick_off
from actions.services import change_owners, hand_on, take_back_part, tick_off_part
from organisations.forms.refusals import add_refusal
from organisations.views.access import board_to_edit, signed_in

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from organisations.models import User


@require_http_methods(["GET", "HEAD", "POST"])
def action_hand_on(request: HttpRequest, reference: str) -> HttpResponse:
    action = _action(request, reference)
    if not can_edit_action(request.user, action):
        raise PermissionDenied
    by = signed_in(request)
    saves = request.method == "POST" and not asks_for_rows(request.POST)
    initial = {} if saves else {**request.POST.dict()}
    today = timezone.localdate()
    form = HandOnForm(
        request.POST if saves else None,
        board=action.board,
        user=by,
        today=today,
        initial={"reported_on": today, **initial},
    )
    owners = owner_forms(request.POST or None, user=by, board=action.board, on=today, action=action)
    if saves and all([form.is_valid(), owners.is_valid()]) and _change(action, form, owners, by=by, request=request):
        messages.success(request, f"{action.reference} was handed on.")
        return redirect(action)
    newest = action.updates.order_by("pk").last()
    context = {
        "page_title": f"Hand on {action.reference}",
        "submit_label": "Hand on",
        "form": form,
        "owners": owners,
        "action": action,
        "after": newest.pk if newest else 0,
        "cancel_address": action.get_absolute_url(),
    }
    return render(request, "actions/hand_on_form.html", context)


def _change(action: Action, form: HandOnForm, owners: BaseOwnerFormSet, *, by: User, request: HttpRequest) -> bool:
    try:
        change_owners(
            action,
            owners=owners.owners,
            by=by,
            at=timezone.now(),
            after=number_in(request.POST.get("after")),
            **form.given,
        )
    except ValidationError as refusal:
        add_refusal(form, refusal)
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def board_hand_on(request: HttpRequest, slug: str) -> HttpResponse:
    """What owners leave behind who have left the board, or leave it soon."""
    by = signed_in(request)
    board = board_to_edit(by, slug)
    today = timezone.localdate()
    leavers = leavers_of(board, on=today)
    form = LeaversForm(
        request.POST if request.method == "POST" else None, leavers=leavers, board=board, user=by, today=today
    )
    if form.is_valid():
        given = form.cleaned_data
        try:
            done = hand_on(
                form.chosen,
                to=form.taker,
                reported_on=given["reported_on"],
                text=given["text"],
                by=by,
                at=timezone.now(),
            )
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            number = "1 action was" if len(done) == 1 else f"{len(done)} actions were"
            messages.success(request, f"{number} handed on.")
            return redirect("actions:board_hand_on", slug=board.slug)
    context = {"board": board, "leavers": leavers, "form": form, "cancel_address": board.get_absolute_url()}
    return render(request, "actions/board_hand_on.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def owner_part(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """The part of a joint action is done; or is not after all, where it was."""
    action = _action(request, reference)
    owner = get_object_or_404(action.owners.select_related("person", "organisation", "seat"), pk=pk)
    edits = can_edit_action(request.user, action)
    if not (edits if owner.done_on else can_tick_off(request.user, owner, action)) or action.is_closed:
        raise PermissionDenied
    form = PartForm(request.POST if request.method == "POST" else None, today=timezone.localdate(), chooses_day=edits)
    if form.is_valid() and _tick(owner, form, by=signed_in(request)):
        what = "is to be done after all" if owner.done_on else "is done"
        messages.success(request, f"The part of {owner.name} {what}.")
        return redirect(action)
    context = {
        "page_title": f"The part of {owner.name} is {'not done after all' if owner.done_on else 'done'}",
        "submit_label": "Take it back" if owner.done_on else "Tick it off",
        "form": form,
        "action": action,
        "cancel_address": action.get_absolute_url(),
    }
    return render(request, "actions/part_form.html", context)


def _tick(owner: ActionOwner, form: PartForm, *, by: User) -> bool:
    try:
        (take_back_part if owner.done_on else tick_off_part)(owner, by=by, at=timezone.now(), **form.given)
    except ValidationError as refusal:
        add_refusal(form, refusal)
        return False
    return True


def _action(request: HttpRequest, reference: str) -> Action:
    actions = Action.objects.visible_to(request.user).select_related("board", "due_at", "raised_in__item__meeting")
    return get_object_or_404(actions, reference=reference)
