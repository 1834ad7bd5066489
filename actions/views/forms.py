"""The forms that raise an action, and put right what was asked and of whom."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from actions.addresses import number_in, register_address
from actions.due import said_of_due
from actions.forms.action import ActionTextForm, CorrectActionForm, RaiseActionForm
from actions.forms.owners import BaseOwnerFormSet, asks_for_rows, owner_forms
from actions.models import Action, ActionSequence
from actions.permissions import can_add_actions, can_edit_action
from actions.services import correct_action, raise_action
from meetings.models import Minute
from meetings.permissions import can_edit_minutes
from organisations.forms.refusals import add_refusal
from organisations.models import Board
from organisations.permissions import can_edit_board


@require_http_methods(["GET", "HEAD", "POST"])
def action_add(request: HttpRequest) -> HttpResponse:
    """Raise an action: in the paragraph of ``?minute=`` or on the board of ``?board=``; without either, ask which."""
    if not can_add_actions(request.user):
        raise PermissionDenied
    paragraph = _paragraph(request)
    board = paragraph.item.meeting.board if paragraph else _board(request)
    if board is None:
        boards = Board.objects.editable_by(request.user)
        return render(request, "actions/action_add_board.html", {"boards": boards})
    data, typed = _sent(request)
    form = RaiseActionForm(
        data, board=board, user=request.user, today=timezone.localdate(), paragraph=paragraph, initial=typed
    )
    owners = owner_forms(request.POST or None, user=request.user, board=board, on=timezone.localdate())
    if _are_valid(form, owners) and (action := _raise(board, form, owners, after=number_in(request.POST.get("after")))):
        messages.success(request, f"Action {action.reference} was added. {said_of_due(action)}".strip())
        return redirect(paragraph or action)
    address = paragraph.get_absolute_url() if paragraph else register_address(board=board.slug, state="open")
    context = {
        "page_title": f"Add an action of {board.short_name}",
        "submit_label": "Add action",
        "form": form,
        "owners": owners,
        "hand_on_address": "",
        "paragraph": paragraph,
        "agreed": None,
        "suggestions": form.suggestions(after=timezone.localdate()),
        "after": number_in(request.POST.get("after")) if request.POST else _last_number(board),
        "cancel_address": address,
    }
    return render(request, "actions/action_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def action_edit(request: HttpRequest, reference: str) -> HttpResponse:
    actions = Action.objects.visible_to(request.user).select_related("board", "raised_in__item__meeting")
    action = get_object_or_404(actions, reference=reference)
    if not can_edit_action(request.user, action):
        raise PermissionDenied
    data, typed = _sent(request)
    form = CorrectActionForm(data, action=action, initial={"text": action.text, **typed})
    owners = owner_forms(
        request.POST or None, user=request.user, board=action.board, on=timezone.localdate(), action=action
    )
    if _are_valid(form, owners) and _correct(action, form, owners):
        messages.success(request, f"Action {action.reference} was saved.")
        return redirect(action)
    context = {
        "page_title": f"Edit action {action.reference}",
        "submit_label": "Save",
        "form": form,
        "owners": owners,
        "hand_on_address": "" if action.is_closed else reverse("actions:action_hand_on", args=[action.reference]),
        "paragraph": None,
        "agreed": action if action.is_agreed else None,
        "suggestions": [],
        "after": None,
        "cancel_address": action.get_absolute_url(),
    }
    return render(request, "actions/action_form.html", context)


def _sent(request: HttpRequest) -> tuple[QueryDict | None, dict[str, Any]]:
    """What was sent to be saved; or what was typed, where the button asked for more rows of owners."""
    if request.method != "POST":
        return None, {}
    typed = {**request.POST.dict(), "themes": request.POST.getlist("themes")}
    return (None, typed) if asks_for_rows(request.POST) else (request.POST, {})


def _are_valid(form: ActionTextForm, owners: BaseOwnerFormSet) -> bool:
    """Both are looked at, so that both say what is wrong."""
    return all([form.is_valid(), owners.is_valid()])


def _raise(board: Board, form: RaiseActionForm, owners: BaseOwnerFormSet, *, after: int | None) -> Action | None:
    raised_in, raised_on = form.raised
    try:
        return raise_action(
            board,
            text=form.cleaned_data["text"],
            raised_in=raised_in,
            raised_on=raised_on,
            owners=owners.owners,
            due=form.due_read,
            themes=form.cleaned_data.get("themes", ()),
            after=after,
        )
    except ValidationError as refusal:
        add_refusal(form, refusal)
        return None


def _correct(action: Action, form: CorrectActionForm, owners: BaseOwnerFormSet) -> bool:
    try:
        correct_action(action, text=_text(action, form), owners=owners.owners, themes=form.cleaned_data.get("themes"))
    except ValidationError as refusal:
        add_refusal(form, refusal)
        return False
    return True


def _text(action: Action, form: ActionTextForm) -> str:
    """Of an action that is agreed the form has no box; one that was open since before still sends its words."""
    given: str = form.cleaned_data.get("text") or form.data.get("text", action.text)
    return given.replace("\r\n", "\n")


def _paragraph(request: HttpRequest) -> Minute | None:
    if "minute" not in request.GET:
        return None
    seen = Minute.objects.visible_to(request.user).select_related("item__meeting__board")
    paragraph = get_object_or_404(seen, pk=number_in(request.GET["minute"]))
    if not can_edit_minutes(request.user, paragraph.item.meeting):
        raise PermissionDenied
    return paragraph


def _board(request: HttpRequest) -> Board | None:
    """The board that the address names, or the only one there is to choose."""
    if "board" in request.GET:
        slug = request.GET["board"].replace("\0", "")
        board = get_object_or_404(Board.objects.visible_to(request.user), slug=slug)
        if not can_edit_board(request.user, board):
            raise PermissionDenied
        return board
    boards = Board.objects.editable_by(request.user)[:2]
    return boards[0] if len(boards) == 1 else None


def _last_number(board: Board) -> int:
    sequence = ActionSequence.objects.filter(board=board).first()
    return sequence.last_number if sequence else 0
