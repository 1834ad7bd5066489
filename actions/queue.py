"""What waits for an answer: reports, and actions that are complete, to be agreed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Prefetch

from actions.forms.answering import AgreeForm, AnswerForm
from actions.models import Action, ActionReport, ActionUpdate, Evidence, Status
from actions.rows import ActionRow, rows_of
from organisations.permissions import is_secretariat
from organisations.roles import roles_of

if TYPE_CHECKING:
    from actions.models import ActionQuerySet
    from actions.models.report import ActionReportQuerySet
    from organisations.roles import AnyUser

SAID = "said_complete"


@dataclass(frozen=True, slots=True)
class Waiting:
    report: ActionReport
    form: AnswerForm


@dataclass(frozen=True, slots=True)
class ToAgree:
    row: ActionRow
    said: ActionUpdate | None
    """The newest report that it is complete, where the reader may see one."""
    form: AgreeForm


@dataclass(frozen=True, slots=True)
class Queue:
    waiting: list[Waiting]
    to_agree: list[ToAgree]


def queue_of(user: AnyUser, *, on: dt.date) -> Queue:
    """What this user may answer today, the longest waiting first. Six queries."""
    reports = with_what_they_ask(reports_waiting_for(user), user).order_by("made_at", "pk")
    rows = rows_of(with_what_was_said(to_agree_by(user), user), on=on)
    return Queue(
        waiting=[Waiting(report, AnswerForm(auto_id=f"report-{report.pk}-%s")) for report in reports],
        to_agree=[
            ToAgree(row, newest_said(row.action), AgreeForm(today=on, auto_id=f"action-{row.action.pk}-%s"))
            for row in rows
        ],
    )


def reports_waiting_for(user: AnyUser) -> ActionReportQuerySet:
    return ActionReport.objects.answerable_by(user).waiting()


def count_reports_waiting(user: AnyUser) -> int:
    """For the answer of this user; no query where there is no board that they are the secretariat of."""
    return reports_waiting_for(user).count() if is_secretariat(user) else 0


def to_agree_by(user: AnyUser) -> ActionQuerySet:
    """On boards where they may record that it is complete (``actions.permissions.can_agree``)."""
    roles = roles_of(user)
    seen = Action.objects.visible_to(user).to_be_agreed()
    return seen if roles.sees_all else seen.filter(board__in=roles.secretariat | roles.chair)


def with_what_they_ask(reports: ActionReportQuerySet, user: AnyUser) -> ActionReportQuerySet:
    return reports.with_evidence_for(user).select_related("action__board", "action__due_at")


def with_what_was_said(actions: ActionQuerySet, user: AnyUser) -> ActionQuerySet:
    """In the order of a register, each with the reports that it is complete, the newest first."""
    told = ActionUpdate.objects.visible_to(user).filter(status_after=Status.TO_BE_AGREED)
    evidence = Prefetch("report__evidence", Evidence.objects.visible_to(user))
    newest = told.select_related("recorded_in__item__meeting", "reported_by", "report", "entered_by__person")
    said = Prefetch("updates", newest.prefetch_related(evidence).order_by("-reported_on", "-pk"), to_attr=SAID)
    return actions.for_register().prefetch_related(said)


def newest_said(action: Action) -> ActionUpdate | None:
    said: list[ActionUpdate] = getattr(action, SAID)
    return said[0] if said else None
