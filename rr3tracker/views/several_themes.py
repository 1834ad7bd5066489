from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from organisations.forms.refusals import add_refusal
from organisations.forms.theme import SeveralThemesForm
from organisations.models import Board, Theme
from organisations.services import add_themes
from rr3tracker.views.themes import board_asked_for, keeper_of_themes

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "HEAD", "POST"])
def theme_add_several(request: HttpRequest) -> HttpResponse:
    """A list is read and shown, and added when it was looked at. What was typed is carried along."""
    user = keeper_of_themes(request)
    boards = list(Board.objects.editable_by(user))
    initial = {"board": board_asked_for(request, boards)}
    form = SeveralThemesForm(request.POST if request.method == "POST" else None, boards=boards, initial=initial)
    is_changed = "edit" in request.POST
    if form.is_valid() and "make" in request.POST and not is_changed:
        try:
            made = add_themes(form.cleaned_data["lines"], board=form.chosen, by=user)
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, f"{len(made)} theme{' was' if len(made) == 1 else 's were'} added.")
            return redirect(reverse("theme_list") + (f"?board={form.chosen.slug}" if form.chosen else ""))
    is_read = form.is_valid() and not is_changed
    context = {
        "form": form,
        "found": form.cleaned_data["lines"] if is_read else [],
        "there": _there(form.chosen) if is_read else set(),
        "whose": form.chosen if is_read else None,
        "page_title": "Add several themes",
        "submit_label": "Add them" if is_read else "Read the list",
        "cancel_address": reverse("theme_list"),
    }
    return render(request, f"rr3tracker/theme_several{'_read' if is_read else ''}.html", context)


def _there(board: Board | None) -> set[str]:
    """The names that there are, as they are compared."""
    return {name.lower() for name in Theme.objects.filter(board=board).values_list("name", flat=True)}
