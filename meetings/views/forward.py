"""The forward plan of a board: what it is to come back to, and when."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from meetings.forms import ForwardItemForm
from meetings.models import ForwardItem, Meeting
from meetings.services import change_plan, plan_ahead, withdraw
from meetings.views.finding import IN_PLACE, edit_address, find_item, signed_in
from organisations.dates import write_date
from organisations.forms.refusals import add_refusal
from organisations.models import Board
from organisations.permissions import can_edit_board, has_role_on_board


@require_safe
def forward_plan(request: HttpRequest, slug: str) -> HttpResponse:
    board = _find_board(request, slug)
    rows = ForwardItem.objects.visible_to(request.user).filter(board=board).for_plan()
    return render(
        request,
        "meetings/forward_plan.html",
        {
            "board": board,
            "waiting": rows.waiting(),
            "placed": rows.placed_from(timezone.localdate()),
            "can_edit": can_edit_board(request.user, board),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def forward_add(request: HttpRequest, slug: str) -> HttpResponse:
    board = _find_board_to_edit(request, slug)
    form = ForwardItemForm(request.POST or None, instance=ForwardItem(board=board), user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            row, meeting = plan_ahead(board, on=timezone.localdate(), by=signed_in(request), **form.cleaned_data)
        except ValidationError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _where_it_went(meeting), extra_tags=IN_PLACE)
            return redirect(row)
    return _draw(request, form, board, page_title="Add to the forward plan", cancel_address=_address(board))


@require_http_methods(["GET", "HEAD", "POST"])
def item_bring_back(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """An item that says something is to come back: it stands, and comes again."""
    item = find_item(request, pk, item_pk)
    board, back = item.meeting.board, edit_address(item.meeting, f"item-{item.pk}", request=request)
    said = ForwardItem(board=board, came_from=item, said_on=item.meeting.held_on)
    start = {"title": item.title, "presenter": item.presenter_id, "purpose": item.purpose}
    form = ForwardItemForm(request.POST or None, instance=said, user=request.user, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            _, meeting = plan_ahead(
                board, came_from=item, on=timezone.localdate(), by=signed_in(request), **form.cleaned_data
            )
        except ValidationError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _where_it_went(meeting), extra_tags=IN_PLACE)
            return redirect(back)
    return _draw(request, form, board, page_title=f"Bring “{item.title}” back later", cancel_address=back)


@require_http_methods(["GET", "HEAD", "POST"])
def forward_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    board, row = _find_row(request, slug, pk)
    form = ForwardItemForm(request.POST or None, instance=row, user=request.user)
    title = f"Change “{row}”"
    if request.method == "POST" and form.is_valid():
        try:
            meeting = change_plan(row, on=timezone.localdate(), by=signed_in(request), **form.cleaned_data)
        except ValidationError as error:
            add_refusal(form, error)
        else:
            done = _where_it_went(meeting) if meeting else "The forward plan was saved."
            messages.success(request, done, extra_tags=IN_PLACE)
            return redirect(row)
    return _draw(request, form, board, page_title=title, cancel_address=row.get_absolute_url())


@require_POST
def forward_withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    board, row = _find_row(request, slug, pk)
    try:
        withdraw(row, by=signed_in(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"“{row}” was withdrawn: it does not come back by itself.")
    return redirect(_address(board))


def _find_board(request: HttpRequest, slug: str) -> Board:
    board = get_object_or_404(Board.objects.visible_to(request.user), slug=slug)
    if not has_role_on_board(request.user, board):
        raise Http404
    return board


def _find_board_to_edit(request: HttpRequest, slug: str) -> Board:
    board = _find_board(request, slug)
    if not can_edit_board(request.user, board):
        raise PermissionDenied
    return board


def _find_row(request: HttpRequest, slug: str, pk: int) -> tuple[Board, ForwardItem]:
    board = _find_board_to_edit(request, slug)
    rows = ForwardItem.objects.visible_to(request.user).select_related("board", "deferred", "came_from")
    return board, get_object_or_404(rows, pk=pk, board=board)


def _where_it_went(meeting: Meeting | None) -> str:
    if meeting is None:
        return "It was put on the forward plan, and comes back when such a meeting is planned."
    return f"It was put on the agenda of the meeting of {write_date(meeting.held_on)}."


def _address(board: Board) -> str:
    return reverse("meetings:forward_plan", args=[board.slug])


def _draw(
    request: HttpRequest, form: ForwardItemForm, board: Board, *, page_title: str, cancel_address: str
) -> HttpResponse:
    context = {"form": form, "board": board, "page_title": page_title, "cancel_address": cancel_address}
    return render(request, "meetings/forward_form.html", context)
