from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from organisations.models import Theme
from organisations.permissions import can_edit_theme
from rr3tracker.themes.forms import ThemeReportForm
from rr3tracker.themes.report import items_of, report_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

ITEMS_ON_A_PAGE = 50


@require_safe
def theme_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The report by theme. ``?board=rr3&from=2026-04-01&to=2027-03-31`` narrows it."""
    theme = get_object_or_404(Theme.objects.visible_to(request.user).select_related("board"), pk=pk)
    form = ThemeReportForm(request.GET, user=request.user, shares=theme.board is None)
    narrowed, today = form.narrowed, timezone.localdate()
    items = Paginator(items_of(theme, request.user, narrowed), ITEMS_ON_A_PAGE)
    context = {
        "theme": theme,
        "form": form,
        "is_narrowed": any(form.data.values()),
        "report": report_of(theme, request.user, narrowed, on=today),
        "items": items.get_page(request.GET.get("page")),
        "is_past": bool(theme.ends_on and theme.ends_on < today),
        "can_edit": can_edit_theme(request.user, theme),
    }
    return render(request, "rr3tracker/theme_detail.html", context)
