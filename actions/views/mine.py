from __future__ import annotations

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from actions.addresses import register_address
from actions.mine import organisations_acted_for, owed_by


@require_safe
def my_actions(request: HttpRequest) -> HttpResponse:
    """What the reader owes; ``?for=organisation``: what the organisations owe that they act for."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    for_organisation = request.GET.get("for") == "organisation"
    organisations = organisations_acted_for(request.user)
    context = {
        "owed": owed_by(request.user, on=timezone.localdate(), for_organisation=for_organisation),
        "for_organisation": for_organisation,
        "organisations": organisations,
        "names": " and ".join(organisation.short_name for organisation in organisations),
        "mine_address": register_address(mine=1),
    }
    return render(request, "actions/my_actions.html", context)
