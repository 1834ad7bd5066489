from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from organisations.models import Board
from rr3tracker.search.query import MOST_LETTERS, words_of
from rr3tracker.search.results import action_referred_to, results_for

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PAGE_SIZE = 20


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    typed = request.GET.get("q", "").replace("\0", "").strip()[:MOST_LETTERS]
    boards = list(Board.objects.visible_to(request.user))
    board = next((b for b in boards if b.slug == request.GET.get("board")), None)
    kinds = results_for(request.user, words_of(typed), board=board.slug if board else "")
    chosen = next((kind for kind in kinds if kind.kind == request.GET.get("show")), None)
    if chosen is None:
        chosen = next((kind for kind in kinds if kind.found), kinds[0])
    context: dict[str, Any] = {
        "typed": typed,
        "boards": boards,
        "board": board,
        "kinds": kinds,
        "chosen": chosen,
        "any_found": any(kind.found for kind in kinds),
        "exact": action_referred_to(request.user, typed),
        "page": Paginator(chosen, PAGE_SIZE).get_page(request.GET.get("page")),
    }
    return render(request, "rr3tracker/search.html", context)
