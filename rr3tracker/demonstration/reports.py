"""What owners reported since the last meeting: two that wait for the secretariat, and one that came by e-mail."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from actions.links import make_link
from actions.models import Action, ActionReport
from actions.services import GivenEvidence, take_report
from rr3tracker.demonstration.playing import Cast, at_noon

if TYPE_CHECKING:
    from organisations.models import User

Channel = ActionReport.Channel
BOARD = "rr3"
LINK_LASTS_DAYS = 30
MESSAGE = """From: Harriet Lindqvist <member@example.org>
Subject: The examples

We have asked our members again, and hope to send the examples next week.
"""


def add_reports(cast: Cast, *, today: dt.date) -> None:
    """On what the member who signs in owes, the soonest raised first; nothing where they owe too little."""
    yesterday = today - dt.timedelta(days=1)
    member = cast.people["Harriet Lindqvist"]
    if member.user is None:
        return
    owed = Action.objects.filter(board__slug=BOARD, raised_on__lt=yesterday).open().owed_by_user(member.user)
    actions = list(owed.order_by("number")[:3])
    for report, action in zip((_by_link, _for_a_date, _by_email), actions, strict=False):
        report(action, member.user, cast.secretary, yesterday)


def _by_link(action: Action, owner: User, secretary: User, day: dt.date) -> None:
    link = make_link(action.board, owner.person, at=at_noon(day), days=LINK_LASTS_DAYS)
    take_report(
        action,
        text="The first half is done, and the rest is with our members.",
        status=action.status,
        due_on=day + dt.timedelta(days=42),
        due_reason="Two of our members answer after their boards have met.",
        channel=Channel.LINK,
        link=link,
        reported_by=owner.person,
        reported_on=day,
        evidence=[GivenEvidence(url="https://example.org/what-members-said")],
        by=None,
        at=at_noon(day),
    )


def _for_a_date(action: Action, owner: User, secretary: User, day: dt.date) -> None:
    take_report(
        action,
        text="",
        status=action.status,
        due_on=day + dt.timedelta(days=35),
        due_reason="The prisons that we wrote to need another month.",
        reported_by=owner.person,
        reported_on=day,
        by=owner,
        at=at_noon(day),
    )


def _by_email(action: Action, owner: User, secretary: User, day: dt.date) -> None:
    take_report(
        action,
        text="They have asked their members again, and hope to send the examples next week.",
        status=action.status,
        channel=Channel.EMAIL,
        reported_by=owner.person,
        reported_on=day,
        evidence=[GivenEvidence(file_name="message.eml", data=MESSAGE.encode(), is_message=True)],
        by=secretary,
        at=at_noon(day),
    )
