from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from meetings.services import approve_minutes
from meetings.services.item_text import Wording
from rr3tracker.taking.issuing import put_on_register
from rr3tracker.taking.rewording import reword_with_paragraphs

if TYPE_CHECKING:
    from meetings.models import Amendment, Meeting
    from meetings.services import ForRead
    from organisations.models import User


@transaction.atomic
def approve(
    meeting: Meeting, *, at_meeting: Meeting, at: dt.datetime, by: User, amendments: Sequence[ForRead] = ()
) -> None:
    """The minutes are agreed as ``approve_minutes`` says, and the register agrees with them before they are closed.

    An action that said what its paragraph said is amended with it; what the text asks for and is not on the register
    yet is raised, for afterwards it could not be. Refuses what ``approve_minutes`` and ``put_on_register`` refuse.
    """

    def follow(made: Sequence[Amendment]) -> None:
        before: dict[int, Wording] = {}
        for amendment in made:  # of several in one paragraph the first knows what it said
            before.setdefault(amendment.minute_id, Wording(amendment.text_before, amendment.minute.kind))
        now = {amendment.minute_id: Wording(amendment.text_after, amendment.minute.kind) for amendment in made}
        reword_with_paragraphs(before, now, meeting=meeting, by=by)
        put_on_register(meeting, by=by, at=at)

    approve_minutes(meeting, at_meeting=at_meeting, at=at, by=by, amendments=amendments, follow=follow)
