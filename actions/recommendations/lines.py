"""A pasted text as clean lines: without what Word and the web put between the words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from actions.recommendations.marks import Mark, mark_of
from meetings.reading.lines import split_lines

_HIDDEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00]")
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_PAGE = re.compile(r"(?:page\s+)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|[-–—]\s*\d{1,4}\s*[-–—]", re.IGNORECASE)
_ENDS = (".", ";", "!", "?", ",", ":")
SOFT_HYPHEN = "\u00ad"
LONGEST_HEADING, WORDS_IN_HEADING = 90, 12


@dataclass(frozen=True, slots=True)
class Line:
    """``at`` is its place in the text, ``text`` its words with single blanks between them."""

    at: int
    text: str
    indent: int = 0
    mark: Mark | None = None
    is_heading: bool = False
    """Said to be one: by Markdown."""
    is_cut: bool = False
    """A soft hyphen ended it: the word goes on in the next."""

    @property
    def is_page(self) -> bool:
        return bool(_PAGE.fullmatch(self.text))

    @property
    def ends_sentence(self) -> bool:
        return self.text.rstrip("”’\"')]").endswith((".", ";", "!", "?"))

    @property
    def is_like_heading(self) -> bool:
        """Short, begun by a capital or a digit, and without a stop at its end."""
        return self.is_heading or (
            not self.mark
            and len(self.text) <= LONGEST_HEADING
            and len(self.text.split()) <= WORDS_IN_HEADING
            and not self.text[0].islower()
            and not self.text.rstrip("”’\"')]").endswith(_ENDS)
        )


def lines_of(text: str) -> list[Line]:
    """All lines of the text; blank ones have no words."""
    return [_line(at, raw) for at, raw in enumerate(split_lines(text))]


def _line(at: int, raw: str) -> Line:
    bare = _SPACES.sub(" ", _HIDDEN.sub("", raw)).replace("**", "")
    is_cut = bare.rstrip().endswith(SOFT_HYPHEN)
    bare = bare.replace(SOFT_HYPHEN, "").expandtabs(4) if "\t" not in bare.strip() else bare.replace(SOFT_HYPHEN, "")
    wide = bare.expandtabs(4)
    indent = len(wide) - len(wide.lstrip())
    body = bare.strip()
    hashes = re.match(r"(?:#{1,6}(?:\s+|$))+", body)
    if hashes:
        body = body[hashes.end() :]
    mark = mark_of(body) if body else None
    if mark:
        mark = Mark(mark.style, mark.number, squeeze(mark.rest), mark.kind)
    words = squeeze(body)
    return Line(at, words, indent, mark, bool(hashes) and not mark, is_cut)


def squeeze(text: str) -> str:
    return " ".join(text.split())
