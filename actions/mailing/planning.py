"""Which mails a board's owners are due on a day, in words, beside those that are made already. Nothing is written here."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Max

from actions.mailing.before import Before, before
from actions.mailing.occasions import NEWS, Day, Occasion, occasions
from actions.mailing.owed import can_be_written_to, owed_on
from actions.mailing.terms import choices_on, terms_of
from actions.mailing.writing import Written, write
from actions.models import ActionIssue, BoardMailing, Mail, MailChoice, MailKind
from meetings.models import Meeting
from organisations.models import Membership, Person

if TYPE_CHECKING:
    from organisations.models import Board


@dataclass(frozen=True, slots=True)
class Draft:
    """A mail that is due."""

    occasion: Occasion
    written: Written
    copied_to: list[str]
    mail: Mail | None
    """It was made by an earlier run, and has not left."""


@dataclass(frozen=True, slots=True)
class Plan:
    terms: BoardMailing
    drafts: list[Draft]
    to_drop: list[Mail]
    """Made by an earlier run, and there is nothing left to tell."""


def plan_board(board: Board, *, today: dt.date, at: dt.datetime, hold: bool = False) -> Plan:
    """The number of queries does not hang on how many owners or actions there are.

    With ``hold``, in a transaction, no run takes a mail that may be changed by this plan until that ends.
    """
    terms, choices, past = terms_of(board), choices_on(board), before(board, at=at, hold=hold)
    terms.board = board
    day = Day(today, at, terms, _issued_at(board, at=at), _next_meeting(board, terms, today=today))
    copies = _copied_to(board, terms, today=today)
    unsettled = {mail.key: mail for mine in past.values() for mail in mine.unsettled}
    drafts = [
        Draft(
            occasion,
            write(occasion, terms, today=today),
            [address for address in copies if occasion.kind == MailKind.OVERDUE and address != person.email],
            unsettled.get(occasion.key),
        )
        for person, rows in owed_on(board, on=today).items()
        for occasion in occasions(
            person, rows, past.get(person.pk, Before()), choices.get(person.pk) or MailChoice(), day
        )
    ]
    due = {draft.occasion.key for draft in drafts}
    left = [mail for key, mail in unsettled.items() if key not in due and mail.state != Mail.State.DROPPED]
    return Plan(terms, drafts, left)


def _issued_at(board: Board, *, at: dt.datetime) -> dict[int, dt.datetime]:
    issues = ActionIssue.objects.filter(action__board=board, issued_at__gt=at - NEWS).order_by()
    return dict(issues.values_list("action").annotate(last=Max("issued_at")))


def _next_meeting(board: Board, terms: BoardMailing, *, today: dt.date) -> Meeting | None:
    """The first from today on, where it is near enough to remind of it."""
    near = today + dt.timedelta(days=terms.days_before_meeting)
    coming = Meeting.objects.filter(board=board, held_on__gte=today, held_on__lte=near)
    return coming.order_by("held_on", "pk").first()


def _copied_to(board: Board, terms: BoardMailing, *, today: dt.date) -> list[str]:
    roles = {
        BoardMailing.CopyTo.SECRETARIAT: Membership.Role.SECRETARIAT,
        BoardMailing.CopyTo.CHAIR: Membership.Role.CHAIR,
    }
    if terms.copy_overdue_to not in roles:
        return []
    role = roles[BoardMailing.CopyTo(terms.copy_overdue_to)]
    held = Membership.objects.on(today).filter(board=board, role=role).values("person")
    return sorted({person.email for person in Person.objects.filter(pk__in=held) if can_be_written_to(person)})
