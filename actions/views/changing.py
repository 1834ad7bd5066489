"""Several actions of the register, changed at once: chosen, asked for, looked at, made. Each step is drawn from the last
and keeps everything that was typed.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from actions.addresses import number_in, register_address
from actions.changing import MOST_ACTIONS, NOTHING, Asked, Planned, plan
from actions.forms.changing import ChangeForm
from actions.forms.due import DueForm
from actions.forms.owners import BaseOwnerFormSet, asks_for_rows, owner_forms
from actions.models import Action
from actions.permissions import can_add_actions
from actions.services import change_actions
from actions.views.choosing import chosen_actions
from organisations.forms.refusals import add_refusal
from organisations.models import User

NOT_KEPT = {"csrfmiddlewaretoken", "a", "after", "preview", "make", "edit", "leave_out"}
"""What the preview sends besides what was typed."""


@dataclass(frozen=True, slots=True)
class Forms:
    change: ChangeForm
    due: DueForm
    owners: BaseOwnerFormSet

    def are_valid(self) -> bool:
        """All are looked at, so that all say what is wrong. "In two weeks" counts from the day of the change."""
        are_valid = [self.change.is_valid(), self.owners.is_valid(), self.due.is_valid()]
        self.due.read_due(self.change.when[1])
        return all(are_valid) and self.due.is_valid()

    @property
    def asked(self) -> Asked:
        return self.change.asked(due=self.due.due_read, owners=self.owners.owners)


@require_http_methods(["GET", "HEAD", "POST"])
def bulk_change(request: HttpRequest) -> HttpResponse:
    """``?a=RR3-1&a=RR3-4`` are the actions; without any, the page says how to choose some."""
    user = request.user
    if not user.is_authenticated or not can_add_actions(user):
        raise PermissionDenied
    sent = request.POST if request.method == "POST" else None
    references = list(dict.fromkeys((sent or request.GET).getlist("a")))
    if not references or len(references) > MOST_ACTIONS:
        return render(request, "actions/bulk_choose.html", {"most": MOST_ACTIONS, "chosen": len(references)})
    actions = chosen_actions(references, user)
    forms = _forms(sent, actions, user)
    if sent is None or asks_for_rows(sent) or "edit" in sent or not forms.are_valid():
        return _draw_form(request, actions, forms)
    if "make" in sent:
        try:
            change = change_actions(actions, forms.asked, after=_seen(sent), by=user, at=timezone.now())
        except ValidationError as refusal:
            add_refusal(forms.change, refusal)
            actions = chosen_actions(references, user)
        else:
            messages.success(request, f"{change.summary}. It can be undone on this page.")
            return redirect(change)
    return _draw_preview(request, plan(actions, forms.asked), forms, sent)


def _forms(sent: QueryDict | None, actions: list[Action], user: User) -> Forms:
    """Bound to what was sent to be looked at; with what was typed, where the button asked for more rows of owners."""
    data, typed = (None, sent.dict()) if sent and asks_for_rows(sent) else (sent, {})
    return Forms(
        ChangeForm(data, actions=actions, user=user, today=timezone.localdate(), initial=typed),
        DueForm(data, board=actions[0].board, user=user, initial=typed),
        owner_forms(sent, user=user, board=actions[0].board, on=timezone.localdate()),
    )


def _seen(sent: QueryDict) -> dict[str, int]:
    """The key of the newest update of each action, by its reference, as the preview had it."""
    pairs = (value.rpartition(":") for value in sent.getlist("after"))
    return {reference: key for reference, _, text in pairs if (key := number_in(text)) is not None}


def _draw_form(request: HttpRequest, actions: list[Action], forms: Forms) -> HttpResponse:
    count = len(actions)
    context = {
        "page_title": f"Change {count} action{'' if count == 1 else 's'}",
        "submit_label": "Preview",
        "actions": actions,
        "form": forms.change,
        "due": forms.due,
        "suggestions": forms.due.suggestions(timezone.localdate()),
        "owners": forms.owners,
        "cancel_address": register_address(),
    }
    return render(request, "actions/bulk_change.html", context)


def _draw_preview(request: HttpRequest, planned: list[Planned], forms: Forms, sent: QueryDict) -> HttpResponse:
    if "leave_out" in sent and any(not one.refusals for one in planned):
        planned = [one for one in planned if not one.refusals]
    if all(one.changes_nothing for one in planned):
        forms.change.add_error(None, NOTHING)
        return _draw_form(request, [one.action for one in planned], forms)
    context = {
        "planned": planned,
        "asked": forms.asked,
        "form": forms.change,
        "refused": sum(bool(one.refusals) for one in planned),
        "changing": sum(not one.changes_nothing for one in planned),
        "kept": [(name, value) for name, values in sent.lists() if name not in NOT_KEPT for value in values],
    }
    return render(request, "actions/bulk_preview.html", context)
