from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from organisations.models import Board
from organisations.permissions import is_secretariat
from organisations.roles import roles_of
from rr3tracker.homepage import MINUTES_SHOWN, home_page_of, latest_minutes

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    user = request.user
    if roles_of(user).any:
        context = {
            "page": home_page_of(user, on=timezone.localdate()),
            "is_secretariat": is_secretariat(user),
        }
        return render(request, "rr3tracker/home.html", context)
    context = {
        "boards": Board.objects.visible_to(user).filter(closed_on__isnull=True),
        "latest": latest_minutes(user)[:MINUTES_SHOWN],
    }
    return render(request, "rr3tracker/home_of_visitor.html", context)
