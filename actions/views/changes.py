"""What was changed at once: the latest sets, and each with the button that undoes it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from actions.models import ActionChange, ActionUpdate
from actions.permissions import can_add_actions
from actions.services import undo_change

SHOWN = 50


@require_safe
def change_list(request: HttpRequest) -> HttpResponse:
    if not can_add_actions(request.user):
        raise PermissionDenied
    found = ActionChange.objects.visible_to(request.user).select_related("made_by__person").with_undone()
    updates = ActionUpdate.objects.select_related("action").only("part_of", "action__reference")
    changes = found.prefetch_related(Prefetch("updates", updates.order_by("action__board", "action__number")))[:SHOWN]
    return render(request, "actions/change_list.html", {"changes": changes, "most": SHOWN})


@require_http_methods(["GET", "HEAD", "POST"])
def change_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What was changed, before and after. POST undoes all of it."""
    found = ActionChange.objects.visible_to(request.user)
    change = get_object_or_404(found.select_related("made_by__person", "undone_by_change", "undoes"), pk=pk)
    refusals: list[str] = []
    if request.method == "POST" and request.user.is_authenticated:
        try:
            undone = undo_change(change, by=request.user, at=timezone.now(), on=timezone.localdate())
        except ValidationError as refusal:
            refusals = refusal.messages
        else:
            messages.success(request, "All of it was undone.")
            return redirect(undone)
    updates = change.updates.select_related("action", "recorded_in__item__meeting")
    context = {
        "change": change,
        "undone_by": getattr(change, "undone_by_change", None),
        "updates": updates.order_by("action__board", "action__number"),
        "refusals": refusals,
    }
    return render(request, "actions/change_detail.html", context)
