"""Mails leave one by one, each recorded before the next: at most once, whatever happens to the run (decision 21)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from typing import Any

from django.core.exceptions import ValidationError
from django.core.mail import get_connection
from django.core.validators import validate_email
from django.db import transaction

from actions.links import make_link
from actions.mailing.messages import copies_of, message_id, message_of
from actions.mailing.terms import terms_of
from actions.mailing.writing import one_line
from actions.models import Mail

State = Mail.State
Now = Callable[[], dt.datetime]
LONGEST_TROUBLE = 300
GOES_AWAY = 421
"""The answer of a mail server that takes nothing more for now."""
REFUSED = (SMTPResponseException, SMTPRecipientsRefused, ValidationError, ValueError)
"""The mail was not taken, and that is known: the server said no, or there was no way to write it."""
UNKNOWN = (SMTPException, OSError)
"""It broke off in between: nobody knows whether the mail was taken."""


@dataclass(slots=True)
class Run:
    sent: list[Mail] = field(default_factory=list)
    failed: list[Mail] = field(default_factory=list)
    cut_off: list[Mail] = field(default_factory=list)
    """Taken by this run, or found taken by an earlier one, and nobody knows whether they left."""
    stopped: str = ""
    """Why the run ended before all were sent."""


def send_ready(*, now: Now) -> Run:
    """Each mail that is ready is handed to the mail server, over one connection, and recorded before the next is taken.

    Two runs never take the same: a mail is taken in a transaction of its own, with the link that its owner reports by. Where
    the server says no, the mail is not sent and says why. Where it cannot be reached the run stops, and what is ready stays so.
    Where a run is killed, or the connection breaks, between handing over and recording, the mail stays taken: no run takes it again.
    """
    run, connection = Run(), get_connection()
    found_taken = list(Mail.objects.filter(state=State.SENDING).values_list("pk", "taken_at"))
    try:
        while not run.stopped:
            if not Mail.objects.filter(state=State.READY).exists():
                break
            try:
                connection.open()
            except OSError as trouble:
                run.stopped = _words(trouble)
                break
            mail = _take(at=now())
            if mail is None:
                break
            _hand_over(mail, connection, run, now=now)
    finally:
        _close(connection)
    for pk, taken_at in found_taken:
        run.cut_off += Mail.objects.filter(pk=pk, state=State.SENDING, taken_at=taken_at)
    return run


@transaction.atomic
def _take(*, at: dt.datetime) -> Mail | None:
    """The first mail that is ready and that no other run holds, taken by this one; None where there is none."""
    ready = Mail.objects.filter(state=State.READY).select_related("board", "person").order_by("made_at", "pk")
    mail = ready.select_for_update(of=("self",), skip_locked=True).first()
    if mail is None:
        return None
    mail.link = make_link(mail.board, mail.person, at=at, days=terms_of(mail.board).days_links_last)
    mail.state, mail.taken_at, mail.trouble = State.SENDING, at, ""
    mail.save(update_fields=["link", "state", "taken_at", "trouble"])
    return mail


def _hand_over(mail: Mail, connection: Any, run: Run, *, now: Now) -> None:
    try:
        validate_email(mail.to_address)
        if connection.send_messages([message_of(mail, connection)]) == 0:
            raise ValueError("The mail server took nothing.")
    except REFUSED as trouble:
        # A server that refused may have hung up as well: the next mail starts on a new connection.
        _close(connection)
        if getattr(trouble, "smtp_code", 0) == GOES_AWAY:
            run.stopped = _words(trouble)
            _record(mail, state=State.READY, trouble=run.stopped)
        else:
            _record(mail, state=State.FAILED, trouble=_words(trouble))
            run.failed.append(mail)
        return
    except UNKNOWN as trouble:
        run.stopped = _words(trouble)
        _record(mail, trouble=run.stopped)
        run.cut_off.append(mail)
        return
    _record(mail, state=State.SENT, sent_at=now(), message_id=message_id(mail))
    run.sent.append(mail)
    if mail.copied_to:
        _send_copies(mail, connection)


def _send_copies(mail: Mail, connection: Any) -> None:
    """After the mail is recorded: a copy that does not leave is no reason to chase its owner twice."""
    try:
        connection.send_messages(copies_of(mail, connection))
    except (*REFUSED, *UNKNOWN) as trouble:
        _close(connection)
        Mail.objects.filter(pk=mail.pk).update(trouble=one_line(f"Not copied: {_words(trouble)}", LONGEST_TROUBLE))


def _record(mail: Mail, **what: Any) -> None:
    """Only of the mail as this run took it: not where somebody decided about it meanwhile."""
    Mail.objects.filter(pk=mail.pk, state=State.SENDING, taken_at=mail.taken_at).update(**what)
    mail.refresh_from_db(fields=["state", "trouble", "sent_at"])


def _words(trouble: BaseException) -> str:
    said = getattr(trouble, "smtp_error", None) or "; ".join(getattr(trouble, "messages", [])) or str(trouble)
    text = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
    return one_line(f"{type(trouble).__name__}: {text}", LONGEST_TROUBLE)


def _close(connection: Any) -> None:
    try:
        connection.close()
    except OSError:
        connection.connection = None
