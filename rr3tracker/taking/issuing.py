from __future__ import annotations

import datetime as dt
from copy import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from actions.models import CLOSED, Action, ActionIssue, ActionOwner, ActionUpdate
from actions.services import issue_to_board, raise_action, report_progress
from meetings.services.saving import hold_open
from meetings.writing.marks import without_marks
from rr3tracker.taking.giving_out import to_give_out
from rr3tracker.taking.understanding import Understanding
from rr3tracker.taking.understood import UnderstoodAction, UnderstoodParagraph, UnderstoodReport

if TYPE_CHECKING:
    from meetings.models import Meeting
    from organisations.models import User


@dataclass(slots=True)
class Issued:
    raised: list[Action] = field(default_factory=list)
    reported: list[ActionUpdate] = field(default_factory=list)
    given_out: list[ActionIssue] = field(default_factory=list)
    """What the board sees from now on, before the minutes are cleared: raised now or before, or changed since."""


@transaction.atomic
def issue_actions(meeting: Meeting, *, by: User, at: dt.datetime) -> Issued:
    """What the text asks for is on the register, and the board sees the meeting's actions, its minutes cleared or not.

    What is given out is kept as it stands (decision 17): while the minutes are with the secretariat or the chair, all
    that the meeting raised; after that what was issued before and says something else today. To issue twice does
    nothing more. Refuses what ``put_on_register`` refuses.
    """
    meeting = hold_open(meeting.pk)
    issued = put_on_register(meeting, by=by, at=at)
    issued.given_out = issue_to_board(to_give_out(meeting).actions, at=at, by=by)
    return issued


@transaction.atomic
def put_on_register(meeting: Meeting, *, by: User, at: dt.datetime) -> Issued:
    """Each action that the minutes ask for, and each report that they hold, is on the register.

    A paragraph whose action is raised already, or whose report is recorded, is passed over: to do it twice does
    nothing more. So is what is in doubt about which action it is. Refuses, with a ``ValidationError`` that names
    the paragraph, what the register refuses; then nothing is recorded.
    """
    hold_open(meeting.pk)
    issued = Issued()
    for item in Understanding(meeting).items():
        for paragraph, report in item.to_report:
            with _named(paragraph):
                issued.reported.append(_report(report, paragraph, meeting, by=by, at=at))
        for paragraph, action in item.to_raise:
            with _named(paragraph):
                issued.raised.append(_raise(action, paragraph, meeting))
    return issued


def _raise(said: UnderstoodAction, paragraph: UnderstoodParagraph, meeting: Meeting) -> Action:
    owners: dict[tuple[object, ...], ActionOwner] = {}
    for row in (owner.row for owner in said.owners):
        owners.setdefault(row.who, copy(row))
    return raise_action(
        meeting.board,
        text=said.text,
        raised_on=meeting.held_on,
        raised_in=paragraph.minute,
        owners=owners.values(),
        due=said.due,
    )


def _report(
    said: UnderstoodReport, paragraph: UnderstoodParagraph, meeting: Meeting, *, by: User, at: dt.datetime
) -> ActionUpdate:
    action = said.action
    assert action is not None  # noqa: S101  # only what is ready is reported
    return report_progress(
        action,
        status=said.status,
        reported_on=meeting.held_on,
        text=said.text or said.status.label,
        recorded_in=paragraph.minute,
        due=said.due,
        reopen=action.is_closed and said.status not in CLOSED,
        by=by,
        at=at,
    )


class _named:  # noqa: N801  # reads as a verb
    """A refusal says which paragraph it is about."""

    def __init__(self, paragraph: UnderstoodParagraph) -> None:
        self._minute = paragraph.minute

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, ValidationError):
            name = self._minute.number or f"“{without_marks(self._minute.text)[:60]}”"
            raise ValidationError([f"Paragraph {name}: {message}" for message in error.messages]) from None
