"""How far a meeting's minutes have come, as its page tells it: what was issued when, amended, commented on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from meetings.models import ISSUED, AgendaItem, Meeting, MinuteComment, MinutesEdition, MinutesStage
from meetings.permissions import can_comment, can_edit_meeting
from organisations.models import User

if TYPE_CHECKING:
    from meetings.models import Amendment, Minute
    from organisations.roles import AnyUser


@dataclass(frozen=True, slots=True)
class Step:
    stage: MinutesStage
    at: dt.datetime
    by: str
    """Who did it, for the secretariat to see; empty for others."""
    edition: MinutesEdition | None
    is_last_word: bool
    """Nothing can have changed since: the minutes are locked, and nothing was issued later."""


@dataclass(frozen=True, slots=True)
class Progress:
    steps: list[Step]
    taken_back: int
    """Editions of steps that were undone since: only the secretariat sees those."""
    amendments: list[tuple[Minute, Amendment]]
    comments: int
    """The reader's own, or for the secretariat everybody's."""
    to_resolve: int
    can_comment: bool
    can_edit: bool


def progress_of(meeting: Meeting, items: Iterable[AgendaItem], user: AnyUser, *, on: dt.date) -> Progress:
    """Of a meeting fetched ``for_minutes_page``: three queries once something was issued, and one for comments."""
    can_edit = can_edit_meeting(user, meeting)
    stamped = [stage for stage in ISSUED if getattr(meeting, f"{stage}_at")]
    editions = _editions(meeting, user) if stamped or can_edit else []
    outcomes = _outcomes(meeting, user) if MinutesStage.CIRCULATED in stamped else []
    standing = {edition.stage: edition for edition in editions if edition.stands}
    people = _people(meeting, stamped) if can_edit and stamped else {}
    steps = [
        Step(
            stage,
            getattr(meeting, f"{stage}_at"),
            people.get(getattr(meeting, f"{stage}_by_id"), ""),
            standing.get(stage),
            is_last_word=meeting.is_locked and stage == stamped[-1],
        )
        for stage in stamped
    ]
    return Progress(
        steps=steps,
        taken_back=len(editions) - len(standing),
        amendments=[(m, a) for item in items for m in item.minutes.all() for a in m.amendments.all()],
        comments=len(outcomes),
        to_resolve=outcomes.count(""),
        can_comment=can_comment(user, meeting, on=on),
        can_edit=can_edit,
    )


def to_agree_at(meeting: Meeting, items: Iterable[AgendaItem], user: AnyUser, *, on: dt.date) -> Meeting | None:
    """The last meeting before this one, where this one has an item for its minutes and ``user`` may record it."""
    is_asked = any(item.kind == AgendaItem.Kind.LAST_MINUTES for item in items)
    if not is_asked or meeting.held_on > on or not can_edit_meeting(user, meeting):
        return None
    return Meeting.objects.awaiting_approval_at(meeting).first()


def _editions(meeting: Meeting, user: AnyUser) -> list[MinutesEdition]:
    found = MinutesEdition.objects.visible_to(user).filter(meeting=meeting).defer("content", "text").order_by("pk")
    editions = list(found)
    for edition in editions:
        edition.meeting = meeting
    return editions


def _outcomes(meeting: Meeting, user: AnyUser) -> list[str]:
    comments = MinuteComment.objects.visible_to(user).filter(minute__item__meeting=meeting)
    return list(comments.order_by().values_list("outcome", flat=True))


def _people(meeting: Meeting, stages: Iterable[str]) -> dict[int, str]:
    keys = {getattr(meeting, f"{stage}_by_id") for stage in stages}
    return {user.pk: user.display_name for user in User.objects.filter(pk__in=keys).select_related("person")}
