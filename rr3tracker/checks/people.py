from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from meetings.models import Attendance, Minute
from meetings.writing.marks import without_marks
from organisations.models import Person
from rr3tracker.checks.warning import Record, Warning

Status = Attendance.Status

# Letters that stand for somebody are followed by what somebody does, or come after "Action:". NHS and MOJ do neither often.
_VERBS = "said|reported|asked|noted|thanked|explained|added|suggested|confirmed|welcomed|will|to|agreed to"
_DOES = re.compile(rf"\b([A-Z]{{2,3}}|[A-Z]{{2}}[a-z]) (?:{_VERBS})\b")


def there_twice(record: Record) -> Iterator[Warning]:
    """Somebody under two names, present and not; or present beside whoever stood in for them."""
    present = [row for row in record.roll if row.person and row.status == Status.PRESENT]
    away = [row for row in record.roll if row.person and row.status == Status.APOLOGIES]
    for row in present:
        for other in away:
            if row.person and other.person and _names(row.person) & _names(other.person):
                key = f"there-twice:{row.person_id}-{other.person_id}"
                text = f"{row.person.name} is present, and in the apologies as {other.person.name}."
                yield Warning(key, text, "Put the roll right", record.roll_page())
    here = {row.person_id for row in present}
    for row in present:
        if row.substitute_for and row.substitute_for_id in here:
            key = f"there-and-stood-in-for:{row.substitute_for_id}"
            text = f"{row.substitute_for.name} is present, and {row} is there for them."
            yield Warning(key, text, "Put the roll right", record.roll_page())


def initials_of_nobody(record: Record) -> Iterator[Warning]:
    known = _by_initials(record)
    for initials, minute in _used(record):
        if initials not in known:
            yield _about(record, minute, initials, "are nobody’s on the roll")


def initials_of_two(record: Record) -> Iterator[Warning]:
    known = _by_initials(record)
    for initials, minute in _used(record):
        if len(who := known.get(initials, [])) > 1:
            yield _about(record, minute, initials, f"may be {' or '.join(who)}")


def _about(record: Record, minute: Minute, initials: str, what: str) -> Warning:
    spot = minute.citation
    text = f"In {spot}, the initials {initials} {what}."
    return Warning(f"initials:{minute.pk}:{initials}", text, f"Edit {spot}", record.page(f"minute-{minute.pk}"))


def _used(record: Record) -> Iterator[tuple[str, Minute]]:
    """Each initials once for each paragraph. Where the roll is of organisations, letters are theirs."""
    if not any(row.person for row in record.roll):
        return
    others = record.acronyms | {record.meeting.board.acronym}
    for minute in record.minutes:
        for initials in sorted({found[1] for found in _DOES.finditer(without_marks(minute.text))} - others):
            yield initials, minute


def _by_initials(record: Record) -> dict[str, list[str]]:
    known = defaultdict(list)
    for row in record.roll:
        if row.person:
            for initials in {row.person.initials, "".join(word[0] for word in row.person.name.split()).upper()} - {""}:
                known[initials].append(row.person.name)
    return known


def _names(person: Person) -> set[str]:
    return {" ".join(name.casefold().split()) for name in (person.name, *(n.name for n in person.other_names.all()))}
