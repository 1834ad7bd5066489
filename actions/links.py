"""Tokens in addresses: a signature over the key and the nonce of a row, that of a report link or of a calendar.

A token is put into an address and kept nowhere. What is in the database is no use without the site's secret key.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.signing import BadSignature, Signer

from actions.models import CalendarFeed, ReportLink

if TYPE_CHECKING:
    from organisations.models import Board, Person


class Tokens:
    """Of one sort of row; each sort has its salt, so that the token of one opens no other."""

    def __init__(self, salt: str) -> None:
        self._signer = Signer(salt=salt, sep=":")

    def write(self, row: ReportLink | CalendarFeed) -> str:
        return self._signer.sign(f"{row.pk}.{row.nonce}").replace(":", ".")

    def read(self, token: str) -> tuple[int, str] | None:
        """The key and the nonce that we signed; None for any other text. No query."""
        value, _, signature = token.rpartition(".")
        try:
            key, _, nonce = self._signer.unsign(f"{value}:{signature}").partition(".")
        except BadSignature:
            return None
        return int(key), nonce


REPORT_LINK = Tokens("actions.report_link")
CALENDAR = Tokens("actions.calendar")


def token_of(link: ReportLink) -> str:
    return REPORT_LINK.write(link)


def link_of(token: str) -> ReportLink | None:
    """The link whose token this is, in force or not; None for any other text. One query, and none where it is not ours."""
    read = REPORT_LINK.read(token)
    return (
        ReportLink.objects.select_related("board", "person").filter(pk=read[0], nonce=read[1]).first() if read else None
    )


def make_link(board: Board, person: Person, *, at: dt.datetime, days: int) -> ReportLink:
    """A new link for one mail, that lasts some days."""
    return ReportLink.objects.create(board=board, person=person, made_at=at, expires_at=at + dt.timedelta(days=days))
