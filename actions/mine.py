"""What somebody owes, on every board, in the order in which they would look at it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from actions.figures import counted
from actions.models import NOT_CLOSED, Action, ActionReport, Status, conditions
from actions.models.conditions import DUE_SOON_DAYS
from actions.rows import ActionRow, rows_of
from meetings.models import Meeting
from organisations.models import Organisation
from organisations.roles import roles_of

if TYPE_CHECKING:
    from actions.models import ActionQuerySet
    from organisations.roles import AnyUser

MOST_SHOWN = 100
SOONEST_FIRST = (F("due_sort").asc(nulls_last=True), "board__reference_prefix", "number")
FINISHED_LATELY = dt.timedelta(days=60)


@dataclass(frozen=True, slots=True)
class MyRow:
    row: ActionRow
    waits: bool
    """A report on it waits for the secretariat."""
    lead: str
    """Who leads, where several own it."""

    @property
    def action(self) -> Action:
        return self.row.action


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    rows: list[MyRow]
    note: str = ""
    can_report: bool = True


@dataclass(frozen=True, slots=True)
class Owed:
    """``sections`` that have rows, of those that are open and those finished lately."""

    sections: list[Section]
    is_cut: bool
    """There are more than are shown: the register has them all."""
    shows_boards: bool


def owed_by(user: AnyUser, *, on: dt.date, for_organisation: bool = False) -> Owed:
    """What the user owes in person, or else through the organisations that they act for. Two queries, however many.

    Nothing that they only typed, and nothing that they may not see.
    """
    seen = Action.objects.visible_to(user)
    owed = (seen.owed_through_organisation if for_organisation else seen.owed_in_person)(user, with_done=True)
    undone = (seen.owed_through_organisation if for_organisation else seen.owed_in_person)(user)
    lately = Q(closed_on__gte=on - FINISHED_LATELY)
    still = Q(status__in=NOT_CLOSED, pk__in=undone.values("pk"))
    rows = list(_annotated(owed.filter(still | lately), user, on=on)[: MOST_SHOWN + 1])
    shown = rows[:MOST_SHOWN]
    made = [
        MyRow(row, action.waits, _lead_of(action)) for action, row in zip(shown, rows_of(shown, on=on), strict=True)
    ]
    return Owed(
        sections=[section for section in _sections(made, on=on) if section.rows],
        is_cut=len(rows) > MOST_SHOWN,
        shows_boards=len(roles_of(user).boards) > 1,
    )


@dataclass(frozen=True, slots=True)
class HowMany:
    open: int
    overdue: int


def how_many_owed(user: AnyUser, *, on: dt.date) -> HowMany:
    """In person and through organisations: the rows of both lists that are open. One query."""
    found = (
        Action.objects.visible_to(user)
        .owed_by_user(user)
        .open()
        .aggregate(open=Count("pk"), overdue=counted(conditions.is_overdue(on=on)))
    )
    return HowMany(found["open"], found["overdue"])


def organisations_acted_for(user: AnyUser) -> list[Organisation]:
    return list(Organisation.objects.filter(pk__in={pk for _, pk in roles_of(user).acts_for}).only("name", "acronym"))


def _annotated(actions: ActionQuerySet, user: AnyUser, *, on: dt.date) -> Any:
    """Open ones first, for those that are finished are the ones to leave out where there are too many."""
    coming = Meeting.objects.filter(board=OuterRef("board"), held_on__gte=on).order_by("held_on", "pk")
    return (
        actions.annotate(
            waits=Exists(ActionReport.objects.waiting().filter(action=OuterRef("pk"))),
            look_ahead_to=Coalesce(Subquery(coming.values("held_on")[:1]), on + dt.timedelta(days=DUE_SOON_DAYS)),
        )
        .for_register()
        .with_paragraph_for(user)
        .with_meetings_carried(on=on)
        .order_by(F("closed_on").desc(nulls_first=True), *SOONEST_FIRST)
    )


def _sections(rows: list[MyRow], *, on: dt.date) -> list[Section]:
    def are_open(row: MyRow) -> bool:
        return not row.action.is_closed and row.action.status != Status.TO_BE_AGREED

    def is_before_the_meeting(row: MyRow) -> bool:
        day = row.action.due_day
        return day is not None and day <= row.action.look_ahead_to  # type: ignore[attr-defined]  # annotated

    working = [row for row in rows if are_open(row)]
    late = [row for row in working if row.row.is_overdue]
    soon = [row for row in working if not row.row.is_overdue and is_before_the_meeting(row)]
    later = [row for row in working if not row.row.is_overdue and not is_before_the_meeting(row)]
    agreeing = [row for row in rows if row.action.status == Status.TO_BE_AGREED]
    finished = [row for row in rows if row.action.is_closed]
    return [
        Section("Overdue", late),
        Section("Due before the next meeting", soon),
        Section("Later, or without a date", later),
        Section("Complete, to be agreed", agreeing, "The work is done. The board or its chair has yet to agree."),
        Section("Finished lately", finished, "Closed in the last 60 days.", can_report=False),
    ]


def _lead_of(action: Action) -> str:
    owners = list(action.owners.all())
    return next((owner.name for owner in owners if owner.is_lead), "") if len(owners) > 1 else ""
