"""The words that label lists of people: "Present:", "Apologies for absence", "Officials present:"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .reading import AttendanceStatus

_PRESENT, _IN, _SORRY, _ABSENT = AttendanceStatus
_SORRY_WORDS = r"apolog(?:y|ies)|regrets|unable to attend|not available|sent apologies"
_ABSENT_WORDS = r"absent|absentees|away|not present|not here|did not attend|missing|absences?"
_IN_WORDS = (
    r"in attendance|also (?:present|attending|in attendance)|others? (?:present|attendees|in attendance)|other attendees|officials|officers"
    r"|guests?|observers?|secretariat|invited|invitees|visitors|staff|support|by invitation|speakers?|presenters?|non-?members"
)
_PRESENT_WORDS = (
    r"present|here|attendees|attendance|attendants|attending|participants|participating|members|panel|in the chair|delegates"
    r"|trustees|governors|councillors|committee members|those present|who was there"
)
_ONE = r"chair(?:man|woman|person)?|minutes(?: by| taken by)?|minute[- ]?taker|note[- ]?taker|scribe|secretary|facilitator|clerk|notes"
_ORDER = ((_SORRY, _SORRY_WORDS), (_ABSENT, _ABSENT_WORDS), (_IN, _IN_WORDS), (_PRESENT, _PRESENT_WORDS))
_FILLER = (
    r"(?:for|from|of|the|and|absence|received|at|this|meeting|list|in|by|with|were|all|were received from|also|other|no|via|zoom|online|remotely"
    r"|people|persons|names?|members?|representatives?|organisations?|apologies|present|attendance|board|committee|parish|invited|voting|non-voting|record|roll|call"
    r"|council|councillors?|trustees|governors|officers?|officials?|staff|guests?|expected|attendees|secretariat|hosts?|day|phone|person)"
)
_ONLY = re.compile(
    rf"(?:{_SORRY_WORDS}|{_ABSENT_WORDS}|{_IN_WORDS}|{_PRESENT_WORDS}|{_FILLER}|[\s/&,()-])+", re.IGNORECASE
)
_LABEL = re.compile(r"([A-Za-z][\w ,/&'’()-]{2,60}?)\s*(?::[-–]?|\s[-–—](?=\s|$)|(?=\t|\s{3,}))\s*(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Label:
    """A label, the status it gives, whether organisations are listed, whether it names one office, and what follows it."""

    words: str
    status: AttendanceStatus
    organisations: bool
    role: str | None
    rest: str


def attendance_label(text: str, *, heading: bool = False) -> Label | None:
    """The label that opens or fills a line.

    With a colon the label may hold a word or two of its own ("Steering group members present:"); alone on a
    line it must be made of the words of attendance only, or a title such as "Members' report" would be one.
    """
    text = text.strip()
    if len(text) > 70 and ":" not in text[:62] and not re.match(r"[A-Za-z ]{4,30}(?:\t|\s{3,}|\s[-–])", text):
        return None
    m = _LABEL.match(text)
    words, rest, marked = (m[1], m[2], True) if m else (text.rstrip(" :"), "", heading)
    if len(words.split()) > 7 or (status := _status(words)) is None:
        return _office(words, rest) if m else None
    pure = bool(_ONLY.fullmatch(words))
    if not pure and not (marked and ":" in text and len(words.split()) < 6 and _ends_in_label(words)):
        return None
    if not marked and not _alone(words):
        return None
    return Label(words, status, "organisation" in words.lower(), _role(words), rest.strip())


def _status(words: str) -> AttendanceStatus | None:
    for status, pattern in _ORDER:
        if re.search(rf"\b(?:{pattern})\b", words, re.IGNORECASE):
            # "Organisations in attendance" are the members themselves.
            if status is _IN and "organisation" in words.lower() and "in attendance" in words.lower():
                return _PRESENT
            return status
    return None


def _ends_in_label(words: str) -> bool:
    every = f"{_SORRY_WORDS}|{_ABSENT_WORDS}|{_IN_WORDS}|{_PRESENT_WORDS}"
    return bool(re.search(rf"\b(?:{every})(?:\s+(?:{every}|{_FILLER}))*$", words, re.IGNORECASE))


def _alone(words: str) -> bool:
    """Bare words that are surely a label without a colon."""
    return bool(
        re.fullmatch(
            rf"(?:(?:members|those|also|councillors|trustees|governors|others|officers|organisations)\s+)?(?:present|in attendance|attendees|attendance|participants|absent)"
            rf"|(?:{_SORRY_WORDS})(?: for absence)?(?: received)?",
            words,
            re.IGNORECASE,
        )
    )


def _role(words: str) -> str | None:
    return "Secretariat" if re.fullmatch(r"(?:the )?secretariat", words, re.IGNORECASE) else None


def _office(words: str, rest: str) -> Label | None:
    """ "Chair: A Person": one office and its holder on a line."""
    m = re.fullmatch(_ONE, words, re.IGNORECASE)
    if not m or not rest or len(rest) > 80:
        return None
    return Label(words, _PRESENT, False, words, rest)
