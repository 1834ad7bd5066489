"""Makes rows for tests: `make_action(board=b, due_on=day)` gives a saved row with sensible rest.

Everything is dated around DAY, so that tests never read the clock.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

from actions.links import make_link
from actions.models import (
    Action,
    ActionChange,
    ActionOwner,
    ActionReport,
    ActionUpdate,
    Addressee,
    Advice,
    Mail,
    Recommendation,
    Referral,
    ReportLink,
    Response,
)
from actions.services import Due, raise_action, refer_action, report_progress, take_report
from meetings.models import (
    UNLOCKED,
    AgendaItem,
    Amendment,
    Attendance,
    Document,
    DocumentContent,
    ForwardItem,
    Meeting,
    Minute,
    MinuteComment,
    MinutesEdition,
    StandingItem,
)
from organisations.models import Board, Membership, Organisation, Person, Seat, Theme, User

DAY = dt.date(2026, 3, 5)
MOMENT = dt.datetime(2026, 3, 6, 9, 30, tzinfo=dt.UTC)
_numbers = count(1)


def make_user(email: str = "", **overrides: Any) -> User:
    return User.objects.create_user(email or f"user{next(_numbers)}@example.org", **overrides)


def make_organisation(name: str = "", **overrides: Any) -> Organisation:
    return Organisation.objects.create(name=name or f"Organisation {next(_numbers)}", **overrides)


def make_person(name: str = "", **overrides: Any) -> Person:
    return Person.objects.create(name=name or f"Person {next(_numbers)}", **overrides)


def make_board(name: str = "", **overrides: Any) -> Board:
    n = next(_numbers)
    defaults = {"slug": f"board-{n}", "acronym": f"B{n}", "reference_prefix": f"B{n}"}
    return Board.objects.create(name=name or f"Board {n}", **{**defaults, **overrides})


def make_seat(board: Board, **overrides: Any) -> Seat:
    return Seat.objects.create(board=board, **{"title": f"Seat {next(_numbers)}", **overrides})


def make_theme(board: Board | None = None, **overrides: Any) -> Theme:
    """Of all boards, unless one is given."""
    return Theme.objects.create(board=board, **{"name": f"Theme {next(_numbers)}", **overrides})


def make_membership(board: Board, **overrides: Any) -> Membership:
    """A member, since long before DAY and still today."""
    if not {"person", "organisation"} & overrides.keys():
        overrides["person"] = make_person()
    return Membership.objects.create(board=board, **{"starts_on": dt.date(2020, 1, 1), **overrides})


def make_meeting(board: Board | None = None, stage: str = Meeting.Stage.DRAFTING, **overrides: Any) -> Meeting:
    """A meeting on DAY, with its minutes at ``stage`` and stamped for it."""
    stamps: dict[str, Any] = {}
    if stage != Meeting.Stage.DRAFTING:
        stamps = {f"{stage}_at": MOMENT, f"{stage}_by": make_user()}
    return Meeting.objects.create(
        board=board or make_board(), **{"held_on": DAY, "minutes_stage": stage, **stamps, **overrides}
    )


def make_attendance(meeting: Meeting, **overrides: Any) -> Attendance:
    if not {"person", "organisation"} & overrides.keys():
        overrides["person"] = make_person()
    return Attendance.objects.create(meeting=meeting, **overrides)


def make_item(meeting: Meeting | None = None, **overrides: Any) -> AgendaItem:
    meeting = meeting or make_meeting()
    position = meeting.items.count() + 1
    defaults = {"position": position, "number": str(position), "title": f"Item {position}"}
    return AgendaItem.objects.create(meeting=meeting, **{**defaults, **overrides})


def make_forward_item(board: Board | None = None, **overrides: Any) -> ForwardItem:
    """Something that waits for the next meeting."""
    if "deferred" not in overrides:
        overrides = {"title": f"To come back {next(_numbers)}", **overrides}
    return ForwardItem.objects.create(board=board or make_board(), **{"said_on": DAY, **overrides})


def make_standing_item(board: Board | None = None, **overrides: Any) -> StandingItem:
    board = board or make_board()
    n = board.standing_items.count() + 1
    return StandingItem.objects.create(board=board, **{"position": n, "title": f"Standing item {n}", **overrides})


def make_minute(item: AgendaItem | None = None, **overrides: Any) -> Minute:
    item = item or make_item()
    position = item.minutes.count() + 1
    defaults = {"position": position, "number": f"{item.number}.{position}", "text": f"Paragraph {position} of it."}
    return Minute.objects.create(item=item, **{**defaults, **overrides})


def make_document(meeting: Meeting | None = None, data: bytes = b"words", **overrides: Any) -> Document:
    n = next(_numbers)
    defaults = {"title": f"Paper {n}", "file_name": "paper.txt", "size": len(data), "sha256": f"{n:064x}"}
    document = Document.objects.create(meeting=meeting or make_meeting(), **{**defaults, **overrides})
    DocumentContent.objects.create(document=document, data=data)
    return document


def make_edition(meeting: Meeting, stage: str = Meeting.Stage.CIRCULATED, **overrides: Any) -> MinutesEdition:
    """What the meeting's stamp of ``stage`` speaks of, where it has one."""
    at, by = getattr(meeting, f"{stage}_at"), getattr(meeting, f"{stage}_by")
    given = {
        "issued_at": at or MOMENT,
        "issued_by": by or make_user(),
        "content": {"roll": [], "items": []},
        "text": "Words.",
    }
    return MinutesEdition.objects.create(meeting=meeting, stage=stage, **{**given, **overrides})


