from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models.functions import Lower
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from organisations.filters import OrganisationFilter
from organisations.forms.organisations import OrganisationForm, OtherNames
from organisations.forms.refusals import add_refusal
from organisations.models import Board, Membership, Organisation, OrganisationName, Person
from organisations.permissions import can_edit_directory
from organisations.roles import roles_of
from organisations.services import save_organisation
from organisations.views.access import directory_editor

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from organisations.models import User

PAGE = 50
SORTS = {
    "name": (Lower("name"),),
    "-name": (Lower("name").desc(),),
    "acronym": (Lower("acronym"), Lower("name")),
    "-acronym": (Lower("acronym").desc(), Lower("name")),
    "sector": ("sector", Lower("name")),
    "-sector": ("-sector", Lower("name")),
}


@require_safe
def organisation_list(request: HttpRequest) -> HttpResponse:
    known = Organisation.objects.visible_to(request.user)
    chosen = OrganisationFilter(request.GET, queryset=known, request=request)
    order = SORTS.get(request.GET.get("sort", ""), SORTS["name"])
    rows = chosen.qs.for_list(request.user, on=timezone.localdate()).order_by(*order, "pk")
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "filter": chosen,
        "may_read": roles_of(request.user).any,
        "can_add": can_edit_directory(request.user),
    }
    return render(request, "organisations/organisation_list.html", context)


@require_safe
def organisation_detail(request: HttpRequest, pk: int) -> HttpResponse:
    known = Organisation.objects.visible_to(request.user)
    organisation = get_object_or_404(known.select_related("succeeded_by"), pk=pk)
    names = list(organisation.other_names.all())
    today = timezone.localdate()
    memberships = Membership.objects.filter(organisation=organisation).known_to(request.user, on=today)
    context = {
        "organisation": organisation,
        "former_names": [name for name in names if name.kind == OrganisationName.Kind.FORMER],
        "aliases": [name for name in names if name.kind == OrganisationName.Kind.ALIAS],
        "predecessors": organisation.predecessors.all(),
        "boards_served": Board.objects.visible_to(request.user).filter(secretariat=organisation),
        "memberships": memberships.for_directory(),
        "people": Person.objects.visible_to(request.user).filter(organisation=organisation),
        "today": today,
        "can_edit": can_edit_directory(request.user),
    }
    return render(request, "organisations/organisation_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def organisation_add(request: HttpRequest) -> HttpResponse:
    user = directory_editor(request)
    return _form_page(request, Organisation(), title="Add an organisation", by=user)


@require_http_methods(["GET", "HEAD", "POST"])
def organisation_edit(request: HttpRequest, pk: int) -> HttpResponse:
    user = directory_editor(request)
    organisation = get_object_or_404(Organisation.objects.visible_to(user), pk=pk)
    return _form_page(request, organisation, title="Edit the organisation", by=user)


def _form_page(request: HttpRequest, organisation: Organisation, *, title: str, by: User) -> HttpResponse:
    name = organisation.name
    address = organisation.get_absolute_url() if organisation.pk else reverse("organisations:organisation_list")
    typed = request.POST if request.method == "POST" else None
    form = OrganisationForm(typed, instance=organisation, user=by)
    names = OtherNames(typed, instance=organisation, prefix="names")
    if all([form.is_valid(), names.is_valid()]):
        changed = names.save(commit=False)
        try:
            save_organisation(organisation, names=changed, removed=names.deleted_objects, by=by)
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, f"{organisation.name} was saved.")
            return redirect(organisation)
    context = {"form": form, "names": names, "page_title": title, "name": name, "cancel_address": address}
    return render(request, "organisations/organisation_form.html", context)
