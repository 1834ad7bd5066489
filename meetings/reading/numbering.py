"""The number that opens a line: "8.", "8.2", "8.2.1", "(iv)", "b)", "Item 3:", "88/19", "AB(5)2"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ITEM = re.compile(r"(?:agenda\s+)?item\s+(?:no\.?\s*)?(\d{1,3})\s*(?:[:.)–-]\s*|\s+)(.+)", re.IGNORECASE | re.DOTALL)
_DECIMAL = re.compile(r"(\d{1,3}(?:\.\d{1,3}){1,5})[.):]?\s+(.+)", re.DOTALL)
_LOOSE_DECIMAL = re.compile(r"(\d{1,3}(?:\.\d{1,3}){2,5})[.):]?(\D.*)", re.DOTALL)
_SINGLE = re.compile(r"(?:(\d{1,3})([.):])\s*|\((\d{1,3})(\))\s*|(\d{1,3})(\t|\s{2,}|(?=\s[A-Z])))(\S.*)", re.DOTALL)
_ROMAN = re.compile(r"(?:([ivxIVX]{1,6})([.)]{1,2})\s*|\(([ivxIVX]{1,6})(\))\s*)(\S.*)", re.DOTALL)
_LETTER = re.compile(r"(?:([a-zA-Z])([.)])\s+|\(([a-z])(\))\s*)(\S.*)", re.DOTALL)
_PAPER = re.compile(
    r"((?=[^\s]{0,12}\d)[A-Z]{1,5}[(/]\d{1,4}[)/]?[\w./-]{0,8}|\d{1,4}/\d{2,4}(?:/\d{1,3})?)[.:]?\s+(.+)", re.DOTALL
)
_TIME = re.compile(r"(?:[ap]\.?m\b|hrs?\b|hours\b|[-–]\s*\d|to\s\d|noon\b|%|million\b|FTE\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Numbered:
    """A line's number as printed, without its punctuation; `rest` is the line after it.

    `depth` counts the parts of a decimal ("8.2.1" is 3); it is 1 for every other kind. `style` tells lists
    apart: two lines with different styles do not belong to one sequence. `value` is the last part as an
    integer, 0 where it has none.
    """

    label: str
    depth: int
    style: str
    value: int
    rest: str


def numbered(text: str) -> Numbered | None:
    """The number that opens `text`, if one does and words follow it."""
    if not text or not (text[0].isalnum() or text[0] == "("):
        return None
    head = text[:40]
    if head[:6].lower().startswith(("item", "agenda")) and (m := _ITEM.match(text)):
        return Numbered(m[1], 1, "item", int(m[1]), m[2])
    if text[0].isdigit() or text[0] == "(":
        return _decimal(text) or _single(text) or _marked(text) or _paper(text)
    return _marked(text) or _paper(text)


def _decimal(text: str) -> Numbered | None:
    m = _DECIMAL.match(text) or _LOOSE_DECIMAL.match(text)
    if not m or _TIME.match(m[2]):
        return None
    parts = m[1].split(".")
    if len(parts) == 2 and len(parts[1]) == 2 and int(parts[1]) % 5 == 0 and parts[1] in ("00", "05"):
        return None  # a time: 14.00
    return Numbered(m[1], len(parts), "decimal", int(parts[-1]), m[2].strip())


def _single(text: str) -> Numbered | None:
    m = _SINGLE.match(text)
    if not m:
        return None
    label, mark = (m[1], m[2]) if m[1] else (m[3], "()") if m[3] else (m[5], " ")
    rest = m[7]
    # "10:30", "2.5", "25th": the number belongs to what follows.
    bare = not mark.strip()
    if (mark in ".:" and rest[0].isdigit()) or (bare and _TIME.match(rest)):
        return None
    style = "single" + ("\t" if bare and mark else mark or " ")
    return Numbered(label, 1, style, int(label), rest.strip())


def _marked(text: str) -> Numbered | None:
    m = _ROMAN.match(text)
    if m and (value := roman(m[1] or m[3])):
        return Numbered(m[1] or m[3], 1, "roman", value, m[5].strip())
    m = _LETTER.match(text)
    if m:
        label = m[1] or m[3]
        # "A. Smith" is a person, not an entry.
        if label.isupper() and re.match(r"[A-Z][a-z]+(?:\s|,|$)", m[5]) and m[2] == ".":
            return None
        return Numbered(label, 1, "letter", ord(label.lower()) - 96, m[5].strip())
    return None


def _paper(text: str) -> Numbered | None:
    m = _PAPER.match(text)
    return Numbered(m[1], 1, "paper", 0, m[2].strip()) if m else None


_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10}


def roman(text: str) -> int:
    """The value of a roman numeral up to 39; 0 where it is none."""
    total = 0
    values = [_ROMAN_VALUES[c] for c in text.lower()]
    for at, value in enumerate(values):
        total += -value if at + 1 < len(values) and values[at + 1] > value else value
    return total if 0 < total < 40 else 0
