"""The words a log uses for where an action stands."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .reading import Status

_WORDS = (
    (Status.OPEN, r"in-?complete|not (?:yet )?(?:complete|done|started|actioned|due)(?:d)?|outstanding|open|pending|awaiting|to do|todo|to be (?:done|completed|actioned)|carr(?:y|ied) (?:forward|over)|c/?f(?:wd)?|new|live|remains? open|still open|no progress"),
    (Status.IN_PROGRESS, r"on-?\s?going|in[- ]progress|in hand|under ?way|on track|progressing|part(?:ly|ially)[ -](?:complete[d]?|done)|started|in train|active|work in progress|wip|being progressed"),
    (Status.DELAYED, r"delayed|deferred|postponed|on hold|overdue|slipped|paused|late|parked"),
    (Status.NO_LONGER_NEEDED, r"superseded|no longer (?:needed|required|relevant|applicable)|cancelled|canceled|withdrawn|dropped|not (?:required|needed|applicable)|n/a|abandoned|removed|obsolete|rejected|redundant"),
    (Status.COMPLETE, r"completed?|done|closed?|discharged|actioned|resolved|finished|achieved|fulfilled|implemented|✓|✔|☑|yes"),
)  # fmt: skip
_ANY = "|".join(f"(?P<{status.name}>{words})" for status, words in _WORDS)
_LEADING = re.compile(rf"\W{{0,2}}(?:(?:now|still|action|status|this action (?:is|was)|this is|this has been|has been|all|both)\s*:?\s+)?(?:{_ANY})(?!\w)(?P<more> (?:and|&|/) (?:thus )?closed)?", re.IGNORECASE)  # fmt: skip
_SUFFIX = re.compile(
    rf"(?:\s[-–—]+\s?|[.;)]?\s*[-–—]\s|\s?\((?=[^()]*\)$)|:\s|\.\s)(?P<said>(?:still )?(?:{_ANY})(?!\w)[^.;()]{{0,60}})[.)]?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Progress:
    """A status, the document's own word for it, and whatever else was said."""

    status: Status
    words: str
    narrative: str | None


def read_status(text: str) -> Progress | None:
    """The status that opens a text: "Ongoing – to be picked up next time". None where none does."""
    m = _LEADING.match(text)
    if not m:
        return None
    rest = text[m.end() :].lstrip(" –—-:.,;").strip()
    return Progress(_status(m), text[: m.end()].strip(" –—-:"), rest or None)


def status_suffix(text: str) -> tuple[str, Progress] | None:
    """A task with its status after a dash or in brackets, "Write to the owner - done": the task, and the status."""
    if len(text) > 2000:
        return None
    m = _SUFFIX.search(text, max(0, len(text) - 120))
    if not m or not text[: m.start()].strip():
        return None
    said = m["said"].strip()
    return text[: m.start()].rstrip(), Progress(_status(m), said, None)


def _status(m: re.Match[str]) -> Status:
    return next(status for status in Status if m.groupdict().get(status.name))