def make_comment(minute: Minute | None = None, **overrides: Any) -> MinuteComment:
    given = {"text": f"Comment {next(_numbers)}", "made_at": MOMENT, **overrides}
    if "made_by" not in given:
        given["made_by"] = make_user()
    return MinuteComment.objects.create(minute=minute or make_minute(), **given)


def make_amendment(minute: Minute | None = None, **overrides: Any) -> Amendment:
    """Agreed at a meeting a month later."""
    minute = minute or make_minute()
    meeting = minute.item.meeting
    given: dict[str, Any] = {"text_before": minute.text, "text_after": f"{minute.text} Corrected.", **overrides}
    if "agreed_at_meeting" not in given:
        later = meeting.held_on + dt.timedelta(days=30)
        given["agreed_at_meeting"] = make_meeting(meeting.board, held_on=later)
    return Amendment.objects.create(minute=minute, recorded_at=MOMENT, recorded_by=make_user(), **given)


def make_action(board: Board | None = None, **overrides: Any) -> Action:
    """An open action raised on DAY between meetings; ``raised_in=`` a minute for one that a meeting asked for.

    ``due_on``, ``due_at``, ``due_text`` and ``owners`` (unsaved rows) go to the service that raises it.
    """
    due = Due(overrides.pop("due_on", None), overrides.pop("due_at", None), overrides.pop("due_text", ""))
    minute = overrides.get("raised_in")
    board = board or (minute.item.meeting.board if minute else make_board())
    defaults = {"text": f"Do thing {next(_numbers)}", "raised_on": minute.item.meeting.held_on if minute else DAY}
    with _while_open(minute):
        return raise_action(board, due=due, **{**defaults, **overrides})


def make_owner(action: Action, **overrides: Any) -> ActionOwner:
    return ActionOwner.objects.create(action=action, **(overrides or {"words": "Theme leads"}))


def make_update(action: Action, status: str = Action.Status.IN_PROGRESS, **overrides: Any) -> ActionUpdate:
    """A report a week after the action was raised."""
    defaults = {"reported_on": action.raised_on + dt.timedelta(days=7), "text": f"Report {next(_numbers)}."}
    with _while_open(overrides.get("recorded_in")):
        return report_progress(action, status=status, **{**defaults, **overrides})


def make_report(action: Action | None = None, **overrides: Any) -> ActionReport:
    """One that waits, by link: of the person of the link, or ``reported_by=``."""
    action = action or make_action()
    given: dict[str, Any] = {
        "text": f"Report {next(_numbers)}.",
        "status": action.status,
        "reported_on": DAY,
        **overrides,
    }
    if given.setdefault("channel", "link") == "link":
        person = given.setdefault("reported_by", make_person())
        given["link"] = make_link(action.board, person, at=MOMENT, days=30)
    return take_report(action, **{"at": MOMENT, "by": None, **given})


