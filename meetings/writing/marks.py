"""The marks that a paragraph may hold: ``**strong**``, ``*emphasis*``, ``[words](address)``, addresses, and bullets.

Whatever is not surely a mark is text: ``2 * 3``, the * of a footnote, an unbalanced sign. A mark ends on its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from meetings.reading.typed import BULLETS

MOST_LEVELS = 3
_SCHEME = r"(?:https?://(?=[^\W_])|mailto:(?=[^\s<>()@]{1,200}@))"
_ADDRESS = rf"{_SCHEME}[^\s()<>\"]*(?:\([^\s()<>\"]*\)[^\s()<>\"]*)*"
_MARK = re.compile(
    rf"\[(?P<words>[^\[\]]{{1,400}})\]\((?P<address>{_ADDRESS})\)|(?<![\w/])(?P<bare>{_SCHEME}[^\s<>\"]+)|(?P<stars>\*+)",
    re.IGNORECASE,
)
_STARS = re.compile(r"(?P<stars>\*+)")
_TAGS = {1: ("<em>", "</em>"), 2: ("<strong>", "</strong>"), 3: ("<strong><em>", "</em></strong>")}
_AFTER_ADDRESS = ".,;:!?'’”»…*"
_PAIRS = {")": "(", "]": "["}
_ENTRY = re.compile(rf"(?P<indent>\s*)(?P<sign>[{re.escape(BULLETS)}])\s+(?P<words>\S.*)")
_DOUBTFUL = "*+–—"
"""Signs that open a list only where the line before or after opens with the same one: a footnote has its * too."""
_BREAK = re.compile(r"(\r\n?|[\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029])")


@dataclass(slots=True)
class _Piece:
    """A part of a line as HTML, and as plain words."""

    html: str
    words: str


@dataclass(slots=True)
class _Entry:
    """A bullet, how far it is set in, and its lines."""

    indent: int
    lines: list[str]


@dataclass(slots=True)
class _Block:
    """Lines that belong together, or the entries of a list."""

    lines: list[str] = field(default_factory=list)
    entries: list[_Entry] = field(default_factory=list)


def with_marks(text: str) -> SafeString:
    """The text as HTML of paragraphs, line breaks, lists, links and emphasis; everything else is escaped. Never raises."""
    html = "\n".join(
        _list(block.entries) if block.entries else f"<p>{_lines(block.lines)}</p>" for block in _blocks(text)
    )
    return mark_safe(html)  # noqa: S308  # every word was escaped, every address has a scheme that runs nothing


def without_marks(text: str) -> str:
    """The text with the words of links and emphasis alone. Lines, bullets and bare addresses stay as typed."""
    if "*" not in text and "](" not in text:
        return text
    return "".join("".join(piece.words for piece in _pieces(line)) for line in _BREAK.split(text))


def _blocks(text: str) -> Iterator[_Block]:
    lines = _BREAK.split(text)[::2]
    entries = _entries(lines)
    block = _Block()
    for line, entry in zip(lines, entries, strict=True):
        if entry and (block.entries or not block.lines):
            block.entries.append(entry)
        elif block.entries and line.strip() and not entry and _indent(line) > block.entries[-1].indent:
            block.entries[-1].lines.append(line.strip())
        else:
            if block.entries or (block.lines and (entry or not line.strip())):
                yield block
                block = _Block()
            if entry:
                block.entries.append(entry)
            elif line.strip():
                block.lines.append(line.strip())
    if block.entries or block.lines:
        yield block


def _entries(lines: list[str]) -> list[_Entry | None]:
    found = [_ENTRY.fullmatch(line) for line in lines]
    signs = ["", *(m["sign"] if m else "" for m in found), ""]
    return [
        _Entry(_indent(m["indent"]), [m["words"].strip()])
        if m and (m["sign"] not in _DOUBTFUL or m["sign"] in signs[at : at + 3 : 2])
        else None
        for at, m in enumerate(found)
    ]


def _indent(line: str) -> int:
    before = line[: len(line) - len(line.lstrip())]
    return len(before.expandtabs(4))


def _list(entries: list[_Entry]) -> str:
    out: list[str] = []
    levels: list[int] = []
    for entry in entries:
        if not levels or (entry.indent > levels[-1] + 1 and len(levels) < MOST_LEVELS):
            out.append('<ul class="govuk-list govuk-list--bullet">')
            levels.append(entry.indent)
        else:
            while len(levels) > 1 and entry.indent < levels[-1]:
                out.append("</li></ul>")
                levels.pop()
            out.append("</li>")
        out.append(f"<li>{_lines(entry.lines)}")
    return "".join([*out, *("</li></ul>" for _ in levels)])


def _lines(lines: list[str]) -> str:
    return "<br>".join("".join(piece.html for piece in _pieces(line)) for line in lines)


def _pieces(line: str, marks: re.Pattern[str] = _MARK) -> list[_Piece]:
    """The line in pieces. A run of stars is text until its like closes it."""
    pieces: list[_Piece] = []
    opened: list[tuple[int, _Piece]] = []
    at = 0
    while found := marks.search(line, at):
        pieces.append(_plain(line[at : found.start()]))
        at = found.end()
        if found["stars"]:
            pieces.append(_plain(found["stars"]))
            _pair(pieces[-1], found, opened)
        elif found["bare"]:
            address = _trimmed(found["bare"])
            at = found.start("bare") + len(address)
            pieces.append(_link(address, [_plain(address)]))
        elif found["words"].strip():
            pieces.append(_link(found["address"], _pieces(found["words"], _STARS), has_words=True))
        else:
            pieces.append(_plain(found[0]))
    pieces.append(_plain(line[at:]))
    return pieces


def _plain(words: str) -> _Piece:
    return _Piece(escape(words), words)


def _link(address: str, inside: list[_Piece], *, has_words: bool = False) -> _Piece:
    html = "".join(piece.html for piece in inside)
    look = "govuk-link rr3-link-in-words" if has_words else "govuk-link"
    return _Piece(
        f'<a class="{look}" href="{escape(address)}" rel="noreferrer nofollow">{html}</a>',
        "".join(piece.words for piece in inside),
    )


def _trimmed(address: str) -> str:
    """An address without the signs of the sentence around it; a bracket is its own where it was opened in it."""
    spare = {close: address.count(close) - address.count(open_) for close, open_ in _PAIRS.items()}
    end = len(address)
    while (last := address[end - 1]) in _AFTER_ADDRESS or spare.get(last, 0) > 0:
        if last in spare:
            spare[last] -= 1
        end -= 1
    return address[:end]


def _pair(piece: _Piece, found: re.Match[str], opened: list[tuple[int, _Piece]]) -> None:
    """Close the run that this one closes, or remember that it may open. At most one of each length is open."""
    line, length = found.string, found.end() - found.start()
    before, after = line[found.start() - 1 : found.start()], line[found.end() : found.end() + 1]
    if length not in _TAGS or (before == after and before):
        return
    place = next((k for k, (open_, _) in enumerate(opened) if open_ == length), None)
    if place is not None and _ends(before) and not _in_word(after):
        opener = opened[place][1]
        opener.html, piece.html = _TAGS[length]
        opener.words = piece.words = ""
        del opened[place:]
    elif _begins(after) and not _in_word(before):
        if place is not None:
            del opened[place]
        opened.append((length, piece))


def _begins(sign: str) -> bool:
    """Whether words may begin with it: "(*)" and "*.txt" hold no emphasis."""
    return bool(sign) and not sign.isspace() and sign not in ")]}>.,;:!?…"


def _ends(sign: str) -> bool:
    return bool(sign) and not sign.isspace() and sign not in "([{<"


def _in_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"
