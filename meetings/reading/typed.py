"""The text of an agenda item as somebody types it: paragraphs by blank lines, every word and mark kept as typed.

A document has been through a converter, so its lines are joined, cleaned of marks and told apart by look.
Typed text means what it says: only what a paragraph records is read, by the same rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from .actions import labelled_action
from .blocks import Block
from .cast import Cast
from .lines import Line, split_lines
from .markup import plain, squeeze
from .paragraphs import ItemReader
from .reading import Paragraph, ReadAction
from .sections import section_of

_TAB = 4
_DEEPER = 2  # columns: a slip of one blank is no level
_SPACES = " \t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u202f\u205f\u3000\ufeff"
_UNWANTED = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
BULLETS = "-*+•·◦▪●■‣–—"
_BULLET = re.compile(rf"[{re.escape(BULLETS)}]\s+(?=\S)")
_OPENS = re.compile(r"(?:decisions?(?:\s+\d{1,3})?|resolved|agreed)\s?:\s*\S", re.IGNORECASE)
_BLANK = ("", 0)


@dataclass(frozen=True, slots=True)
class TypedText:
    """What was typed: its paragraphs, each verbatim, and the actions that they record."""

    paragraphs: tuple[Paragraph, ...] = ()
    actions: tuple[ReadAction, ...] = ()


def read_typed(
    text: str, *, item_number: str = "", meeting: date | None = None, known: Iterable[str] = ()
) -> TypedText:
    """The paragraphs of the text of one agenda item, and the actions in them. Never raises, never loses a word.

    Paragraphs stand apart by blank lines; a line inside one that opens with "Action:" or "Decision:" begins another.
    The level is 2, or 3 where the paragraph is set in; a number under ``item_number`` ("8.2.1", or "8." for the
    item's own text) says it too and is not part of the text, for numbers are counted, not typed. ``meeting`` is the
    day from which the year of "by 3 May" is told, and ``known`` holds names that may own an action.
    """
    cast = Cast(meeting, frozenset(name.casefold() for name in known))
    reader = ItemReader(section_of(""), cast)
    paragraphs: list[Paragraph] = []
    for number, level, words in _split(text, item_number):
        _read(reader, number, level, words)
        paragraphs.append(replace(reader.paragraphs[-1], number=number, level=level, text=words))
    return TypedText(tuple(paragraphs), tuple(reader.actions))


def _read(reader: ItemReader, number: str | None, level: int, words: str) -> None:
    """The paragraph as the reader's rules see it: one line, without marks; details on lines of their own after it."""
    first, *others = words.split("\n")
    bullet = _BULLET.match(first)
    body = squeeze(plain(first[bullet.end() :] if bullet else first))
    lines = [squeeze(plain(line)) for line in others]
    details: list[str] = []
    while lines and reader.is_detail(lines[-1]):
        details.insert(0, lines.pop())
    body = squeeze(" ".join([body, *lines])) or words
    reader.read(Block(body, 0, Line(body, words, bullet=bool(bullet))), level=level, number=number)
    for detail in details:
        reader.take_detail(detail)


def _split(text: str, item_number: str) -> Iterator[tuple[str | None, int, str]]:
    """Each paragraph's number, level and words."""
    for lines in _chunks(text):
        indent = lines[0][1]
        number, level, first = _numbered(lines[0][0], item_number)
        level = level or (3 if indent >= _DEEPER else 2)
        words = [first, *(" " * max(set_in - indent, 0) + line for line, set_in in lines[1:])]
        yield number, level, "\n".join(words)


def _chunks(text: str) -> Iterator[list[tuple[str, int]]]:
    """The lines of each paragraph, with how far each is set in."""
    chunk: list[tuple[str, int]] = []
    for line in map(typed_line, split_lines(text)):
        if chunk and (line == _BLANK or begins_another(line[0])):
            yield chunk
            chunk = []
        if line != _BLANK:
            chunk.append(line)
    if chunk:
        yield chunk


def typed_line(raw: str) -> tuple[str, int]:
    """The words of a line and how far they are set in; a blank line has neither."""
    words = _UNWANTED.sub(" ", raw).strip(_SPACES)
    if not words:
        return _BLANK
    before = _UNWANTED.sub(" ", raw)
    before = before[: len(before) - len(before.lstrip(_SPACES))]
    return words, len(before.expandtabs(_TAB))


def words_read(text: str) -> str:
    """A paragraph's words on one line, as an action that is read from it says them."""
    return squeeze(" ".join(map(plain, split_lines(text))))


def begins_another(line: str) -> bool:
    """Whether a line inside a paragraph begins a paragraph of its own: one that records an action or a decision."""
    bare = squeeze(plain(line[:200]))
    bullet = _BULLET.match(bare)
    bare = bare[bullet.end() :] if bullet else bare
    return bool(_OPENS.match(bare)) or (":" in bare[:80] and labelled_action(bare) is not None)


def _numbered(line: str, item_number: str) -> tuple[str | None, int, str]:
    """The number that a line opens with, if it is one of this item's; its level, 0 for none; and the words after."""
    if not item_number:
        return None, 0, line
    own = re.escape(item_number)
    m = re.match(rf"(?P<n>{own})(?P<below>(?:\.\d{{1,3}}){{1,5}})?(?P<mark>[.)])?\s+(?P<rest>\S.*)", line, re.DOTALL)
    if not m or not (m["below"] or m["mark"]):
        return None, 0, line
    parts = (m["below"] or "").count(".")
    return m["n"] + (m["below"] or ""), min(parts + 1, 3), m["rest"]


def opens_with_number(line: str, item_number: str) -> bool:
    """Whether the reader would take the first word of a line for its number."""
    return _numbered(line, item_number)[1] > 0
