"""The promise that nothing is lost: whatever is not in the reading is among its unplaced lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from .lines import split_lines
from .markup import MARK, squeeze

_LETTER_BULLET = re.compile(r"^\s*(o)\s+")  # a round bullet that a conversion turned into a letter
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")


def words(text: str) -> list[str]:
    """The words of a text, without case, accents or the shape of an apostrophe."""
    if not text.isascii():
        text = _NOT_ASCII.sub(_without_accents, unicodedata.normalize("NFKD", text)).replace("’", "'")
    return _WORD.findall(text.lower())


def unplaced_lines(text: str, answer: dict[str, Any], furniture: Iterable[str]) -> tuple[str, ...]:
    """The lines of `text` with a word that stands nowhere in `answer`, after the furniture, each once.

    Only what is missing of a line full of HTML is given: its marks, or the text between two of them.
    """
    found = dict.fromkeys(furniture)
    have = set(words("\n".join(_strings(answer))))
    for line in found:
        have.update(words(line))
    for line in split_lines(text):
        if not line or have.issuperset(words(line)):
            continue
        pieces = MARK.split(line) if "<" in line or "&" in line else _LETTER_BULLET.split(line)
        for piece in [*pieces, line]:
            missing = [word for word in words(piece) if word not in have]
            if missing:
                found[squeeze(piece)] = None
                have.update(missing)
    return tuple(found)


def _without_accents(match: re.Match[str]) -> str:
    return "".join(c for c in match[0] if not unicodedata.combining(c))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)
    elif value is not None:
        yield str(value)
