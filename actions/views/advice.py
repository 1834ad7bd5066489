"""Advice that boards give: papers, answers to consultations, and what meetings recommended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from actions.addresses import number_in
from actions.forms.advice import AdviceForm
from actions.models import Advice
from actions.permissions import can_edit_advice
from actions.recommendations.advice_page import AdviceFilter, advice_page, advice_rows
from actions.services import save_advice
from organisations.forms.refusals import add_refusal
from organisations.models import Board
from organisations.permissions import can_edit_board, is_secretariat
from organisations.views.access import signed_in

if TYPE_CHECKING:
    from organisations.models import User

ROWS_ON_A_PAGE = 50


@require_safe
def advice_list(request: HttpRequest) -> HttpResponse:
    found = AdviceFilter(request.GET, user=request.user)
    page = Paginator(found.qs.select_related("board"), ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": found,
        "page": page,
        "rows": advice_rows(page, request.user, on=timezone.localdate()),
        "query": request.GET,
        "can_add": is_secretariat(request.user),
    }
    return render(request, "actions/advice_list.html", context)


@require_safe
def advice_detail(request: HttpRequest, pk: int) -> HttpResponse:
    advice = get_object_or_404(Advice.objects.visible_to(request.user).select_related("board"), pk=pk)
    context = {
        "advice": advice,
        "page": advice_page(advice, request.user, on=timezone.localdate()),
        "can_edit": can_edit_advice(request.user, advice),
    }
    return render(request, "actions/advice_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def advice_add(request: HttpRequest) -> HttpResponse:
    """Of the board of ``?board=``; without it, ask which."""
    user = signed_in(request)
    if not is_secretariat(user):
        raise PermissionDenied
    board = _board(request, user)
    if board is None:
        return render(request, "actions/advice_add_board.html", {"boards": Board.objects.editable_by(user)})
    newest = board.advice.aggregate(newest=Max("pk"))["newest"] or 0
    after = number_in(request.POST.get("after")) if request.method == "POST" else newest
    return _form(request, Advice(board=board), user, after=after)


@require_http_methods(["GET", "HEAD", "POST"])
def advice_edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _form(request, *advice_to_edit(request, pk), after=None)


def _form(request: HttpRequest, advice: Advice, user: User, *, after: int | None) -> HttpResponse:
    is_new = advice._state.adding
    title = f"Edit {advice.title}" if not is_new else f"Add advice of {advice.board.short_name}"
    address = reverse("actions:advice_list") if is_new else advice.get_absolute_url()
    data = request.POST if request.method == "POST" else None
    form = AdviceForm(data, instance=advice, user=user, today=timezone.localdate())
    if form.is_valid():
        try:
            saved = save_advice(form.instance, by=user, at=timezone.now(), after=after)
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, f"“{saved.title}” was {'added' if is_new else 'saved'}.")
            return redirect(saved)
    context = {
        "page_title": title,
        "submit_label": "Add advice" if is_new else "Save",
        "form": form,
        "after": after,
        "cancel_address": address,
    }
    return render(request, "actions/advice_form.html", context)


def advice_to_edit(request: HttpRequest, pk: int) -> tuple[Advice, User]:
    advice = get_object_or_404(Advice.objects.visible_to(request.user).select_related("board"), pk=pk)
    user = signed_in(request)
    if not can_edit_advice(user, advice):
        raise PermissionDenied
    return advice, user


def _board(request: HttpRequest, user: User) -> Board | None:
    """The board that the address names, or the only one there is to choose."""
    if "board" in request.GET:
        slug = request.GET["board"].replace("\0", "")
        board = get_object_or_404(Board.objects.visible_to(user), slug=slug)
        if not can_edit_board(user, board):
            raise PermissionDenied
        return board
    boards = Board.objects.editable_by(user)[:2]
    return boards[0] if len(boards) == 1 else None
