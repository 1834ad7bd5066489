"""What an item's heading says of the paragraphs under it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .reading import Origin

_LOG = re.compile(
    r"(?:\d[\d.]*\s+)?(?:(?:new|and|&|open|outstanding|ongoing|completed|agreed|previous|summary of|review of|list of|the|all|current|key|update on|updated|status of|closed|post-meeting)\s+)*"
    r"(?:actions?|to ?dos?)(?:\s+(?:log|list|table|register|tracker|points?|items?|summary|arising|agreed|and decisions|update|review|sheet|for [\w ]+|(?:from|since) .*))*[:.]?",
    re.IGNORECASE,
)
_PREVIOUS = re.compile(
    r"\b(?:previous|last|outstanding|ongoing actions from|completed|review of|matters? arising|carried forward|action (?:log )?review|progress (?:on|against)|update on actions|earlier|closed)\b|\bactions? (?:from|since)\b",
    re.IGNORECASE,
)
_NEW = re.compile(r"\bnew\b", re.IGNORECASE)
_ABOUT_ACTIONS = re.compile(r"\b(?:actions?|matters? arising|minutes)\b", re.IGNORECASE)
_NEXT_MEETING = re.compile(
    r"\bnext\b.{0,40}\b(?:meetings?|AGM|call|session|telecon)\b|\bmeeting dates?\b|\bfuture meetings\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Section:
    """Whether every entry under a heading is an action, whose origin they have, and whether the heading is about actions."""

    log: bool
    origin: Origin
    about_actions: bool
    completed: bool = False


def section_of(title: str, above: Section | None = None) -> Section:
    """The section that a title opens; a heading under a log of actions is part of it."""
    log = bool(_LOG.fullmatch(title.strip()))
    about = log or bool(_ABOUT_ACTIONS.search(title))
    previous = about and bool(_PREVIOUS.search(title)) and not _NEW.search(title)
    if above and above.log and not log:
        return above
    completed = log and bool(re.search(r"\b(?:completed|closed)\b", title, re.IGNORECASE))
    return Section(log, Origin.PREVIOUS if previous else Origin.NEW, about, completed)


def about_next_meeting(title: str) -> bool:
    """Whether a heading or a line is about the next meeting."""
    return bool(_NEXT_MEETING.search(title))
