"""The mails that are due become rows, each once, however many runs there are at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from actions.mailing.planning import Draft, Plan, plan_board
from actions.models import Mail
from organisations.models import Board

if TYPE_CHECKING:
    from actions.models import BoardMailing

State = Mail.State
CHANGING = (
    "state",
    "to_address",
    "copied_to",
    "subject",
    "text",
    "html",
    "made_at",
    "looked_at_at",
    "looked_at_by",
    "trouble",
)
NOTHING_LEFT = "There is nothing left to tell."


@dataclass(frozen=True, slots=True)
class Kept:
    made: int = 0
    changed: int = 0
    dropped: int = 0


@transaction.atomic
def make_mails(board: Board, *, today: dt.date, at: dt.datetime) -> Kept:
    """The mails that ``board`` owes its owners are made, and those that have not left say what is so today.

    One that the secretariat has released and that says something else since waits to be looked at again, unless the
    board sends without asking; one with nothing left to tell is not sent. A second run at the same time waits for this one, and then
    finds them made; a run that makes nothing new changes nothing.
    """
    Board.objects.select_for_update(of=("self",), no_key=True).get(pk=board.pk)
    return keep(plan_board(board, today=today, at=at, hold=True), at=at)


def keep(plan: Plan, *, at: dt.datetime) -> Kept:
    new = [_row_of(draft, plan.terms, at=at) for draft in plan.drafts if draft.mail is None]
    changed = [draft for draft in plan.drafts if draft.mail and _refresh(draft.mail, draft, plan.terms, at=at)]
    for mail in plan.to_drop:
        mail.state, mail.trouble, mail.looked_at_at, mail.looked_at_by = State.DROPPED, NOTHING_LEFT, None, None
    made = Mail.objects.bulk_create(new)
    Mail.objects.bulk_update(
        [*(draft.mail for draft in changed if draft.mail), *plan.to_drop], CHANGING, batch_size=100
    )
    _tell_actions([*zip(made, (draft for draft in plan.drafts if draft.mail is None), strict=True)])
    _tell_actions([(draft.mail, draft) for draft in changed if draft.mail])
    return Kept(len(new), len(changed), len(plan.to_drop))


def _row_of(draft: Draft, terms: BoardMailing, *, at: dt.datetime) -> Mail:
    occasion = draft.occasion
    mail = Mail(
        board=terms.board, person=occasion.person, kind=occasion.kind, key=occasion.key, meeting=occasion.meeting
    )
    _put(mail, draft, terms, at=at)
    return mail


def says_the_same(mail: Mail, draft: Draft) -> bool:
    return (mail.to_address, mail.copied_to, mail.subject, mail.text, mail.html) == _said(draft)


def leaves(draft: Draft, terms: BoardMailing) -> bool:
    """Whether it is sent by the next run: its board asks nobody, or the secretariat released it as it is."""
    mail = draft.mail
    return terms.sends_itself or (mail is not None and bool(mail.looked_at_at) and says_the_same(mail, draft))


def _refresh(mail: Mail, draft: Draft, terms: BoardMailing, *, at: dt.datetime) -> bool:
    if says_the_same(mail, draft) and (mail.looked_at_at or mail.state == _state_under(terms)):
        return False
    _put(mail, draft, terms, at=at)
    return True


def _put(mail: Mail, draft: Draft, terms: BoardMailing, *, at: dt.datetime) -> None:
    mail.to_address, mail.copied_to, mail.subject, mail.text, mail.html = _said(draft)
    mail.state = _state_under(terms)
    mail.made_at, mail.looked_at_at, mail.looked_at_by, mail.trouble = at, None, None, ""


def _state_under(terms: BoardMailing) -> str:
    return State.READY if terms.sends_itself else State.WAITING


def _said(draft: Draft) -> tuple[str, list[str], str, str, str]:
    written = draft.written
    return draft.occasion.person.email, draft.copied_to, written.subject, written.text, written.html


def _tell_actions(pairs: Iterable[tuple[Mail, Draft]]) -> None:
    """What each mail lists, in two statements for all of them."""
    told = list(pairs)
    through = Mail.actions.through
    through.objects.filter(mail__in=[mail.pk for mail, _ in told]).delete()
    through.objects.bulk_create(
        through(mail_id=mail.pk, action_id=row.action.pk) for mail, draft in told for row in draft.occasion.rows
    )
