from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from meetings.models import Attendance
from meetings.services.saving import hold_open
from organisations.services.saving import sign

if TYPE_CHECKING:
    from meetings.models import Meeting
    from organisations.models import User

CHAIR_ABSENT = "Whoever chairs or takes the notes is present."
ENDS_BEFORE = "Somebody was there from an item that comes after the last that they were there for."
CHANGED = "Somebody changed the roll after you opened it. Check it and save again."


@dataclass(frozen=True, slots=True)
class RollLine:
    """One line of a roll, as it is to stand: ids of a person, an organisation, or both."""

    person_id: int | None = None
    organisation_id: int | None = None
    job_title: str = ""
    status: str = Attendance.Status.PRESENT
    capacity: str = Attendance.Capacity.MEMBER
    substitute_for_id: int | None = None
    is_chair: bool = False
    is_note_taker: bool = False
    from_item_id: int | None = None
    to_item_id: int | None = None

    @property
    def key(self) -> str:
        """Who this is: a meeting has one line of each."""
        return key_of(self.person_id, self.organisation_id)


def key_of(person_id: int | None, organisation_id: int | None) -> str:
    return f"person-{person_id}" if person_id else f"organisation-{organisation_id}"


def roll_version(rows: Iterable[Attendance]) -> str:
    """Differs whenever the roll does, whoever changed it."""
    words = "\n".join(sorted(repr((row.pk, line_of(row))) for row in rows))
    return hashlib.sha256(words.encode(errors="surrogatepass")).hexdigest()[:16]


def line_of(row: Attendance) -> RollLine:
    return RollLine(**{field.name: getattr(row, field.name) for field in fields(RollLine)})


@transaction.atomic
def save_roll(meeting: Meeting, lines: Sequence[RollLine], *, by: User, version: str = "") -> None:
    """The meeting's roll is ``lines``, in their order: who is not among them is off it.

    ``version`` is ``roll_version`` of what the writer saw, empty where nobody looked. The number of
    statements does not hang on how many lines are added or changed, and a line that says what it said
    before is not touched. Refuses, with a ``ValidationError``, what the constraints of attendance refuse.
    """
    hold_open(meeting.pk)
    rows = list(Attendance.objects.filter(meeting=meeting))
    if version and version != roll_version(rows):
        raise ValidationError(CHANGED, code="changed")
    _check(lines)
    _check_parts(meeting, lines)
    before = {line_of(row).key: row for row in rows}
    wanted = {line.key for line in lines}
    added, changed = [], []
    for position, line in enumerate(lines, start=1):
        row = before.get(line.key)
        if row is None:
            added.append(_put(line, Attendance(meeting=meeting), position))
        elif line_of(row) != line or row.position != position:
            changed.append(_put(line, row, position))
    for key, row in before.items():
        if key not in wanted:
            sign(row, by=by).delete()
    names = [*(field.name.removesuffix("_id") for field in fields(RollLine)), "position"]
    if changed:
        bulk_update_with_history(changed, Attendance, names, default_user=by)
    if added:
        bulk_create_with_history(added, Attendance, default_user=by)


def _check(lines: Sequence[RollLine]) -> None:
    """What ``full_clean`` would ask of each line; asked here, it takes no statement for each."""
    errors = []
    if any(line.person_id is None and line.organisation_id is None for line in lines):
        errors.append("Name a person, an organisation, or both.")
    if any(count > 1 for count in Counter(line.key for line in lines).values()):
        errors.append("Somebody is on the roll twice.")
    if any((line.is_chair or line.is_note_taker) and line.status != Attendance.Status.PRESENT for line in lines):
        errors.append(CHAIR_ABSENT)
    if any(line.substitute_for_id and line.substitute_for_id == line.person_id for line in lines):
        errors.append("A substitute is somebody else than the person they stand in for.")
    if any(line.substitute_for_id and not line.person_id for line in lines):
        errors.append("Only a person stands in for another.")
    if any(line.status not in Attendance.Status or line.capacity not in Attendance.Capacity for line in lines):
        errors.append("Choose how each came from the list.")
    if errors:
        raise ValidationError(errors)


def _check_parts(meeting: Meeting, lines: Sequence[RollLine]) -> None:
    """Who came for a part was present, for items of this agenda, from one that is not after the last."""
    parts = [line for line in lines if line.from_item_id or line.to_item_id]
    if not parts:
        return
    places = {
        pk: place for place, pk in enumerate(meeting.items.order_by("position", "pk").values_list("pk", flat=True))
    }
    errors = []
    if any(line.status != Attendance.Status.PRESENT for line in parts):
        errors.append("Only somebody who was present was there for a part.")
    bounds = {pk for line in parts for pk in (line.from_item_id, line.to_item_id) if pk}
    if not bounds <= places.keys():
        errors.append("Choose items of this meeting’s agenda.")
    elif any(
        line.from_item_id and line.to_item_id and places[line.from_item_id] > places[line.to_item_id] for line in parts
    ):
        errors.append(ENDS_BEFORE)
    if errors:
        raise ValidationError(errors)


def _put(line: RollLine, row: Attendance, position: int) -> Attendance:
    for field in fields(RollLine):
        setattr(row, field.name, getattr(line, field.name))
    row.position = position
    return row
