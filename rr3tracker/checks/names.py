from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from meetings.models import Minute
from meetings.writing.marks import without_marks
from organisations.matching import plain_words
from rr3tracker.checks.warning import Record, Warning

_SAID = (
    "said|reported|asked|noted|thanked|explained|added|suggested|confirmed|welcomed|will|to|agreed to|gave|told|updated"
)
_NAME = re.compile(rf"\b([A-Z][\w’'-]+ [A-Z][\w’'-]+) (?:{_SAID})\b")
_NEAR = 0.8


def name_of_nobody(record: Record) -> Iterator[Warning]:
    """A name in a paragraph that is nobody's on the roll, though it is nearly somebody's or shares a surname."""
    known = _known(record)
    if not known:
        return
    for minute in record.minutes:
        for name in dict.fromkeys(found[1] for found in _NAME.finditer(without_marks(minute.text))):
            if (meant := _meant(name, known)) and name.casefold() not in record.bodies:
                yield _about(record, minute, name, meant)


def owner_of_nobody(record: Record) -> Iterator[Warning]:
    """An owner that stayed in words, and is nearly somebody's name."""
    known = _known(record)
    for minute, action in record.actions:
        for owner in action.owners.all():
            if owner.words and (meant := _meant(owner.words, known)):
                text = f"“{owner.words}”, who owns {action.reference}, is nobody’s name on the roll. Is {meant} meant?"
                key = f"owner-of-nobody:{action.reference}:{owner.words}"[:200]
                yield Warning(key, text, f"Edit {minute.citation}", record.page(f"minute-{minute.pk}"))


def _known(record: Record) -> dict[str, str]:
    """Each name that somebody on the roll has, in plain letters, and whose it is."""
    people = [row.person for row in record.roll if row.person]
    names = [(name, one.name) for one in people for name in (one.name, *(n.name for n in one.other_names.all()))]
    return {" ".join(plain_words(name)): whose for name, whose in names}


def _meant(name: str, known: dict[str, str]) -> str:
    """Who is meant by a name that is almost theirs; empty where it is somebody's own, or like nobody's."""
    plain = " ".join(plain_words(name))
    if any(one == plain or one.endswith(f" {plain}") for one in known):
        return ""
    near = get_close_matches(plain, known, n=1, cutoff=_NEAR)
    if not near and " " in plain:
        near = [one for one in known if " " in one and one.split()[-1] == plain.split()[-1]][:1]
    return known[near[0]] if near else ""


def _about(record: Record, minute: Minute, name: str, meant: str) -> Warning:
    spot = minute.citation
    text = f"In {spot}, “{name}” is nobody’s name on the roll. Is {meant} meant?"
    return Warning(f"name:{minute.pk}:{name}"[:200], text, f"Edit {spot}", record.page(f"minute-{minute.pk}"))
