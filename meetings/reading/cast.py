"""Who is known from the attendance list, for telling owners."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from .reading import Attendee


@dataclass(frozen=True, slots=True)
class Cast:
    """What the attendance list tells the reader of actions: who is known, and what initials stand for."""

    meeting: date | None = None
    known: frozenset[str] = frozenset()
    initials: dict[str, str] = field(default_factory=dict)


def cast_of(attendees: tuple[Attendee, ...], day: date | None) -> Cast:
    """The cast of a meeting held on `day`: names, first names, initials and the short names of organisations."""
    known: set[str] = set()
    initials: dict[str, str] = {}
    for attendee in attendees:
        for name in (attendee.name, attendee.organisation, attendee.initials):
            if name:
                known.add(name.casefold())
                known.update(short.casefold() for short in re.findall(r"\(([A-Za-z]{2,8})\)", name))
        if attendee.name:
            known.add(attendee.name.split()[0].casefold())
            known.add("".join(word[0] for word in attendee.name.split()).casefold())
        if attendee.name and attendee.initials:
            initials[attendee.initials] = attendee.name
    return Cast(day, frozenset(known), initials)
