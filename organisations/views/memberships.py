from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from organisations.forms.memberships import MembershipForm
from organisations.forms.refusals import add_refusal
from organisations.models import Membership
from organisations.services import save_membership
from organisations.views.access import board_to_edit, signed_in

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from organisations.models import Board, User


@require_http_methods(["GET", "HEAD", "POST"])
def membership_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Comes with ?seat=3 from a vacant seat, which is then chosen already."""
    user = signed_in(request)
    board = board_to_edit(user, slug)
    wanted = request.GET.get("seat", "")
    known = wanted.isascii() and wanted.isdecimal() and len(wanted) < 19
    seat = board.seats.filter(pk=int(wanted)).first() if known else None
    membership = Membership(board=board, seat=seat, starts_on=timezone.localdate())
    return _form_page(request, board, membership, title="Add a member", by=user)


@require_http_methods(["GET", "HEAD", "POST"])
def membership_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    user = signed_in(request)
    board = board_to_edit(user, slug)
    membership = get_object_or_404(board.memberships, pk=pk)
    return _form_page(request, board, membership, title="Edit a membership", by=user)


def _form_page(request: HttpRequest, board: Board, membership: Membership, *, title: str, by: User) -> HttpResponse:
    form = MembershipForm(request.POST if request.method == "POST" else None, instance=membership, user=by)
    if form.is_valid():
        try:
            save_membership(membership, by=by, today=timezone.localdate())
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, f"The membership of {membership.person or membership.organisation} was saved.")
            return redirect(board)
    context = {"form": form, "page_title": title, "cancel_address": board.get_absolute_url(), "board_name": board.name}
    return render(request, "organisations/membership_form.html", context)
