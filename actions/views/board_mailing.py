"""What a board sends to the owners of its actions, and to whom: for its secretariat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from actions.forms.mail import BoardMailingForm, MailChoiceForm
from actions.mailing.deciding import save_choice, save_terms, withdraw_links
from actions.mailing.people import people_written_to
from actions.mailing.terms import choice_of, terms_of
from organisations.forms.refusals import add_refusal
from organisations.models import Person
from organisations.views.access import board_to_edit, signed_in

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "HEAD", "POST"])
def board_mailing(request: HttpRequest, slug: str) -> HttpResponse:
    board, user, now = board_to_edit(request.user, slug), signed_in(request), timezone.now()
    form = BoardMailingForm(request.POST if request.method == "POST" else None, instance=terms_of(board))
    if form.is_valid():
        try:
            save_terms(form.instance, by=user)
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, f"What {board.short_name} sends was saved.")
            return redirect("actions:board_mailing", board.slug)
    people = people_written_to(board, on=timezone.localdate(now), at=now)
    return render(request, "actions/board_mailing.html", {"board": board, "form": form, "people": people})


@require_http_methods(["GET", "HEAD", "POST"])
def board_mail_choice(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The secretariat says for a person what they want, who does not sign in, or asked."""
    board, user = board_to_edit(request.user, slug), signed_in(request)
    person = get_object_or_404(Person.objects.visible_to(user), pk=pk)
    form = MailChoiceForm(request.POST if request.method == "POST" else None, instance=choice_of(person, board))
    if form.is_valid():
        save_choice(form.instance, by=user)
        messages.success(request, f"What {person.name} is told of was saved.")
        return redirect("actions:board_mailing", board.slug)
    return render(request, "actions/board_mail_choice.html", {"board": board, "person": person, "form": form})


@require_POST
def links_withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    board, user = board_to_edit(request.user, slug), signed_in(request)
    person = get_object_or_404(Person.objects.visible_to(user), pk=pk)
    number = withdraw_links(board, person, at=timezone.now(), by=user)
    ended = f"{number} link{'' if number == 1 else 's'} to report of {person.name} ended."
    messages.success(request, ended if number else f"{person.name} had no link to report any more.")
    return redirect("actions:board_mailing", board.slug)
