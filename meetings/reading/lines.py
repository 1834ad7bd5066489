"""The document as clean lines: what each says, and how it stood on the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from .markup import html_rows, plain, squeeze

_BREAK = re.compile(r"\r\n|[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_BULLET = re.compile(r"(?:(?:[-*+]|[•·◦▪●■‣–—\uf0b7\uf0a7\uf0d8]|o)(?:[ \t]+|$)|[•◦▪●■\uf0b7\uf0a7\uf0d8])(?=\S|$)")
_STRONG = re.compile(r"(?:\*\*|__)(?:[^*_]|\*(?!\*)|_(?!_))+(?:\*\*|__)[:.]?")
_RULE = re.compile(r"[-=_*~#\s|:+]*$")
_TABLE_RULE = re.compile(r"\|?[\s:|+-]*-{2,}[\s:|+-]*$")
_FENCE = {"---", "+++"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `text` is clean; `source` is as printed; `cells` are those of a table row, else empty.

    `indent` is in columns; `heading` is the level of a Markdown heading, 0 for none; `strong` says that
    the whole line was bold; `bullet` that a list mark was taken off.
    """

    text: str
    source: str
    indent: int = 0
    heading: int = 0
    strong: bool = False
    bullet: bool = False
    cells: tuple[str, ...] = ()

    @property
    def blank(self) -> bool:
        return not self.text


_BLANK = Line("", "")


def split_lines(text: str) -> list[str]:
    """The lines of a text as printed, page breaks counting as line breaks."""
    return _BREAK.split(text)


def read_lines(text: str) -> tuple[list[Line], list[str]]:
    """The lines of a document, and its front matter (the lines between --- or +++ at the very top)."""
    raw = [part for line in split_lines(text.lstrip("\ufeff")) for part in html_rows(line).split("\n")]
    front, raw = _front_matter(raw)
    return list(_without_long_gaps(map(_line, raw))), front


def _without_long_gaps(lines: Iterable[Line]) -> Iterator[Line]:
    """A gap of more than three blank lines says no more than one of three."""
    gap = 0
    for line in lines:
        gap = 0 if line.text else gap + 1
        if gap < 4:
            yield line


def _front_matter(raw: list[str]) -> tuple[list[str], list[str]]:
    first = next((at for at, line in enumerate(raw) if line.strip()), None)
    if first is None or raw[first].strip() not in _FENCE:
        return [], raw
    fence = raw[first].strip()
    for at in range(first + 1, min(len(raw), first + 60)):
        if raw[at].strip() == fence:
            return raw[first + 1 : at], raw[at + 1 :]
    return [], raw


def _line(raw: str) -> Line:
    wide = raw.expandtabs(8) if "\t" in raw[:40] else raw
    indent = len(wide) - len(wide.lstrip())
    body = raw.strip()
    if not body:
        return _BLANK
    if _RULE.match(body):
        return Line("", raw, indent)
    while body.startswith(">"):
        body = body[1:].lstrip()
    heading = _HEADING.match(body)
    if heading:
        body = heading[2]
    bullet = _BULLET.match(body)
    if bullet and not body.startswith("**"):
        body = body[bullet.end() :]
    cells = _cells(body)
    return Line(
        text=_tidy(plain(" ".join(cells) if cells else body)),
        source=raw,
        indent=indent,
        heading=len(heading[1]) if heading else 0,
        strong=bool(_STRONG.fullmatch(body)),
        bullet=bool(bullet),
        cells=tuple(_tidy(plain(cell)) for cell in cells),
    )


def _tidy(text: str) -> str:
    """Tabs and wide gaps stay, because columns are read from them; a dash left hanging at the end goes."""
    text = text.replace("\u00a0", " ").strip()
    return text[:-1].rstrip() if text.endswith((" –", " -", " —")) else text


def _cells(body: str) -> list[str]:
    """The cells of a table row: between bars, or between tabs where the first cell is a number."""
    if _TABLE_RULE.match(body):
        return []
    if body.startswith("|") or " | " in body or body.endswith(" |"):
        return body.removeprefix("|").removesuffix("|").split("|")
    if "\t" in body:
        cells = [cell.strip() for cell in re.split(r"\t+", body)]
        if len(cells) > 2 and re.fullmatch(r"[A-Z]{0,4}[-/]?\d{1,3}([./-]\d{1,3})*[.)]?", cells[0]):
            return cells
    return []


def without_furniture(lines: list[Line]) -> tuple[list[Line], list[str]]:
    """The lines without page numbers and the banners beside them, and what was taken out."""
    kept: list[Line] = []
    taken: list[str] = []
    shapes = Counter(_shape(line) for line in lines if line.text and len(line.text) < 90)
    beside = _beside_page_numbers(lines)
    for line in lines:
        if not line.text:
            kept.append(line)
            continue
        shape = _shape(line)
        banner = shapes[shape] > 1 and (beside[shape] > 1 or _running(line))
        if line.text and (_page_number(line) or banner or _closing(line)):
            taken.append(squeeze(line.text))
            kept.append(replace(line, text="", cells=()))
        else:
            kept.append(line)
    return kept, taken


_END = re.compile(r"\W*(?:ends?|end of (?:the )?(?:minutes|meeting|document|notes))\W*", re.IGNORECASE)
_SIGNATURE = re.compile(
    r"(?=.*(?:signed|signature|date\b|\.{4}|_{3}|…))(?:(?:signed|signature|chair(?:man|woman|person)?|clerk|dated?|parish|minutes|as a (?:true|correct) record|by|the|of|name|print)\b|[\W_])+",
    re.IGNORECASE,
)
_PAGE = re.compile(
    r"(?:page\s+)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|[-–]\s*\d{1,4}\s*[-–]|\d{1,4}\s*\|\s*p\s?a\s?g\s?e"
    r"|page\s+\d{1,4}\s+of\s+\d{1,4}|p\.?\s?\d{1,3}",
    re.IGNORECASE,
)


def _page_number(line: Line) -> bool:
    return len(line.text) < 24 and not line.heading and bool(_PAGE.fullmatch(line.text))


def _closing(line: Line) -> bool:
    """ENDS, or a place to sign."""
    short = len(line.text) < 120 and not (line.cells or line.heading)
    return short and bool(
        _END.fullmatch(line.text)
        or (
            _SIGNATURE.fullmatch(line.text)
            and line.text.count(":") + line.text.count("..") + line.text.count("__") + line.text.count("…") > 1
        )
    )


def _running(line: Line) -> bool:
    """A footer of a page number and, far from it, some words; or a marking such as OFFICIAL on its own."""
    if re.fullmatch(r"(?:\d{1,3}|Page \d{1,3}.{0,8})\s{3,}\S.*|\S.*\S\s{3,}(?:Page\s)?\d{1,3}(?: of \d+)?", line.text):
        return True
    return bool(re.fullmatch(r"(?:UNCLASSIFIED|OFFICIAL|RESTRICTED|CONFIDENTIAL|PROTECT|DRAFT)[A-Z -]*", line.text))


def _shape(line: Line) -> str:
    return re.sub(r"\d+", "#", squeeze(line.text))


def _beside_page_numbers(lines: list[Line]) -> Counter[str]:
    """How often each shape of line stands next to a page number: a banner does on every page."""
    written = [line for line in lines if line.text]
    near: Counter[str] = Counter()
    for at, line in enumerate(written):
        if _page_number(line):
            near.update({_shape(written[k]) for k in (at - 1, at + 1) if 0 <= k < len(written)})
    return near
