"""What to look at again before minutes are circulated: one small function for each kind of warning."""

from rr3tracker.checks.actions import (
    action_not_issued,
    action_without_due,
    action_without_owner,
    outstanding_without_outcome,
    owner_not_there,
)
from rr3tracker.checks.names import name_of_nobody, owner_of_nobody
from rr3tracker.checks.people import initials_of_nobody, initials_of_two, there_twice
from rr3tracker.checks.record import item_without_minute, no_next_date, quorum_not_met
from rr3tracker.checks.restricted import name_in_restricted, owner_who_will_not_see_it, told_in_the_open
from rr3tracker.checks.warning import Record, Warning, record_of

CHECKS = (
    quorum_not_met,
    there_twice,
    item_without_minute,
    initials_of_nobody,
    initials_of_two,
    name_of_nobody,
    name_in_restricted,
    told_in_the_open,
    action_not_issued,
    action_without_owner,
    action_without_due,
    owner_of_nobody,
    owner_not_there,
    owner_who_will_not_see_it,
    outstanding_without_outcome,
    no_next_date,
)

__all__ = ["CHECKS", "Record", "Warning", "record_of", "warnings_of"]


def warnings_of(record: Record) -> list[Warning]:
    """All that there is to warn of, in the order of the checks. No query: ``record_of`` fetched what they read."""
    return [warning for check in CHECKS for warning in check(record)]
