"""What a board's owners were sent, or are about to be: so that nobody is told the same twice."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from actions.models import Mail

if TYPE_CHECKING:
    from organisations.models import Board

State = Mail.State
LOOKS_BACK = dt.timedelta(days=200)
"""Longer than any of the spans that a board can choose."""


def is_unsettled() -> Q:
    """May still change with what it tells: not sent yet, or left out by a run because there was nothing left to tell."""
    return Q(state__in=(State.WAITING, State.READY)) | Q(state=State.DROPPED, looked_at_at__isnull=True)


@dataclass(frozen=True, slots=True)
class Told:
    """A mail that left, or that somebody decided about."""

    kind: str
    key: str
    state: str
    meeting: int | None
    moment: dt.datetime
    """When it was sent, or else decided about, or else made."""
    actions: frozenset[int]

    @property
    def day(self) -> dt.date:
        return timezone.localdate(self.moment)


@dataclass(frozen=True, slots=True)
class Before:
    """The mails of one person on one board, before this run."""

    told: list[Told] = field(default_factory=list)
    unsettled: list[Mail] = field(default_factory=list)

    def of(self, *kinds: str, meeting: int | None = None) -> list[Told]:
        return [mail for mail in self.told if mail.kind in kinds and (meeting is None or mail.meeting == meeting)]

    def last_told(self, *kinds: str, meeting: int | None = None) -> dict[int, dt.datetime]:
        """By the key of the action: when it was last in a mail of these kinds."""
        found: dict[int, dt.datetime] = {}
        for mail in self.of(*kinds, meeting=meeting):
            found |= {pk: max(mail.moment, found.get(pk, mail.moment)) for pk in mail.actions}
        return found

    def key_to_use(self, kind: str, *keys: str, meeting: int | None = None) -> str:
        """That of the mail which still waits to leave; or else the first of ``keys`` that no mail was told with, or none."""
        for mail in self.unsettled:
            if mail.state != State.DROPPED and mail.kind == kind and (meeting is None or mail.meeting_id == meeting):
                return mail.key
        used = {mail.key for mail in self.told}
        return next((key for key in keys if key not in used), "")

    @property
    def last_sent_on(self) -> dt.date | None:
        return max((mail.day for mail in self.told if mail.state == State.SENT), default=None)


def before(board: Board, *, at: dt.datetime, hold: bool = False) -> dict[int, Before]:
    """By the key of the person. Three queries; with ``hold`` those that have not left are kept from every run until the transaction ends."""
    rows = Mail.objects.order_by().filter(
        Q(made_at__gte=at - LOOKS_BACK) | Q(state__in=(State.WAITING, State.READY)), board=board
    )
    open_rows = rows.filter(is_unsettled()).select_related("person").order_by("pk")
    unsettled = list(open_rows.select_for_update(of=("self",)) if hold else open_rows)
    settled = rows.exclude(pk__in=[mail.pk for mail in unsettled]).values_list(
        "pk", "person", "kind", "key", "state", "meeting", "sent_at", "looked_at_at", "made_at"
    )
    actions: dict[int, set[int]] = {}
    for mail, action in Mail.actions.through.objects.filter(mail__in=rows.values("pk")).values_list("mail", "action"):
        actions.setdefault(mail, set()).add(action)
    found: dict[int, Before] = {}
    for pk, person, kind, key, state, meeting, sent_at, looked_at, made_at in settled:
        told = Told(kind, key, state, meeting, sent_at or looked_at or made_at, frozenset(actions.get(pk, ())))
        found.setdefault(person, Before()).told.append(told)
    for mail_row in unsettled:
        found.setdefault(mail_row.person_id, Before()).unsettled.append(mail_row)
    return found
