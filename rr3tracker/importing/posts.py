"""What the words beside a name on a roll say: who chairs, who takes the notes, which post it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CHAIR = re.compile(r"(?:in )?(?:the )?(?:acting |meeting )?chair(?:man|woman|person)?(?: of (?:the )?meeting)?|chairing(?: the meeting)?", re.IGNORECASE)  # fmt: skip
_NOTES = re.compile(r"(?:taking )?(?:the )?(?:notes?|minutes?)(?:[- ]?tak(?:er|ing))?(?: by)?|minuting|scribe", re.IGNORECASE)  # fmt: skip
_SECRETARIAT = re.compile(r"(?:the )?(?:board |meeting |rr3 )?secretariat|secretary(?: to the (?:board|meeting))?", re.IGNORECASE)  # fmt: skip
_CLERK = re.compile(r"(?:board |parish |town |deputy )*clerk(?: to the (?:board|council))?", re.IGNORECASE)
_JOINT = re.compile(r"\s*(?:[/,;&+]|\band\b)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Post:
    chairs: bool
    takes_notes: bool
    secretariat: bool
    job_title: str


def read_post(role: str) -> Post:
    """A role that is only "chair" or "notes" is no post; "Treasurer and chair" is one that also chairs.

    "Vice-chair" and "Chair of Trustees" are posts, and chair nothing here.
    """
    parts = [part for part in _JOINT.split(role) if part]
    chairs = any(_CHAIR.fullmatch(part) for part in parts)
    notes = any(_NOTES.fullmatch(part) for part in parts)
    secretariat = any(_SECRETARIAT.fullmatch(part) or _CLERK.fullmatch(part) for part in parts)
    bare = all(_CHAIR.fullmatch(part) or _NOTES.fullmatch(part) or _SECRETARIAT.fullmatch(part) for part in parts)
    return Post(chairs, notes, secretariat, "" if bare else role)
