from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from organisations.forms.boards import BoardForm
from organisations.forms.refusals import add_refusal
from organisations.models import Board, Person
from organisations.permissions import can_add_board, can_edit_board, has_role_on_board
from organisations.roles import roles_of
from organisations.roster import roster_of
from organisations.services import save_board, set_up_board
from organisations.tree import branches_of
from organisations.views.access import board_to_edit, signed_in

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def board_list(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    boards = Board.objects.visible_to(request.user).for_list(request.user, on=today)
    closed = [board for board in boards if board.closed_on and board.closed_on < today]
    context = {
        "branches": branches_of(board for board in boards if board not in closed),
        "closed": closed,
        "can_add": can_add_board(request.user),
    }
    return render(request, "organisations/board_list.html", context)


@require_safe
def board_detail(request: HttpRequest, slug: str) -> HttpResponse:
    today = timezone.localdate()
    known = Board.objects.visible_to(request.user)
    board = get_object_or_404(known.for_board_page(), slug=slug)
    roster = roster_of(board, on=today)
    can_edit = can_edit_board(request.user, board)
    people = Person.objects.visible_to(request.user).filter(pk__in=roster.person_ids)
    context = {
        "board": board,
        "parent": known.filter(pk=board.parent_id).first() if board.parent_id else None,
        "groups": known.filter(parent=board),
        "roster": roster,
        "today": today,
        "can_edit": can_edit,
        "roster_view": {
            "slug": board.slug,
            "people_to_open": set(people.values_list("pk", flat=True)),
            "may_open_organisations": roles_of(request.user).any,
            "of_the_board": has_role_on_board(request.user, board),
            "can_edit": can_edit,
        },
    }
    return render(request, "organisations/board_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def board_add(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    if not can_add_board(user):
        raise PermissionDenied
    form = BoardForm(request.POST if request.method == "POST" else None, user=user)
    if form.is_valid():
        try:
            set_up_board(form.instance, by=user, today=timezone.localdate())
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, f"{form.instance.name} was set up.")
            return redirect(form.instance)
    context = {
        "form": form,
        "page_title": "Set up a board",
        "submit_label": "Set up the board",
        "cancel_address": reverse("organisations:board_list"),
        "makes_secretariat": Person.objects.filter(user=user).exists(),
        "board_name": "",
    }
    return render(request, "organisations/board_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def board_edit(request: HttpRequest, slug: str) -> HttpResponse:
    user = signed_in(request)
    board = board_to_edit(user, slug)
    name = board.name
    form = BoardForm(request.POST if request.method == "POST" else None, instance=board, user=user)
    if form.is_valid():
        try:
            save_board(board, by=user)
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, f"{board.name} was saved.")
            return redirect(board)
    context = {
        "form": form,
        "page_title": "Edit the board",
        "cancel_address": board.get_absolute_url(),
        "board_name": name,
        "makes_secretariat": False,
    }
    return render(request, "organisations/board_form.html", context)
