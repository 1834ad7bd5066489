"""What a list or the line after an action adds to it: owners before a colon, a tick, "Due: …", "Owner: …"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from .due import due_day
from .owners import split_owners
from .reading import ReadAction, Status
from .statuses import Progress, read_status, status_suffix

_DUE = re.compile(r"(?:due(?: date)?|deadline|by when|timescale)\s?:\s*(.+)", re.IGNORECASE | re.DOTALL)
_OWNER = re.compile(r"(?:owner|lead|responsible|who)\s?:\s*(.+)", re.IGNORECASE | re.DOTALL)
_STATUS = re.compile(r"(?:status|progress|update)\s?:\s*(.+)", re.IGNORECASE | re.DOTALL)
_TICK = re.compile(r"\[([ xX✓])\]\s+")
_LEADING_OWNERS = re.compile(r"([A-Z@][\w/&, +@-]{0,38}?)(?:\s?:\s|\s[-–]\s)")


def task_and_progress(text: str) -> tuple[str, Progress | None]:
    """A list entry as its task and what is said of it: "[x] Write", "Write - done"."""
    tick = _TICK.match(text)
    if tick:
        text = text[tick.end() :]
    if suffix := status_suffix(text):
        return suffix
    return text, Progress(Status.COMPLETE, tick[1], None) if tick and tick[1].strip() else None


def leading_owners(task: str) -> tuple[str, ...]:
    """The owners of "AB: write" or "Ada - write"."""
    m = _LEADING_OWNERS.match(task)
    return split_owners(m[1]) if m and len(m[1].split()) < 5 else ()


def with_detail(
    action: ReadAction, text: str, meeting: date | None, known: frozenset[str] = frozenset()
) -> ReadAction | None:
    """The action with what a line of its own says of it; None where the line says something else."""
    if len(text) > 200:
        return None
    if m := _DUE.fullmatch(text):
        return replace(action, due=due_day(m[1], meeting), due_text=m[1])
    if m := _OWNER.fullmatch(text):
        return replace(action, owners=split_owners(m[1], known))
    if (m := _STATUS.fullmatch(text)) and (progress := read_status(m[1])):
        narrative = progress.narrative or action.narrative
        return replace(action, status=progress.status, status_text=progress.words, narrative=narrative)
    return None


def sentence_for(owner: str, text: str) -> str:
    """The sentence of a paragraph that gives an owner a task ("AB to write"), else its last sentence."""
    sentences = re.split(r"(?<=[a-z\d)][.!?])\s+(?=[A-Z])", text)
    return next((s for s in sentences if re.match(rf"{re.escape(owner)}\s+(?:to|will)\b", s)), sentences[-1])
