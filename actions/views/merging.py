"""A duplicate is merged into the action that asks for the same."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from actions.addresses import number_in
from actions.forms.merging import ChooseOtherForm, MergeForm
from actions.models import Action, ActionChange
from actions.permissions import can_edit_action
from actions.services import merge_action
from actions.services.merging import owners_to_offer
from organisations.forms.refusals import add_refusal
from organisations.models import User


@require_http_methods(["GET", "HEAD", "POST"])
def action_merge(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask which other; with ``?into=``, show both side by side and what will happen. POST merges."""
    user = request.user
    seen = Action.objects.visible_to(user).with_owners().with_paragraph_for(user)
    fetched = seen.select_related("board", "due_at", "succeeded_by", "raised_in__item")
    action = get_object_or_404(fetched, reference=reference)
    if not user.is_authenticated or not can_edit_action(user, action):
        raise PermissionDenied
    sent = request.POST if request.method == "POST" else None
    given = sent or request.GET
    # A form that was sent once already comes back to what it did.
    done = action.succeeded_by if sent and action.succeeded_by else None
    if done and done.reference == given.get("into"):
        return redirect(done)
    other = ChooseOtherForm({"into": given.get("into", "")} if "into" in given else None, action=action, user=user)
    if action.is_closed or not other.is_valid():
        return render(request, "actions/merge_choose.html", {"action": action, "form": other})
    into: Action = other.cleaned_data["into"]
    owners = owners_to_offer(action, into)
    form = MergeForm(sent, owners=owners, board=action.board, user=user, today=timezone.localdate())
    if (
        sent is not None
        and form.is_valid()
        and (change := _merge(action, into, form, by=user, after=number_in(sent.get("after"))))
    ):
        messages.success(request, f"{change.summary}. It can be undone under “Latest changes”.")
        return redirect(into)
    newest = action.updates.order_by("-pk").first()
    context = {
        "page_title": f"Merge {action.reference} into {into.reference}",
        "submit_label": "Merge",
        "form": form,
        "action": action,
        "into": into,
        "after": newest.pk if newest else 0,
        "is_restricted": [bool(one.raised_in and one.raised_in.item.is_restricted) for one in (action, into)],
        "cancel_address": action.get_absolute_url(),
    }
    return render(request, "actions/merge_form.html", context)


def _merge(action: Action, into: Action, form: MergeForm, *, by: User, after: int | None) -> ActionChange | None:
    recorded_in, reported_on = form.when
    try:
        return merge_action(
            action,
            into=into,
            owners=form.cleaned_data.get("owners", ()),
            text=form.cleaned_data["text"],
            reported_on=reported_on,
            recorded_in=recorded_in,
            by=by,
            at=timezone.now(),
            after=after,
        )
    except ValidationError as refusal:
        add_refusal(form, refusal)
        return None
