"""What people decide about mail: which mails a board sends and a person wants, and what becomes of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from actions.mailing.keeping import make_mails
from actions.mailing.messages import message_id
from actions.models import Mail, ReportLink
from actions.services.links import withdraw_link
from organisations.services.saving import save_changed

if TYPE_CHECKING:
    from actions.models import BoardMailing, MailChoice
    from organisations.models import Board, Person, User

State = Mail.State
STILL_SENDING = dt.timedelta(minutes=10)
"""For so long after a run took a mail it may still be at it: longer than a mail server may keep it waiting."""
DECIDED = "This mail is “{state}” by now, so nothing was changed."


@transaction.atomic
def save_terms(terms: BoardMailing, *, by: User) -> bool:
    """What the board sends from its next run on. Mails that wait are put right by that run."""
    return save_changed(terms, by=by)


@transaction.atomic
def save_choice(choice: MailChoice, *, by: User) -> bool:
    """What the person wants to be told from now on, said by themselves or by the secretariat for them."""
    return save_changed(choice, by=by)


def mark_of(mail: Mail) -> str:
    """What somebody had in front of them: another where the mail says, or goes to, something else since."""
    said = "\0".join((mail.to_address, *mail.copied_to, mail.subject, mail.text, mail.html))
    return sha256(said.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Released:
    ready: int
    changed: int
    """They say something else since they were looked at, or are not needed any more."""


@transaction.atomic
def release(board: Board, looked_at: Mapping[int, str], *, today: dt.date, at: dt.datetime, by: User) -> Released:
    """The mails of the board that wait leave with the next run, as far as they still say what was looked at.

    ``looked_at`` gives the ``mark_of`` each by its key. They are first put right: what says something else since is not
    released, and is to be looked at again.
    """
    make_mails(board, today=today, at=at)
    ready = 0
    for mail in Mail.objects.select_for_update(of=("self",)).filter(board=board, state=State.WAITING, pk__in=looked_at):
        if mark_of(mail) == looked_at[mail.pk]:
            _decide(mail, State.READY, at=at, by=by)
            ready += 1
    return Released(ready, len(looked_at) - ready)


@transaction.atomic
def drop(mail: Mail, *, at: dt.datetime, by: User) -> None:
    """The mail is not sent, and what it tells counts as told. Refuses one that left or may have left."""
    held = _hold(mail, State.WAITING, State.READY, State.FAILED)
    _decide(held, State.DROPPED, at=at, by=by)


@transaction.atomic
def send_again(mail: Mail, *, at: dt.datetime, by: User) -> None:
    """A mail that was cut off, or not taken by the mail server, leaves with the next run.

    Refuses one that a run took a moment ago and may still be sending.
    """
    held = _hold(mail, State.SENDING, State.FAILED)
    _refuse_while_sending(held, at=at)
    _decide(held, State.READY, at=at, by=by)


@transaction.atomic
def say_it_arrived(mail: Mail, *, at: dt.datetime, by: User) -> None:
    """A mail that was cut off counts as sent when it was taken: its owner has it. Refuses what ``send_again`` refuses."""
    held = _hold(mail, State.SENDING)
    _refuse_while_sending(held, at=at)
    held.sent_at, held.message_id = held.taken_at or at, message_id(held)
    _decide(held, State.SENT, at=at, by=by)


@transaction.atomic
def withdraw_links(board: Board, person: Person, *, at: dt.datetime, by: User) -> int:
    """Every link by which the person could report to the board ends now; how many. Refuses what ``withdraw_link`` refuses."""
    links = list(ReportLink.objects.filter(board=board, person=person).in_force(at=at).select_related("board"))
    for link in links:
        withdraw_link(link, by=by, at=at)
    return len(links)


def _hold(mail: Mail, *states: str) -> Mail:
    held = Mail.objects.select_for_update(of=("self",)).get(pk=mail.pk)
    if held.state not in states:
        raise ValidationError(DECIDED.format(state=held.get_state_display().lower()))
    return held


def _refuse_while_sending(mail: Mail, *, at: dt.datetime) -> None:
    if mail.state == State.SENDING and mail.taken_at and at < mail.taken_at + STILL_SENDING:
        raise ValidationError(
            "A run took this mail a moment ago and may still be sending it. Look again in ten minutes."
        )


def _decide(mail: Mail, state: str, *, at: dt.datetime, by: User) -> None:
    mail.state, mail.looked_at_at, mail.looked_at_by, mail.trouble = state, at, by, ""
    mail.save()
