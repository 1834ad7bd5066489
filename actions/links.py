"""The token of a report link: a signature over the key and the nonce of its row. It is put into a mail and kept nowhere."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.signing import BadSignature, Signer

from actions.models import ReportLink

if TYPE_CHECKING:
    from organisations.models import Board, Person

_SIGNER = Signer(salt="actions.report_link", sep=":")


def token_of(link: ReportLink) -> str:
    return _SIGNER.sign(f"{link.pk}.{link.nonce}").replace(":", ".")


def link_of(token: str) -> ReportLink | None:
    """The link whose token this is, in force or not; None for any other text. One query, and none where it is not ours."""
    value, _, signature = token.rpartition(".")
    try:
        key, _, nonce = _SIGNER.unsign(f"{value}:{signature}").partition(".")
    except BadSignature:
        return None
    return ReportLink.objects.select_related("board", "person").filter(pk=int(key), nonce=nonce).first()


def make_link(board: Board, person: Person, *, at: dt.datetime, days: int) -> ReportLink:
    """A new link for one mail, that lasts some days."""
    return ReportLink.objects.create(board=board, person=person, made_at=at, expires_at=at + dt.timedelta(days=days))
