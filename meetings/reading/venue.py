"""Where a board met."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .dates import find_date
from .markup import squeeze

_LABEL = re.compile(
    r"\b(?:venue|location|place|where|held (?:at|in)|address)\s*[:–-]\s*(.+)", re.IGNORECASE | re.DOTALL
)
_HELD = re.compile(
    r"\bheld\b.{0,50}?\b(?:at|in|via)\s+(?:the\s+)?([A-Z][^.:;]{2,90}?)(?=,? on\b|,? at \d|[.:;]|,? from \d|$)"
)
_LINE = re.compile(
    r"(?:via|held (?:at|in|via|on|by)|at|in|by|on)\s+(?:the\s+)?(?:[A-Z]\w|video|tele|phone|zoom|teams|microsoft|skype|conference|online).{0,90}",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?:room|hall|house|street|road|centre|center|building|suite|hotel|school|library|church|avenue|lane|square|floor|lab|laboratory|zoom"
    r"|microsoft teams|ms teams|skype|video ?call|video ?conference|teleconference|online|virtual(?:ly)?|pavilion|offices?|campus"
    r"|[A-Z]{1,2}\d{1,2}[A-Z]?\s\d[A-Z]{2})\b",
    re.IGNORECASE,
)
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d{1,2}[A-Z]?\s?\d[A-Z]{2}$")
_TIME = r"\d{1,2}(?:[:.]?\d\d)?\s?(?:[ap]m|hrs)?"
_AFTER_DAY = re.compile(rf"^[\s,–-]*(?:from\s+)?(?:at\s+)?(?:{_TIME}(?:\s?[–-]\s?{_TIME})?)?[\s,–-]*")


def find_venue(lines: Sequence[str]) -> str | None:
    """The place that the lines before the attendance name: after a label, else the line that reads as one."""
    for at, line in enumerate(lines):
        if m := _LABEL.search(line[:300]):
            following = lines[at + 1] if at + 1 < len(lines) else ""
            # An address may run over two lines.
            goes_on = m[1].endswith(",") or _POSTCODE.search(following)
            return squeeze(f"{m[1]} {following}" if goes_on else m[1])
        if (m := _HELD.search(line[:300])) and not find_date(m[1]):
            return squeeze(m[1])
    for line in lines[1:]:
        text = squeeze(line)
        if len(text) < 100 and not text.endswith(":") and not find_date(text) and _LINE.fullmatch(text):
            return re.sub(r"^(?:held )?(?:at|in|on|by) (?:the )?(?=\S)", "", text, flags=re.IGNORECASE)
    return next((place for line in lines[1:] if (place := _place(squeeze(line)))), None)


def _place(text: str) -> str | None:
    found = find_date(text)
    rest = _AFTER_DAY.sub("", text[found.end :]).strip(" ,") if found else text
    place = _PLACE.search(rest) or (found and "," in rest and re.match(r"[A-Z]", rest))
    rest = re.sub(r"^(?:held )?(?:at|in) (?:the )?(?=\S)", "", rest, flags=re.IGNORECASE)
    return rest if rest and place and len(rest) < 120 and ":" not in rest else None
