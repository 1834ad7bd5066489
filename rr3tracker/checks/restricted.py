from __future__ import annotations

import re
from collections.abc import Iterator

from actions.models import ActionOwner
from meetings.models import Minute
from meetings.writing.marks import without_marks
from organisations.matching import plain_words
from rr3tracker.checks.warning import Record, Warning

_REFERENCE = re.compile(r"\b[A-Za-z][A-Za-z0-9]*-[0-9]+\b")


def name_in_restricted(record: Record) -> Iterator[Warning]:
    """Who is spoken of in confidence: their names are not always meant to stand there."""
    names = {" ".join(plain_words(person.name)): person.name for person in record.people}
    for minute in _restricted(record):
        said = f" {' '.join(plain_words(without_marks(minute.text)))} "
        found = [name for plain, name in names.items() if plain and f" {plain} " in said]
        if found:
            spot = minute.citation
            text = f"{spot[:1].upper()}{spot[1:]} is restricted and names {', '.join(found)}."
            key = f"name-in-restricted:{minute.pk}:{','.join(found)}"[:200]
            yield Warning(key, text, f"Edit {spot}", record.page(f"minute-{minute.pk}"))


def owner_who_will_not_see_it(record: Record) -> Iterator[Warning]:
    """An action that is asked for in confidence is seen by members alone, also where an official is to do it."""
    restricted = {minute.pk for minute in _restricted(record)}
    for minute, action in record.actions:
        if minute.pk not in restricted:
            continue
        for owner in action.owners.all():
            if owner.role == ActionOwner.Role.OFFICIALS or (owner.person_id and owner.person_id not in record.inside):
                text = f"{action.reference} is restricted, and {owner.name}, who owns it, will not see it here."
                key = f"owner-will-not-see:{action.reference}:{owner.pk}"
                yield Warning(key, text, "See the action", action.get_absolute_url())


def told_in_the_open(record: Record) -> Iterator[Warning]:
    """A paragraph that anybody reads speaks of an action that was asked for in confidence."""
    restricted = {minute.pk for minute in _restricted(record)}
    for minute in record.minutes:
        if minute.pk in restricted or not record.in_confidence:
            continue
        told = {update.action.reference for update in list(minute.action_updates.all())}
        told |= {found.upper() for found in _REFERENCE.findall(minute.text)}
        for reference in sorted(told & record.in_confidence):
            spot = minute.citation
            text = f"{spot[:1].upper()}{spot[1:]} is not restricted, and speaks of {reference}, which is."
            key = f"told-in-the-open:{minute.pk}:{reference}"
            yield Warning(key, text, f"Edit {spot}", record.page(f"minute-{minute.pk}"))


def _restricted(record: Record) -> Iterator[Minute]:
    for item in record.items:
        if item.is_restricted:
            yield from item.minutes.all()
