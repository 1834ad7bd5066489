"""What the secretariat records of a recommendation: an answer, what takes its place, and what follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from actions.addresses import number_in
from actions.due import said_of_due
from actions.forms.owners import asks_for_rows, owner_forms
from actions.forms.responding import FollowForm, RaiseFollowUpForm, RespondForm, SupersedeForm
from actions.models import Action, ActionSequence
from actions.services import follow_up, raise_follow_up, record_response, supersede_recommendation
from actions.views.recommending import recommendation_to_edit
from meetings.models import Meeting
from organisations.forms.refusals import add_refusal

if TYPE_CHECKING:
    from actions.forms.owners import BaseOwnerFormSet
    from actions.models import Recommendation
    from organisations.models import User


@require_http_methods(["GET", "HEAD", "POST"])
def recommendation_respond(request: HttpRequest, pk: int, addressee_pk: int) -> HttpResponse:
    recommendation, user = recommendation_to_edit(request, pk)
    addressees = recommendation.addressees.select_related("organisation", "recommendation__advice__board")
    addressee = get_object_or_404(addressees, pk=addressee_pk)
    data = request.POST if request.method == "POST" else None
    form = RespondForm(data, addressee=addressee, user=user, today=timezone.localdate())
    newest = addressee.responses.order_by("pk").last()
    after = (newest.pk if newest else 0) if data is None else number_in(request.POST.get("after"))
    if form.is_valid():
        try:
            record_response(addressee, **form.cleaned_data, by=user, at=timezone.now(), after=after)
        except ValidationError as refusal:
            add_refusal(form, refusal)
            if getattr(refusal, "code", "") == "crossed":
                after = newest.pk if newest else 0  # they have been told: the next time it is theirs
        else:
            messages.success(request, f"The response of {addressee.organisation.short_name} was recorded.")
            return redirect(recommendation)
    context = {
        "page_title": f"Record the response of {addressee.organisation.short_name}",
        "submit_label": "Record response",
        "recommendation": recommendation,
        "addressee": addressee,
        "form": form,
        "after": after,
        "cancel_address": recommendation.get_absolute_url(),
    }
    return render(request, "actions/respond_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def recommendation_supersede(request: HttpRequest, pk: int) -> HttpResponse:
    recommendation, user = recommendation_to_edit(request, pk)
    data = request.POST if request.method == "POST" else None
    form = SupersedeForm(data, recommendation=recommendation, user=user, today=timezone.localdate())
    if form.is_valid():
        try:
            supersede_recommendation(recommendation, **form.cleaned_data, by=user, at=timezone.now())
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, f"{recommendation.name} was superseded.")
            return redirect(recommendation)
    context = {
        "page_title": f"Supersede {_small(recommendation.name)}",
        "submit_label": "Supersede",
        "recommendation": recommendation,
        "form": form,
        "cancel_address": recommendation.get_absolute_url(),
    }
    return render(request, "actions/supersede_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def recommendation_follow(request: HttpRequest, pk: int) -> HttpResponse:
    """What follows from it is named, or taken off the list."""
    recommendation, user = recommendation_to_edit(request, pk)
    data = request.POST if request.method == "POST" else None
    is_removal = data is not None and bool({"no_action", "no_meeting"} & set(data))
    form = FollowForm(data if not is_removal else None, recommendation=recommendation, user=user)
    actions = Action.objects.visible_to(user).filter(recommendations=recommendation).order_by("board", "number")
    meetings = Meeting.objects.visible_to(user).filter(recommendations=recommendation).select_related("board")
    if data is not None and is_removal:
        no_action, no_meeting = (number_in(data.get(name)) or 0 for name in ("no_action", "no_meeting"))
        follow_up(
            recommendation,
            actions=actions.filter(pk=no_action),
            meetings=meetings.filter(pk=no_meeting),
            no_longer=True,
            by=user,
        )
        messages.success(request, "It was taken off the list.")
        return redirect("actions:recommendation_follow", recommendation.pk)
    if form.is_valid():
        chosen = [[one] if one else [] for one in (form.cleaned_data["action"], form.cleaned_data["meeting"])]
        follow_up(recommendation, actions=chosen[0], meetings=chosen[1], by=user)
        messages.success(request, "What follows from it was saved.")
        return redirect(recommendation)
    context = {
        "page_title": f"What follows from {_small(recommendation.name)}",
        "recommendation": recommendation,
        "form": form,
        "actions": actions,
        "meetings": meetings,
        "cancel_address": recommendation.get_absolute_url(),
    }
    return render(request, "actions/follow_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def recommendation_action(request: HttpRequest, pk: int) -> HttpResponse:
    """An action that follows from it is raised between meetings."""
    recommendation, user = recommendation_to_edit(request, pk)
    board, today = recommendation.advice.board, timezone.localdate()
    post = request.POST if request.method == "POST" else None
    is_sent = post is not None and not asks_for_rows(post)
    typed = post.dict() if post is not None and not is_sent else {}
    form = RaiseFollowUpForm(
        post if is_sent else None, recommendation=recommendation, user=user, today=today, initial=typed
    )
    owners = owner_forms(post, user=user, board=board, on=today)
    after = number_in(post.get("after")) if post is not None else _last_number(board.pk)
    if all([form.is_valid(), owners.is_valid()]) and (
        action := _raise(recommendation, form, owners, by=user, after=after)
    ):
        messages.success(request, f"Action {action.reference} was added. {said_of_due(action)}".strip())
        return redirect(recommendation)
    context = {
        "page_title": f"Raise an action from {_small(recommendation.name)}",
        "submit_label": "Add action",
        "recommendation": recommendation,
        "form": form,
        "owners": owners,
        "suggestions": form.suggestions(after=today),
        "after": after,
        "cancel_address": recommendation.get_absolute_url(),
    }
    return render(request, "actions/follow_action_form.html", context)


def _raise(
    recommendation: Recommendation, form: RaiseFollowUpForm, owners: BaseOwnerFormSet, *, by: User, after: int | None
) -> Action | None:
    try:
        return raise_follow_up(
            recommendation,
            text=form.cleaned_data["text"],
            raised_on=timezone.localdate(),
            owners=owners.owners,
            due=form.due_read,
            by=by,
            after=after,
        )
    except ValidationError as refusal:
        add_refusal(form, refusal)
        return None


def _last_number(board: int) -> int:
    sequence = ActionSequence.objects.filter(board=board).first()
    return sequence.last_number if sequence else 0


def _small(name: str) -> str:
    return f"{name[0].lower()}{name[1:]}"
