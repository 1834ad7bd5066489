"""Several actions of the register, tagged at once."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from actions.addresses import register_address
from actions.changing import MOST_ACTIONS
from actions.forms.tagging import TagActionsForm
from actions.permissions import can_add_actions
from actions.services import tag_actions
from actions.views.choosing import chosen_actions
from organisations.forms.refusals import add_refusal


@require_http_methods(["GET", "HEAD", "POST"])
def bulk_themes(request: HttpRequest) -> HttpResponse:
    """``?a=RR3-1&a=RR3-4`` are the actions; without any, the page says how to choose some."""
    user = request.user
    if not user.is_authenticated or not can_add_actions(user):
        raise PermissionDenied
    sent = request.POST if request.method == "POST" else None
    references = list(dict.fromkeys((sent or request.GET).getlist("a")))
    if not references or len(references) > MOST_ACTIONS:
        return render(request, "actions/bulk_choose.html", {"most": MOST_ACTIONS, "chosen": len(references)})
    actions = chosen_actions(references, user)
    prefetch_related_objects(actions, "themes")
    form = TagActionsForm(sent, actions=actions)
    if form.is_valid():
        try:
            changed = tag_actions(
                actions, add=form.cleaned_data.get("add", ()), remove=form.cleaned_data.get("remove", ())
            )
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, said_of(changed, len(actions)))
            return redirect(register_address(state="open"))
    context = {
        "page_title": f"Themes of {len(actions)} action{'' if len(actions) == 1 else 's'}",
        "submit_label": "Save the themes",
        "actions": actions,
        "form": form,
        "cancel_address": register_address(),
    }
    return render(request, "actions/bulk_themes.html", context)


def said_of(changed: int, chosen: int) -> str:
    if not changed:
        return "The themes are as they were."
    if changed == chosen:
        return f"The themes of {changed} action{'' if changed == 1 else 's'} were changed."
    return f"The themes of {changed} of the {chosen} actions were changed: the rest were so already."
