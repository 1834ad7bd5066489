"""An action that is several pieces of work is split into parts."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from actions.addresses import number_in
from actions.forms.splitting import SplitForms
from actions.models import Action
from actions.permissions import can_edit_action
from actions.services import split_action
from actions.services.splitting import home_of_parts
from organisations.forms.refusals import add_refusal
from organisations.models import User


@require_http_methods(["GET", "HEAD", "POST"])
def action_split(request: HttpRequest, reference: str) -> HttpResponse:
    user = request.user
    actions = Action.objects.visible_to(user).select_related("board", "due_at", "raised_in__item__meeting")
    action = get_object_or_404(actions, reference=reference)
    if not user.is_authenticated or not can_edit_action(user, action):
        raise PermissionDenied
    try:
        home, refusal = home_of_parts(action), ""
    except ValidationError as error:
        home, refusal = None, error.messages[0]
    if action.is_closed and request.method != "POST":
        refusal = f"{action} is closed: only an open action is split."
    sent = request.POST if request.method == "POST" else None
    raised_on = home.item.meeting.held_on if home else None
    forms = SplitForms(sent, action=action, user=user, today=timezone.localdate(), raised_on=raised_on)
    if (
        sent is not None
        and forms.are_valid()
        and (parts := _split(action, forms, by=user, after=number_in(sent.get("after"))))
    ):
        references = ", ".join(part.reference for part in parts)
        messages.success(request, f"{action.reference} was split: {references}.")
        return redirect(action)
    newest = action.updates.order_by("-pk").first()
    context = {
        "page_title": f"Split {action.reference}",
        "forms": forms,
        "action": action,
        "home": home,
        "refusal": refusal,
        "after": newest.pk if newest else 0,
    }
    return render(request, "actions/split_form.html", context)


def _split(action: Action, forms: SplitForms, *, by: User, after: int | None) -> list[Action]:
    try:
        return split_action(
            action,
            forms.filled,
            keeps_first=forms.split.cleaned_data["becomes"] == "open",
            reported_on=forms.split.cleaned_data["reported_on"],
            by=by,
            at=timezone.now(),
            after=after,
        )
    except ValidationError as refusal:
        add_refusal(forms.split, refusal)
        return []
