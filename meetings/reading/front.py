"""The front of a document: which board met, when and where; and when it meets next."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from .dates import Found, find_dates
from .markup import plain, squeeze

_BOARD = re.compile(
    r"\b(?:board|committee|council|group|panel|forum|team|partnership|trust|society|governors|governing body|subcommittee|sub-group|network|association|assembly|commission|taskforce|task force|steering|executive|exec|federation|club|union|consortium|alliance|trustees|directors|foundation|institute|authority|service|college|wg)\b",
    re.IGNORECASE,
)
_NOT_BOARD = re.compile(
    r"(?:(?:draft|final|approved|confirmed|unconfirmed|public)\s+)*(?:(?:minutes|notes?|record|summary|actions?)(?:\s+and\s+(?:actions?|minutes|notes?))?\s+(?:of|from|for)\s+)(?:the\s+|a\s+)?(?:(?:\w+\s+)?meetings?\s+)?(?:no\.?\s*\d+\s*)?(?:of\s+)?(?:the\s+)?(?:held\b.*)?"
    r"|^the\s+(?=[A-Z])",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"[\s,:;–—-]*(?:(?:draft|final)\s+)?(?:(?:note|notes|minutes)\s+of\s+(?:the\s+)?meeting|(?:monthly|quarterly|annual|regular|committee|ordinary|virtual|video)?\s*(?:meeting|meetings|minutes|notes|vtc|teleconference|conference call|telecon|call)(?:\s+(?:minutes|notes|and actions))?(?:\s*(?:#|no\.?\s?)?\s?\d+)?)\s*$",
    re.IGNORECASE,
)
_VENUE_LABEL = re.compile(
    r"(?:venue|location|place|where|held at|held in|address)\s*[:–-]\s*(.+)", re.IGNORECASE | re.DOTALL
)
_VENUE_LINE = re.compile(r"(?:via|held (?:at|in|via|on|by)|at|in|by|on)\s+(?:the\s+)?(?:[A-Z]\w|video|tele|phone|zoom|teams|microsoft|skype|conference|online).{0,90}", re.IGNORECASE)  # fmt: skip
_PLACE = re.compile(
    r"\b(?:room|hall|house|street|road|centre|center|building|suite|hotel|school|library|church|avenue|lane|square|floor|lab|laboratory|zoom|microsoft teams|ms teams|skype|videocall|video call|videoconference|video conference|teleconference|online|virtual(?:ly)?|pavilion|office|offices|campus|[A-Z]{1,2}\d{1,2}[A-Z]?\s\d[A-Z]{2})\b",
    re.IGNORECASE,
)
_HELD = re.compile(r"\b(?:meeting|held|date|minutes|on)\b", re.IGNORECASE)
_OTHER_DAY = re.compile(
    r"\b(?:next|previous|last meeting|approved|published|posted|circulated|updated|version|revised|issued|draft of)\b",
    re.IGNORECASE,
)
_FRONT_FIELD = re.compile(r"\s*\"?(?P<key>\w+)\"?\s*[:=]\s*\"?(?P<value>[^\"]*)\"?")


def front_matter(lines: Iterable[str]) -> dict[str, str]:
    """The fields of a document's front matter, by name in lower case."""
    return {m["key"].lower(): m["value"].strip() for line in lines if (m := _FRONT_FIELD.match(line))}


def find_day(lines: Sequence[str], fields: dict[str, str], body: Sequence[str]) -> date | None:
    """The day of the meeting: from the lines before the first item, else the front matter, else the body.

    A day without a year is the last such day on or before the front matter's date, when there is one.
    """
    published = _first_whole(find_dates(fields.get("date", "")))
    ranked = sorted(
        (bool(_OTHER_DAY.search(line)), not _HELD.search(line) and len(line) > 60, at, found)
        for at, line in enumerate(lines)
        for found in _wrapped(line)
    )
    for other, _, _, found in ranked:
        if not other and (day := found.found.on_or_after(None)):
            return day
    for other, _, _, found in ranked:
        if not other and published:
            return found.found.on_or_before(published)
    title = _first_whole(find_dates(fields.get("title", "")))
    return title or published or _first_whole(f for line in body for f in find_dates(line))


