from __future__ import annotations

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from actions.addresses import register_address
from actions.mine import how_many_owed, organisations_acted_for, owed_by
from organisations.roles import roles_of

PARTS = ("me", "organisation")


@require_safe
def my_actions(request: HttpRequest) -> HttpResponse:
    """What the reader owes (``?for=me``), or the organisations that they act for (``?for=organisation``).

    The bare address is the reader's own list, unless nothing on it is open while the other has something.
    """
    user = request.user
    if not user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    today, page, asked = timezone.localdate(), request.GET.get("page"), request.GET.get("for")
    for_organisation, owed = asked == "organisation", None
    if not for_organisation:
        owed = owed_by(user, on=today, page=page)
    total = how_many_owed(user, on=today)
    if owed is None or (asked not in PARTS and not owed.open and total.open):
        for_organisation, owed = True, owed_by(user, on=today, page=page, for_organisation=True)
    organisations = organisations_acted_for(user)
    elsewhere = total.open - owed.open
    context = {
        "owed": owed,
        "for_organisation": for_organisation,
        "organisations": organisations,
        "names": " and ".join(organisation.short_name for organisation in organisations),
        "elsewhere": elsewhere,
        "open_in_person": elsewhere if for_organisation else owed.open,
        "open_through_organisation": owed.open if for_organisation else elsewhere,
        "has_role": roles_of(user).any,
        "mine_address": register_address(mine=1, state="open"),
        "query": request.GET,
    }
    return render(request, "actions/my_actions.html", context)
