"""Addresses that open something to whoever has them: report links and calendars."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from actions.models import ReportLink
from organisations.permissions import can_edit_board

if TYPE_CHECKING:
    from organisations.models import User


@transaction.atomic
def withdraw_link(link: ReportLink, *, by: User, at: dt.datetime) -> None:
    """The link opens nothing from now on, also where it is open already. Withdrawn before, it stays as it was.

    Refuses, with a ``ValidationError``, whoever is not of the secretariat of its board.
    """
    if not can_edit_board(by, link.board):
        raise ValidationError("Only the secretariat of the board withdraws its links.")
    held = ReportLink.objects.select_for_update().get(pk=link.pk)
    if held.withdrawn_at is None:
        held.withdrawn_at, held.withdrawn_by = at, by
        held.full_clean()
        held.save()
    link.refresh_from_db()
