"""Whom a board writes to: what each was last sent, what they want, and how many links to report they hold."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Max, Q

from actions.mailing.terms import choices_on
from actions.models import Mail, MailChoice, ReportLink
from organisations.models import Membership, Person

if TYPE_CHECKING:
    from organisations.models import Board

KINDS = {"issued": "actions of a meeting", "digest": "due soon", "overdue": "overdue"}


@dataclass(frozen=True, slots=True)
class Reader:
    person: Person
    last_sent_at: dt.datetime | None
    wants: str
    links: int
    sits: bool


def people_written_to(board: Board, *, on: dt.date, at: dt.datetime) -> list[Reader]:
    """Who sits on the board, or was sent a mail by it or holds a link still, by name. Five queries."""
    links = dict(
        ReportLink.objects.filter(board=board).in_force(at=at).order_by().values_list("person").annotate(Count("pk"))
    )
    sent = dict(Mail.objects.filter(board=board).sent().order_by().values_list("person").annotate(Max("sent_at")))
    choices = choices_on(board)
    sitting = set(Membership.objects.on(on).filter(board=board, person__isnull=False).values_list("person", flat=True))
    people = Person.objects.filter(Q(pk__in=sitting | links.keys() | sent.keys()))
    return [
        Reader(
            person,
            last_sent_at=sent.get(person.pk),
            wants=_wants(choices.get(person.pk)),
            links=links.get(person.pk, 0),
            sits=person.pk in sitting,
        )
        for person in people
    ]


def _wants(choice: MailChoice | None) -> str:
    if choice is None:
        return "All, each time"
    kinds = [words for kind, words in KINDS.items() if getattr(choice, kind)]
    if not kinds:
        return "Nothing"
    what = "All" if len(kinds) == len(KINDS) else ", ".join(kinds).capitalize()
    often = choice.get_how_often_display()
    return f"{what}, {often[0].lower()}{often[1:]}"
