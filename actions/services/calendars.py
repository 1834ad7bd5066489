"""The private address of a user's calendar."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction

from actions.models import CalendarFeed
from actions.models.report_link import new_nonce

if TYPE_CHECKING:
    from organisations.models import User


@transaction.atomic
def make_calendar_address(*, by: User, at: dt.datetime) -> CalendarFeed:
    """The user's calendar has a new address; the one that it had opens nothing any more."""
    feed, _ = CalendarFeed.objects.update_or_create(user=by, defaults={"nonce": new_nonce(), "made_at": at})
    return feed


@transaction.atomic
def withdraw_calendar_address(*, by: User) -> None:
    """The user's calendar has no address."""
    CalendarFeed.objects.filter(user=by).delete()
