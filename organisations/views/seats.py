from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from organisations.forms.refusals import add_refusal
from organisations.forms.seats import SeatForm
from organisations.models import Seat
from organisations.services import save_seat
from organisations.views.access import board_to_edit, signed_in

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from organisations.models import Board, User


@require_http_methods(["GET", "HEAD", "POST"])
def seat_add(request: HttpRequest, slug: str) -> HttpResponse:
    user = signed_in(request)
    board = board_to_edit(user, slug)
    last = board.seats.order_by("-position").values_list("position", flat=True).first()
    position = 0 if last is None else min(last + 1, 32767)
    return _form_page(request, board, Seat(board=board, position=position), title="Add a seat", by=user)


@require_http_methods(["GET", "HEAD", "POST"])
def seat_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    user = signed_in(request)
    board = board_to_edit(user, slug)
    seat = get_object_or_404(board.seats, pk=pk)
    return _form_page(request, board, seat, title="Edit the seat", by=user)


def _form_page(request: HttpRequest, board: Board, seat: Seat, *, title: str, by: User) -> HttpResponse:
    form = SeatForm(request.POST if request.method == "POST" else None, instance=seat)
    if form.is_valid():
        try:
            save_seat(seat, by=by)
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, f"The seat “{seat.title}” was saved.")
            return redirect(board)
    context = {"form": form, "page_title": title, "cancel_address": board.get_absolute_url(), "board_name": board.name}
    return render(request, "organisations/seat_form.html", context)
