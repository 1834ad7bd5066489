"""Which mails a person gets, board by board."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from actions.forms.mail import MailChoiceForm
from actions.mailing.deciding import save_choice
from actions.models import MailChoice
from organisations.models import Board, Membership, Person
from organisations.views.access import signed_in

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "HEAD", "POST"])
def my_mail(request: HttpRequest) -> HttpResponse:
    """A form for each board that the reader sits on; all are saved at once, or none."""
    user = signed_in(request)
    person = Person.objects.filter(user=user).first()
    forms = _forms(person, request) if person else []
    if request.method == "POST" and forms and all(form.is_valid() for form in forms):
        for form in forms:
            save_choice(form.instance, by=user)
        messages.success(request, "What you are told of was saved.")
        return redirect("actions:my_mail")
    return render(request, "actions/my_mail.html", {"forms": forms, "person": person})


def _forms(person: Person, request: HttpRequest) -> list[MailChoiceForm]:
    held = Membership.objects.on(timezone.localdate()).filter(person=person).values("board")
    known = {choice.board_id: choice for choice in MailChoice.objects.filter(person=person)}
    data = request.POST if request.method == "POST" else None
    return [
        MailChoiceForm(data, prefix=board.slug, instance=known.get(board.pk) or MailChoice(person=person, board=board))
        for board in Board.objects.filter(pk__in=held)
    ]
