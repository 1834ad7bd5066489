from __future__ import annotations

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from actions.addresses import register_address
from actions.mine import how_many_owed, organisations_acted_for, owed_by
from organisations.models import Organisation, User
from organisations.roles import roles_of

PARTS = ("me", "organisation")
MOST_NAMED = 2


@require_safe
def my_actions(request: HttpRequest) -> HttpResponse:
    """What the reader owes (``?for=me``), or the organisations that they act for (``?for=organisation``).

    The bare address is the reader's own list, unless nothing on it is open while the other has something.
    """
    user = request.user
    if not user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    today, asked = timezone.localdate(), request.GET.get("for")
    owed = owed_by(user, on=today, for_organisation=asked == "organisation", page=request.GET.get("page"))
    total = how_many_owed(user, on=today)
    if asked not in PARTS and total.open and not owed.open:
        owed = owed_by(user, on=today, for_organisation=True, page=request.GET.get("page"))
    others = total.open - owed.open
    organisations = organisations_acted_for(user)
    context = {
        "owed": owed,
        "organisations": organisations,
        "names": _named(organisations),
        "open_in_person": others if owed.for_organisation else owed.open,
        "open_through_organisation": owed.open if owed.for_organisation else others,
        "total": total.open,
        "nothing": _nothing(user, for_organisation=owed.for_organisation),
        "mine_address": register_address(mine=1, state="open"),
        "query": request.GET,
    }
    return render(request, "actions/my_actions.html", context)


def _nothing(user: User, *, for_organisation: bool) -> str:
    """What is said where nothing is open."""
    if for_organisation:
        return "No board has an open action for the organisation that you act for."
    if roles_of(user).any:
        return "You owe nothing. What a board asks of you by name, of a seat that you hold or of your role on it will be listed here."
    return "You owe nothing. You have no role on a board yet: ask the secretariat of your board to add you."


def _named(organisations: list[Organisation]) -> str:
    names = [organisation.short_name for organisation in organisations]
    return " and ".join(names) if len(names) <= MOST_NAMED else f"{len(names)} organisations"
