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

from organisations.filters import PersonFilter
from organisations.forms.people import OtherNames, PersonForm
from organisations.forms.refusals import add_refusal
from organisations.models import Membership, Person
from organisations.permissions import can_edit_directory, can_see_email
from organisations.roles import roles_of
from organisations.services import save_person
from organisations.views.access import directory_editor

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from organisations.models import User

PAGE = 50
BODY = Lower("organisation__name")
SORTS = {
    "name": (Lower("name"),),
    "-name": (Lower("name").desc(),),
    "organisation": (BODY.asc(nulls_last=True), Lower("name")),
    "-organisation": (BODY.desc(nulls_last=True), Lower("name")),
}


@require_safe
def person_list(request: HttpRequest) -> HttpResponse:
    known = Person.objects.visible_to(request.user)
    chosen = PersonFilter(request.GET, queryset=known, request=request)
    order = SORTS.get(request.GET.get("sort", ""), SORTS["name"])
    rows = chosen.qs.for_list(request.user, on=timezone.localdate()).order_by(*order, "pk")
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "filter": chosen,
        "may_read": roles_of(request.user).any,
        "can_add": can_edit_directory(request.user),
    }
    return render(request, "organisations/person_list.html", context)


@require_safe
def person_detail(request: HttpRequest, pk: int) -> HttpResponse:
    known = Person.objects.visible_to(request.user)
    person = get_object_or_404(known.select_related("organisation"), pk=pk)
    today = timezone.localdate()
    memberships = Membership.objects.filter(person=person).known_to(request.user, on=today)
    deputy_for = Membership.objects.filter(deputy=person).of_boards_of(request.user)
    context = {
        "person": person,
        "other_names": person.other_names.all(),
        "memberships": memberships.for_directory(),
        "deputy_for": deputy_for.for_directory(),
        "today": today,
        "shows_email": can_see_email(request.user, person),
        "can_edit": can_edit_directory(request.user),
    }
    return render(request, "organisations/person_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def person_add(request: HttpRequest) -> HttpResponse:
    user = directory_editor(request)
    return _form_page(request, Person(), title="Add a person", by=user)


@require_http_methods(["GET", "HEAD", "POST"])
def person_edit(request: HttpRequest, pk: int) -> HttpResponse:
    user = directory_editor(request)
    person = get_object_or_404(Person.objects.visible_to(user), pk=pk)
    return _form_page(request, person, title="Edit the person", by=user)


def _form_page(request: HttpRequest, person: Person, *, title: str, by: User) -> HttpResponse:
    name = person.name
    address = person.get_absolute_url() if person.pk else reverse("organisations:person_list")
    typed = request.POST if request.method == "POST" else None
    form = PersonForm(typed, instance=person, user=by)
    names = OtherNames(typed, instance=person, prefix="names")
    if all([form.is_valid(), names.is_valid()]):
        changed = names.save(commit=False)
        try:
            save_person(person, names=changed, removed=names.deleted_objects, by=by)
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, f"{person.name} was saved.")
            return redirect(person)
    context = {"form": form, "names": names, "page_title": title, "name": name, "cancel_address": address}
    return render(request, "organisations/person_form.html", context)
