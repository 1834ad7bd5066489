"""The list of themes and the workplan of a board, and keeping them. What is told of one theme is in ``theme_report``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from organisations.forms.refusals import add_refusal
from organisations.forms.theme import NewThemeForm, ThemeForm
from organisations.models import Board, Theme
from organisations.permissions import can_add_theme, can_edit_theme
from organisations.services import delete_theme, save_theme
from organisations.views.access import signed_in
from rr3tracker.themes.counting import theme_groups
from rr3tracker.themes.forms import BoardForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from organisations.models import User


@require_safe
def theme_list(request: HttpRequest) -> HttpResponse:
    """``?board=rr3`` is what that board's records may carry: its workplan first."""
    form = BoardForm(request.GET, user=request.user)
    context = {
        "form": form,
        "board": form.chosen,
        "groups": theme_groups(request.user, board=form.chosen, on=timezone.localdate()),
        "can_add": can_add_theme(request.user),
    }
    return render(request, "rr3tracker/theme_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def theme_add(request: HttpRequest) -> HttpResponse:
    user = keeper_of_themes(request)
    boards = list(Board.objects.editable_by(user))
    initial = {"board": board_asked_for(request, boards)}
    form = NewThemeForm(request.POST if request.method == "POST" else None, boards=boards, initial=initial)
    if form.is_valid() and _save(form, by=user):
        messages.success(request, f"The theme “{form.instance}” was added.")
        return redirect(form.instance)
    return _draw_form(request, form, None, page_title="Add a theme")


@require_http_methods(["GET", "HEAD", "POST"])
def theme_edit(request: HttpRequest, pk: int) -> HttpResponse:
    theme = _theme_to_edit(request, pk)
    form = ThemeForm(request.POST if request.method == "POST" else None, instance=theme)
    if form.is_valid() and _save(form, by=signed_in(request)):
        messages.success(request, f"The theme “{theme}” was saved.")
        return redirect(theme)
    return _draw_form(request, form, theme, page_title="Edit the theme")


@require_http_methods(["GET", "HEAD", "POST"])
def theme_delete(request: HttpRequest, pk: int) -> HttpResponse:
    theme, problem = _theme_to_edit(request, pk), ""
    if request.method == "POST":
        try:
            delete_theme(theme, by=signed_in(request))
        except ValidationError as refusal:
            problem = " ".join(refusal.messages)
        else:
            messages.success(request, f"The theme “{theme}” was deleted.")
            return redirect("theme_list")
    return render(request, "rr3tracker/theme_delete.html", {"theme": theme, "problem": problem})


def keeper_of_themes(request: HttpRequest) -> User:
    user = signed_in(request)
    if not can_add_theme(user):
        raise PermissionDenied
    return user


def board_asked_for(request: HttpRequest, boards: list[Board]) -> str:
    """What is ticked at first: the board that the address names, or the only one."""
    return request.GET.get("board") or (boards[0].slug if len(boards) == 1 else "")


def _theme_to_edit(request: HttpRequest, pk: int) -> Theme:
    theme = get_object_or_404(Theme.objects.visible_to(request.user).select_related("board"), pk=pk)
    if not can_edit_theme(request.user, theme):
        raise PermissionDenied
    return theme


def _save(form: ThemeForm, *, by: User) -> bool:
    try:
        save_theme(form.instance, by=by)
    except ValidationError as refusal:
        add_refusal(form, refusal)
        return False
    return True


def _draw_form(request: HttpRequest, form: ThemeForm, theme: Theme | None, *, page_title: str) -> HttpResponse:
    context = {
        "form": form,
        "theme": theme,
        "page_title": page_title,
        "cancel_address": theme.get_absolute_url() if theme else reverse("theme_list"),
    }
    return render(request, "rr3tracker/theme_form.html", context)
