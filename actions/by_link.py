"""What a report link opens, and how a browser that opened it is known again.

The link is kept in a signed cookie of its own, which the browser sends to these pages alone: opening a link signs
nobody in, leaves the session of whoever is signed in as it was, and writes nothing to the database.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse

from actions.links import REPORT_LINK
from actions.models import Action, ActionReport, ActionUpdate, ReportLink
from meetings.writing.marks import without_marks
from organisations.roles import reader_for, roles_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from actions.models import ActionQuerySet
    from organisations.models import User

COOKIE = "report_link"
HOURS = 12
"""A browser that others use as well forgets the link by itself; whoever has the mail opens it again."""


def put_away(response: HttpResponse, link: ReportLink) -> None:
    """The browser has this link from now on, and no other."""
    response.set_signed_cookie(
        COOKIE,
        REPORT_LINK.write(link),
        salt=COOKIE,
        path=reverse("actions:report_from_link"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def link_put_away(request: HttpRequest) -> ReportLink | None:
    """The link that this browser opened last, as its row is now, in force or not."""
    token = request.get_signed_cookie(COOKIE, default="", salt=COOKIE, max_age=HOURS * 60 * 60)
    read = REPORT_LINK.read(token or "")
    if not read:
        return None
    return ReportLink.objects.select_related("board", "person").filter(pk=read[0], nonce=read[1]).first()


def owed_by(link: ReportLink, reader: User) -> ActionQuerySet:
    """What the link's person owes its board and may see today, closed or not; nothing once they have left it.

    ``reader`` is ``reader_for(link.person)``.
    """
    if link.board_id not in roles_of(reader).boards:
        return Action.objects.none()
    theirs = Action.objects.visible_to(reader).owed_by_user(reader).filter(board=link.board_id)
    return theirs.select_related("board", "due_at")


@dataclass(frozen=True, slots=True)
class Owed:
    """An action as the page of a link shows it."""

    action: Action
    text: str
    is_overdue: bool
    latest: ActionUpdate | None
    waiting: list[ActionReport]


def open_by_link(link: ReportLink, *, on: dt.date, reference: str | None = None) -> list[Owed]:
    """The open actions that the link is for, soonest due first, or the one of this reference; three queries at most."""
    reader = reader_for(link.person)
    actions = owed_by(link, reader).open().sorted_by("due")
    found = list(actions.filter(reference=reference) if reference else actions)
    keys = [action.pk for action in found]
    updates = ActionUpdate.objects.filter(action__in=keys).visible_to(reader).order_by("reported_on", "pk")
    latest = {update.action_id: update for update in updates}
    waiting = ActionReport.objects.filter(action__in=keys, link=link).waiting().order_by("made_at", "pk")
    reports = list(waiting)
    return [
        Owed(
            action,
            without_marks(action.text),
            action.is_overdue(on),
            latest.get(action.pk),
            [report for report in reports if report.action_id == action.pk],
        )
        for action in found
    ]


def why_not(link: ReportLink, reference: str) -> str:
    """Why nothing is reported on this: that it was closed is said of what they owed, and no more of anything else."""
    action = owed_by(link, reader_for(link.person)).closed().filter(reference=reference).first()
    if action:
        return f"{action.reference} was closed: nothing more is reported on it. Tell the secretariat if it is to be reopened."
    return "This link is not for that action. It may have been handed on to somebody else since."
