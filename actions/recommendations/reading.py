"""A pasted list of recommendations, read into one entry for each.

What opens an entry is the strongest mark that the text has: labels ("Recommendation 7:", "Offer 3 –", "R7"), numbers,
letters, roman numerals, bullets; where it has none, or where paragraphs outnumber the bullets, every paragraph is an entry.
Weaker marks within an entry (a, b, c under 7) stay lines of it: what is answered is the whole. Every line goes to an entry or to the
list of those left over: headings between, words before the first, page numbers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from actions.recommendations.lines import Line, lines_of, squeeze

STYLES = ("label", "single", "decimal", "letter", "roman", "bullet")
_TO_LINE = re.compile(r"(?:to|for|addressed to)\s*:\s*(?P<to>\S.*)", re.IGNORECASE)
_TO_AT_END = re.compile(
    # Whether there is a letter is asked ahead: between two stars it would be looked for again from every place before it.
    r"(?P<text>.*\S)\s*(?:[(\[](?:[Ff]or|[Tt]o)(?:\s*:\s*|\s+)(?P<a>(?=[^()\[\]\n]*\w)[^()\[\]\n]+)[)\]]"
    r"|[ \n](?:To|For)\s*:\s*(?P<b>(?=[^:.\n]*\w)[^:.\n]+))[.;]?",
    re.DOTALL,
)
_BEFORE, _HEADING, _PAGE, _EMPTY, _BETWEEN = (
    "before the first",
    "a heading",
    "a page number",
    "a number without words",
    "between two entries",
)


@dataclass(frozen=True, slots=True)
class Found:
    """One recommendation as printed."""

    number: str
    kind: str
    """What its label calls it: "recommendation", "offer", or ""."""
    text: str
    """Lines apart by line breaks, each with single blanks."""
    to: str = ""
    """To whom, in the words at its end; not in ``text``."""
    lines: tuple[int, ...] = field(default=(), compare=False)
    whole: str = field(default="", compare=False)
    """``text`` with the words that say to whom, for where they name nobody."""


@dataclass(frozen=True, slots=True)
class Left:
    """A line that is no part of any entry, with why, and after how many entries it stood."""

    line: int
    text: str
    why: str
    after: int


@dataclass(frozen=True, slots=True)
class Reading:
    rows: tuple[Found, ...]
    left: tuple[Left, ...]


@dataclass(slots=True)
class _Entry:
    number: str = ""
    kind: str = ""
    parts: list[str] = field(default_factory=list)
    to: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    is_cut: bool = False

    def add(self, line: Line, text: str, *, joined: bool = False) -> None:
        if joined and self.parts:
            last = self.parts[-1]
            glue = "" if self.is_cut or (re.search(r"\w-$", last[-2:]) and text[:1].islower()) else " "
            self.parts[-1] = last + glue + text
        elif text:
            self.parts.append(text)
        self.lines.append(line.at)
        self.is_cut = line.is_cut


def read_list(text: str) -> Reading:
    lines = lines_of(text)
    written = [line for line in lines if line.text]
    style = _style(lines)
    gaps = {line.at for before, line in pairwise(lines) if line.text and not before.text}
    walk = _Walk(written, gaps, style)
    for n in range(len(written)):
        walk.take(n)
    return walk.reading()


def _style(lines: list[Line]) -> str:
    """The marks that open entries; "" where paragraphs are the entries."""
    marks = Counter(line.mark.style for line in lines if line.mark)
    style = next((one for one in STYLES if marks[one]), "")
    if style == "single" and marks["decimal"] > marks["single"]:
        style = "decimal"
    if style in ("letter", "roman", "bullet"):
        gap, paragraphs = True, 0
        for line in lines:
            if line.text and gap and not line.mark and not line.is_like_heading and not line.text.endswith(":"):
                paragraphs += 1
            gap = not line.text
        if paragraphs > marks[style]:
            return ""
    return style


class _Walk:
    """Goes through the lines once; keeps the entry that is open."""

    def __init__(self, lines: list[Line], gaps: set[int], style: str) -> None:
        self.lines, self.gaps, self.style = lines, gaps, style
        self.entries: list[_Entry] = []
        self.left: list[tuple[Line, str, int]] = []
        self.entry: _Entry | None = None
        opening = [line.indent for line in lines if line.mark and line.mark.style == style]
        self.base = min(opening, default=0)
        alone = [n for n in range(len(lines)) if self._is_alone(n)]
        like = [n for n in alone if lines[n].is_like_heading]
        paragraphs = [line for n, line in enumerate(lines) if not line.mark and (n == 0 or not gaps or line.at in gaps)]
        # A list of short ideas without stops is no list of headings.
        self.short_entries = not style and 2 * len(like) > len(paragraphs)

    def take(self, n: int) -> None:
        line = self.lines[n]
        gap = n == 0 or line.at in self.gaps
        if line.is_page:
            self._leave(line, _PAGE)
        elif self._opens(n, gap=gap):
            self._open(line)
        elif self._is_heading(n, gap=gap):
            self._leave(line, _HEADING)
            self.entry = None
        elif self.entry is None:
            self._leave(line, _BETWEEN if self.entries else _BEFORE)
        elif to := _TO_LINE.fullmatch(line.text):
            self.entry.to.append(to["to"])
            self.entry.lines.append(line.at)
        elif line.mark:
            self.entry.add(line, _as_printed(line))
        elif gap and self.style == "bullet" and line.indent <= self.base:
            self._leave(line, _BETWEEN)
        else:
            self.entry.add(line, line.text, joined=not gap)

    def _opens(self, n: int, *, gap: bool) -> bool:
        line, mark = self.lines[n], self.lines[n].mark
        if self.style:
            if mark and self.style == "letter" and mark.style == "roman":
                return self._is_next_letter(mark.number)
            nested = self.style == "bullet" and line.indent >= self.base + 3
            return mark is not None and mark.style == self.style and not nested
        if mark or _TO_LINE.fullmatch(line.text) or self._is_heading(n, gap=gap):
            return False
        return gap or (not self.gaps and self._is_sentence_of_its_own(n))

    def _is_next_letter(self, number: str) -> bool:
        """ "i)" after "h)" is a letter."""
        last = self.entries[-1].number if self.entries else ""
        return len(number) == len(last) == 1 and ord(number) == ord(last) + 1

    def _is_sentence_of_its_own(self, n: int) -> bool:
        """Where no blank lines part paragraphs."""
        return n == 0 or self.lines[n - 1].ends_sentence or not self.lines[n].text[0].islower()

    def _is_alone(self, n: int) -> bool:
        """A paragraph of one line, where blank lines part them."""
        if not self.gaps:
            return True
        starts = n == 0 or self.lines[n].at in self.gaps
        return starts and (n + 1 == len(self.lines) or self.lines[n + 1].at in self.gaps)

    def _is_heading(self, n: int, *, gap: bool) -> bool:
        line = self.lines[n]
        if line.is_heading:
            return True
        if not line.is_like_heading or (self.style and line.indent >= self.base + 2):
            return False
        if not self.style:
            return not self.short_entries and self._is_alone(n) and n + 1 < len(self.lines)
        if self.entry is not None and not self.entry.parts:
            return False
        before = self.lines[n - 1] if n else None
        follows = self._next_is_entry(n)
        return follows and (gap or before is None or before.ends_sentence or before.is_like_heading)

    def _next_is_entry(self, n: int) -> bool:
        """After it, and at most two more lines like it, an entry opens."""
        for line in self.lines[n + 1 : n + 4]:
            if line.mark and line.mark.style == self.style:
                return True
            if not line.is_like_heading:
                return False
        return False

    def _open(self, line: Line) -> None:
        mark = line.mark if self.style else None
        self.entry = _Entry(mark.number, mark.kind) if mark else _Entry()
        self.entry.add(line, mark.rest if mark else line.text)
        self.entries.append(self.entry)

    def _leave(self, line: Line, why: str) -> None:
        self.left.append((line, why, len(self.entries)))

    def reading(self) -> Reading:
        rows: list[Found] = []
        texts = {line.at: line for line in self.lines}
        left = [(line, why, after) for line, why, after in self.left]
        for n, entry in enumerate(self.entries):
            if entry.parts:
                rows.append(_found(entry))
            else:
                left += [(texts[at], _EMPTY, n) for at in entry.lines]
        kept_before = list(accumulate((bool(entry.parts) for entry in self.entries), initial=0))
        return Reading(
            tuple(rows),
            tuple(
                Left(line.at, line.text, why, kept_before[after])
                for line, why, after in sorted(left, key=lambda one: one[0].at)
            ),
        )


def _as_printed(line: Line) -> str:
    """A mark within an entry, as printed; bullets are made alike."""
    return f"• {line.mark.rest}" if line.mark and line.mark.style == "bullet" else line.text


def _found(entry: _Entry) -> Found:
    text, to = "\n".join(entry.parts), [squeeze(words).rstrip(" .;,") for words in entry.to]
    whole = "\n".join([text, *(f"To: {words}" for words in to)])
    while m := _TO_AT_END.fullmatch(text):
        text = m["text"].rstrip()
        to.insert(0, squeeze(m["a"] or m["b"]).rstrip(" .;,"))
    return Found(entry.number, entry.kind, text, "; ".join(words for words in to if words), tuple(entry.lines), whole)


def write_list(rows: Iterable[Found]) -> str:
    """A text that reads as these rows."""
    return "\n\n".join(_written(row) for row in rows)


def _written(row: Found) -> str:
    label = f"{(row.kind or 'recommendation').capitalize()} {row.number}".strip()
    parts = row.text.split("\n")
    lines = [f"{label}: {parts[0]}", *(f"\n    {part}" for part in parts[1:])]
    return "\n".join([*lines, *([f"    To: {row.to}"] if row.to else [])])
