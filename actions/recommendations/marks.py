"""The mark that opens an entry of a list: "Recommendation 7:", "Offer 3 –", "R7", "7.", "(7)", "3.2", "b)", "iv.", "•"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBER_OF = r"\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?|[ivx]{1,5}|[a-zA-Z]"
_LABEL = re.compile(
    rf"(?P<word>recommendation|proposal|suggestion|idea|offer)(?:\s+no\.?|\s+number)?(?:\s*(?P<number>{_NUMBER_OF})(?![\w]))?"
    r"(?P<mark>\s*[:.)]\s*|\s*[–—-]\s+|\s+|$)(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_SHORT = re.compile(r"(?P<word>[RO])\s?(?P<number>\d{1,3}[a-z]?)(?:\s*[:.)]|\s*[–—-])?\s+(?P<rest>\S.*)", re.DOTALL)
_DECIMAL = re.compile(
    r"(?P<number>\d{1,2}(?:\.\d{1,2}){1,3}[a-z]?)[.):]?\s+(?P<rest>[^\W\d_a-z].*|[(“‘\"'].*)", re.DOTALL
)
_SINGLE = re.compile(
    r"(?:\((?P<a>\d{1,3}[a-z]?)\)\s*|(?P<b>\d{1,3}[a-z]?)(?:[.):](?!\d)\s*|\s*[–—-]\s+(?!\d)|\t\s*|\s{2,}(?=\D)))(?P<rest>.*)",
    re.DOTALL,
)
_LETTER = re.compile(r"(?:\((?P<a>[a-zA-Z])\)\s*|(?P<b>[a-zA-Z])[.)]\s+)(?P<rest>\S.*)", re.DOTALL)
_ROMAN = re.compile(r"(?:\((?P<a>[ivx]{1,5})\)\s*|(?P<b>[ivx]{1,5})[.)]\s+)(?P<rest>\S.*)", re.DOTALL)
_BULLET = re.compile(
    r"(?:[-*+–—]\s+|[•◦▪●■‣·\uf0b7\uf0a7\uf0d8]\s*|o\s+(?=[A-Z]))(?P<rest>\S.*)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Mark:
    """``style`` tells lists apart: label, single, decimal, letter, roman, bullet. ``kind`` is what a label calls it, or ""."""

    style: str
    number: str
    rest: str
    kind: str = ""


def mark_of(text: str) -> Mark | None:
    """The mark that opens a line, if one does."""
    return _label(text) or _numbered(text) or _lettered(text) or _bullet(text)


def _label(text: str) -> Mark | None:
    if m := _SHORT.match(text):
        return Mark("label", m["number"], m["rest"], "offer" if m["word"] == "O" else "recommendation")
    m = _LABEL.match(text)
    if not m:
        return None
    number, mark, rest = m["number"] or "", m["mark"].strip(), m["rest"]
    # "Offer a place", "Offer 3 places", "Recommendation of the group": words of a sentence.
    if mark:
        says = bool(number) or mark == ":"
    else:
        says = bool(number) and number[0].isdigit() and (not rest or rest[0].isupper())
    if not says:
        return None
    return Mark("label", number, rest, "offer" if m["word"].lower() == "offer" else "recommendation")


def _numbered(text: str) -> Mark | None:
    if m := _DECIMAL.match(text):
        return Mark("decimal", m["number"], m["rest"])
    m = _SINGLE.match(text)
    return Mark("single", m["a"] or m["b"], m["rest"]) if m else None


def _lettered(text: str) -> Mark | None:
    for style, pattern in (("roman", _ROMAN), ("letter", _LETTER)):
        if m := pattern.match(text):
            return Mark(style, m["a"] or m["b"], m["rest"])
    return None


def _bullet(text: str) -> Mark | None:
    m = _BULLET.match(text)
    return Mark("bullet", "", m["rest"]) if m else None
