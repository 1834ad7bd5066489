"""One recommendation is added to advice, or put right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from actions.addresses import number_in
from actions.forms.advice import RecommendationForm, initial_of
from actions.models import Recommendation
from actions.permissions import can_edit_advice
from actions.services import add_recommendations, change_recommendation
from actions.views.advice import advice_to_edit
from organisations.forms.refusals import add_refusal
from organisations.matching import KnownOrganisations
from organisations.views.access import signed_in

if TYPE_CHECKING:
    from organisations.models import User


@require_http_methods(["GET", "HEAD", "POST"])
def recommendation_add(request: HttpRequest, pk: int) -> HttpResponse:
    advice, user = advice_to_edit(request, pk)
    data = request.POST if request.method == "POST" else None
    initial = {"kind": Recommendation.Kind.RECOMMENDATION}
    form = RecommendationForm(data, advice=advice, user=user, known=KnownOrganisations.load(), initial=initial)
    if form.is_valid():
        after = number_in(request.POST.get("after"))
        try:
            (made,) = add_recommendations(advice, [form.recommended], by=user, after=after)
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, f"{made.name} was added.")
            return redirect(advice)
    newest = advice.recommendations.aggregate(newest=Max("pk"))["newest"] or 0
    context = {
        "advice": advice,
        "page_title": "Add a recommendation",
        "submit_label": "Add",
        "form": form,
        "after": newest if data is None else number_in(request.POST.get("after")),
        "cancel_address": advice.get_absolute_url(),
    }
    return render(request, "actions/recommendation_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def recommendation_edit(request: HttpRequest, pk: int) -> HttpResponse:
    recommendation, user = recommendation_to_edit(request, pk)
    data = request.POST if request.method == "POST" else None
    form = RecommendationForm(
        data,
        advice=recommendation.advice,
        user=user,
        known=KnownOrganisations.load(),
        initial=initial_of(recommendation),
        recommendation=recommendation,
    )
    if form.is_valid():
        try:
            change_recommendation(recommendation, form.recommended, by=user)
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, f"{recommendation.name} was saved.")
            return redirect(recommendation)
    context = {
        "advice": recommendation.advice,
        "page_title": f"Edit {recommendation.name[0].lower()}{recommendation.name[1:]}",
        "submit_label": "Save",
        "form": form,
        "after": None,
        "cancel_address": recommendation.get_absolute_url(),
    }
    return render(request, "actions/recommendation_form.html", context)


def recommendation_to_edit(request: HttpRequest, pk: int) -> tuple[Recommendation, User]:
    seen = Recommendation.objects.visible_to(request.user).select_related("advice__board")
    recommendation = get_object_or_404(seen, pk=pk)
    user = signed_in(request)
    if not can_edit_advice(user, recommendation.advice):
        raise PermissionDenied
    return recommendation, user