class _Sortable:
    """Keeps a found day out of the comparison of equal ranks."""

    def __init__(self, found: Found) -> None:
        self.found = found

    def __lt__(self, other: _Sortable) -> bool:
        return self.found.start < other.found.start


def _wrapped(line: str) -> Iterable[_Sortable]:
    return (_Sortable(found) for found in find_dates(line[:400]))


def _first_whole(found: Iterable[Found]) -> date | None:
    return next((day for f in found if (day := f.on_or_after(None))), None)


def find_board(lines: Sequence[str], fields: dict[str, str]) -> str | None:
    """The name of the board: the first line of the front that has a word for one, else the first line."""
    candidates = [name for line in [*lines, fields.get("title", "")] if (name := board_name(line))]
    return next((name for name in candidates if _BOARD.search(name)), candidates[0] if candidates else None)


def board_name(line: str) -> str | None:
    """A title line without "Minutes of the" before and "meeting, 3 May" after the name; None where nothing is left."""
    text = squeeze(plain(line))
    if len(text) > 160:
        return None
    text = re.split(r"\s+held\s+(?:on|at|in|via)\b", text, maxsplit=1, flags=re.IGNORECASE)[0]
    for found in reversed(list(find_dates(text))):
        text = text[: found.start] + " " + text[found.end :]
    text = re.sub(r"\b(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?\b(?!\w)", " ", text, flags=re.IGNORECASE)
    text = re.sub(r"\b\d{1,2}[:.]\d\d\s?(?:[ap]m|hrs)?\b|\b\d{1,2}\s?[ap]m\b", " ", text, flags=re.IGNORECASE)
    text = _NOT_BOARD.sub("", squeeze(text)).strip(" ,:;–—-.")
    text = re.sub(r"^(?:meeting|minutes|notes?)\s+(?:of\s+)?(?:the\s+)?", "", text, flags=re.IGNORECASE)
    for _ in range(2):
        text = _TAIL.sub("", text).strip(" ,:;–—-")
    return text if len(re.findall(r"[A-Za-z]", text)) > 2 else None


def find_venue(lines: Sequence[str]) -> str | None:
    """Where the board met: after a label, else the line of the front that reads as a place."""
    for at, line in enumerate(lines):
        if m := _VENUE_LABEL.search(line[:300]):
            following = lines[at + 1] if at + 1 < len(lines) else ""
            more = (
                following
                if m[1].endswith(",") or re.search(r"[A-Z]{1,2}\d{1,2}[A-Z]?\s?\d[A-Z]{2}$", following)
                else ""
            )
            return squeeze(f"{m[1]} {more}")
    for line in lines[1:]:
        text = squeeze(line)
        if len(text) < 120 and not text.endswith(":") and _VENUE_LINE.fullmatch(text):
            return text
    for line in lines[1:]:
        text = _without_dates(squeeze(line))
        if text and len(text) < 120 and _PLACE.search(text) and not _BOARD.search(text) and ":" not in text:
            return text
    return None


def _without_dates(text: str) -> str:
    found = next(find_dates(text), None)
    if found is None:
        return text
    rest = re.sub(
        r"^[\s,–-]*(?:from\s+)?(?:at\s+)?(?:\d{1,2}(?:[:.]?\d\d)?\s?(?:[ap]m|hrs)?(?:\s?[–-]\s?\d{1,2}(?:[:.]?\d\d)?\s?(?:[ap]m|hrs)?)?)?[\s,–-]*",
        "",
        text[found.end :],
    )
    return rest.strip(" ,")


def find_next_meeting(texts: Iterable[str], meeting: date | None) -> date | None:
    """The first day in lines about the next meeting; a day without a year is the first after the meeting.

    A year more than two from the meeting's is a slip, and the day and month are taken.
    """
    for text in texts:
        for found in find_dates(text[:1500]):
            day = found.on_or_after(meeting + timedelta(days=1) if meeting else None)
            if day and meeting and not meeting < day < meeting + timedelta(days=800):
                day = (
                    Found(found.day, found.month, None, 0, 0).on_or_after(meeting)
                    if day.year > meeting.year + 2
                    else None
                )
            if day:
                return day
    return None