def make_report_link(board: Board | None = None, person: Person | None = None, **overrides: Any) -> ReportLink:
    """Of a mail of DAY, in force for longer than any test: pages ask the clock."""
    defaults = {"made_at": MOMENT, "expires_at": dt.datetime(2999, 1, 1, tzinfo=dt.UTC)}
    return ReportLink.objects.create(
        board=board or make_board(), person=person or make_person(), **{**defaults, **overrides}
    )


def make_mail(board: Board | None = None, person: Person | None = None, **overrides: Any) -> Mail:
    """One that waits to be looked at."""
    n = next(_numbers)
    given = {"kind": "digest", "key": f"digest/{n}", "to_address": f"owner{n}@example.org", "made_at": MOMENT}
    words = {"subject": f"Mail {n}", "text": f"Words {n}.", "html": f"<!doctype html><title>Mail</title><p>Words {n}."}
    return Mail.objects.create(
        board=board or make_board(), person=person or make_person(), **{**given, **words, **overrides}
    )


def make_change(*actions: Action, **overrides: Any) -> ActionChange:
    """A set of changes with an update of each of the actions."""
    given: dict[str, Any] = {"summary": "Changed at once", "made_at": MOMENT, **overrides}
    if "made_by" not in given:
        given["made_by"] = make_user()
    change = ActionChange.objects.create(**given)
    for action in actions:
        make_update(action, part_of=change)
    return change


def make_referral(to_board: Board | None = None, **overrides: Any) -> Referral:
    """Another board asks this one to take an action of its own on, and waits."""
    action = overrides.pop("action", None) or make_action()
    given = {"reason": "It is theirs.", "on": action.raised_on, "at": MOMENT, **overrides}
    if "by" not in given:
        given["by"] = make_user()
        make_membership(action.board, person=make_person(user=given["by"]), role=Membership.Role.SECRETARIAT)
    return refer_action(action, to_board=to_board or make_board(), **given)


def make_advice(board: Board | None = None, **overrides: Any) -> Advice:
    """A discussion paper that was given on DAY."""
    given = {"title": f"Paper {next(_numbers)}", "given_on": DAY, **overrides}
    return Advice.objects.create(board=board or make_board(), **given)


def make_recommendation(advice: Advice | None = None, *organisations: Organisation, **overrides: Any) -> Recommendation:
    """To these organisations, or to one of its own; nobody has answered."""
    n = next(_numbers)
    given = {"number": str(n), "position": n, "text": f"Do better at {n}.", **overrides}
    recommendation = Recommendation.objects.create(advice=advice or make_advice(), **given)
    for position, organisation in enumerate(organisations or [make_organisation()]):
        Addressee.objects.create(recommendation=recommendation, organisation=organisation, position=position)
    return recommendation


def make_response(addressee: Addressee | None = None, **overrides: Any) -> Response:
    """A row of the history; what it says of the addressee is for ``actions.services`` to carry over."""
    given = {"responded_on": DAY, "answer_before": "awaiting", "answer_after": "accepted", "text": "Yes.", **overrides}
    return Response.objects.create(addressee=addressee or make_recommendation().addressees.get(), **given)


@contextmanager
def _while_open(minute: Minute | None) -> Iterator[None]:
    """What approved minutes asked for and recorded was put on the register before they were approved."""
    approved = Meeting.objects.filter(items__minutes=minute).exclude(minutes_stage__in=UNLOCKED) if minute else None
    stages = {meeting.pk: meeting.minutes_stage for meeting in approved} if approved is not None else {}
    Meeting.objects.filter(pk__in=stages).update(minutes_stage=Meeting.Stage.DRAFTING)
    try:
        yield
    finally:
        for pk, stage in stages.items():
            Meeting.objects.filter(pk=pk).update(minutes_stage=stage)
