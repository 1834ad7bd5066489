from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from meetings.models import AgendaItem, Attendance, Minute
from meetings.writing.marks import without_marks
from organisations.dates import write_date
from rr3tracker.checks.warning import Record, Warning


def action_not_issued(record: Record) -> Iterator[Warning]:
    """Who owes it and when it is due are on record once it is issued."""
    address = reverse("taking_issue", args=[record.meeting.pk])
    issued = {minute.pk for minute, _ in record.actions}
    for minute in record.minutes:
        if minute.kind == Minute.Kind.ACTION and minute.pk not in issued:
            text = f"The action in {minute.citation} is not issued yet, so its owner and due date were not checked."
            yield Warning(f"not-issued:{minute.pk}", text, "Issue the actions", address)


def action_without_owner(record: Record) -> Iterator[Warning]:
    for _, action in record.actions:
        if not action.owners.all():
            yield _about(action, "without-owner", f"{action.reference} has no owner.", "Name one", "edit")


def action_without_due(record: Record) -> Iterator[Warning]:
    for _, action in record.actions:
        if not action.is_closed and not action.due_words:
            yield _about(action, "without-due", f"{action.reference} has no due date.", "Give one", "report")


def owner_not_there(record: Record) -> Iterator[Warning]:
    """They have to be told, for they did not hear it."""
    present = {row.person_id for row in record.roll if row.status == Attendance.Status.PRESENT}
    for _, action in record.actions:
        for owner in action.owners.all():
            if owner.person and owner.person_id not in present:
                text = f"{owner.person.name}, who owns {action.reference}, was not present and has to be told."
                yield _about(action, f"owner-not-there:{owner.person_id}", text, "See the action", "detail")


def outstanding_without_outcome(record: Record) -> Iterator[Warning]:
    said = " ".join(without_marks(minute.text) for minute in record.minutes if minute.kind == Minute.Kind.PROGRESS)
    reported = record.reported
    spots = [item for item in record.items if item.kind == AgendaItem.Kind.OUTSTANDING_ACTIONS]
    item = next(iter([*spots, *record.items]), None)
    page = reverse("taking_report", args=[record.meeting.pk, item.pk]) if item else record.page("minutes")
    for action in record.outstanding:
        if (
            action.reference not in reported
            and action.reference not in said.replace(",", " ").replace(".", " ").split()
        ):
            text = (
                f"{action.reference}, outstanding since {write_date(action.raised_on)}, has no outcome recorded here."
            )
            address = f"{page}?action={action.reference}" if item else page
            yield Warning(f"no-outcome:{action.reference}", text, "Record it", address)


def _about(action: object, kind: str, text: str, mend: str, page: str) -> Warning:
    reference = str(action)
    return Warning(f"{kind}:{reference}", text, mend, reverse(f"actions:action_{page}", args=[reference]))
