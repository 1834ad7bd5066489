"""The mails to owners, for the secretariat: what waits to be looked at, what was sent, and what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from actions.mailing.addresses import UNMADE
from actions.mailing.deciding import STILL_SENDING, drop, mark_of, release, say_it_arrived, send_again
from actions.mailing.filters import MailFilter
from actions.models import Action, Mail
from organisations.models import Board
from organisations.permissions import is_secretariat
from organisations.views.access import board_to_edit, signed_in

if TYPE_CHECKING:
    from django.http import HttpRequest

    from organisations.models import User

State = Mail.State
ROWS = 50
AT_ONCE = 50
"""How many mails one looks at before they are released together."""
ONLY_ITS_STYLES = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@require_safe
def mail_list(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    if not is_secretariat(user):
        raise PermissionDenied
    known = Mail.objects.visible_to(user)
    found = MailFilter(request.GET, queryset=known.for_list(), user=user)
    page = Paginator(found.qs, ROWS).get_page(request.GET.get("page"))
    waiting = Board.objects.filter(mails__in=known.filter(state=State.WAITING))
    context = {
        "filter": found,
        "page": page,
        "is_filtered": any(request.GET.get(name) for name in found.filters),
        "waiting": waiting.annotate(number=Count("mails")).order_by("name", "pk"),
        "cut_off": known.filter(state=State.SENDING, taken_at__lte=timezone.now() - STILL_SENDING).count(),
        "failed": known.filter(state=State.FAILED).count(),
        "boards": Board.objects.editable_by(user),
    }
    return render(request, "actions/mail_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def mail_waiting(request: HttpRequest, slug: str) -> HttpResponse:
    """The next mails of a board that wait, word for word, and one button for all that are shown."""
    board, user = board_to_edit(request.user, slug), signed_in(request)
    if request.method == "POST":
        _release(request, board, dict(_looked_at(request)), by=user)
        return redirect("actions:mail_waiting", board.slug)
    waiting = Mail.objects.filter(board=board, state=State.WAITING).select_related("person").order_by("made_at", "pk")
    shown = [(mail, mark_of(mail)) for mail in waiting[:AT_ONCE]]
    return render(
        request,
        "actions/mail_waiting.html",
        {"board": board, "shown": shown, "number": waiting.count(), "unmade": UNMADE},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def mail_detail(request: HttpRequest, pk: int) -> HttpResponse:
    mail, user = _find(request, pk), signed_in(request)
    if request.method == "POST":
        _decide(request, mail, by=user)
        return redirect(mail)
    context = {
        "mail": mail,
        "mark": mark_of(mail),
        "actions": Action.objects.visible_to(user).filter(mails=mail).only("reference", "text"),
        "unmade": UNMADE,
    }
    return render(request, "actions/mail_detail.html", context)


@require_safe
def mail_html(request: HttpRequest, pk: int) -> HttpResponse:
    """Its HTML part by itself, as a mail program draws it: styles stand in its tags, and nothing else is let in."""
    signed_in(request)
    return HttpResponse(_find(request, pk).html, headers={"Content-Security-Policy": ONLY_ITS_STYLES})


def _find(request: HttpRequest, pk: int) -> Mail:
    mails = Mail.objects.visible_to(request.user).select_related("board", "person", "meeting", "looked_at_by__person")
    return get_object_or_404(mails, pk=pk)


def _looked_at(request: HttpRequest) -> list[tuple[int, str]]:
    """What the form of the page says was shown: the key of each mail, and the mark of its words."""
    pairs = [value.partition("-") for value in request.POST.getlist("mail")]
    return [(int(key), mark) for key, _, mark in pairs if key.isascii() and key.isdecimal() and len(key) < 19]


def _release(request: HttpRequest, board: Board, looked_at: dict[int, str], *, by: User) -> None:
    now = timezone.now()
    released = release(board, looked_at, today=timezone.localdate(now), at=now, by=by)
    if released.ready:
        leave = "1 mail leaves" if released.ready == 1 else f"{released.ready} mails leave"
        messages.success(request, f"{leave} with the next run.")
    if released.changed:
        one = released.changed == 1
        messages.warning(
            request,
            f"{'1 mail says' if one else f'{released.changed} mails say'} something else since you looked, or "
            f"{'is' if one else 'are'} not needed any more: look again.",
        )


def _decide(request: HttpRequest, mail: Mail, *, by: User) -> None:
    at, what = timezone.now(), request.POST.get("do")
    if what == "send":
        _release(request, mail.board, {mail.pk: request.POST.get("mark", "")}, by=by)
        return
    verbs = {
        "drop": (drop, "The mail is not sent."),
        "again": (send_again, "The mail leaves with the next run."),
        "arrived": (say_it_arrived, "The mail counts as sent."),
    }
    if what not in verbs:
        return
    verb, done = verbs[what]
    try:
        verb(mail, at=at, by=by)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, done)
