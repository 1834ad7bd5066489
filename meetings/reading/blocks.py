"""Paragraphs out of lines: hard wraps and page breaks joined, each list entry on its own."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field

from .lines import Line
from .markup import squeeze
from .numbering import Numbered, numbered

_SENTENCE_END = re.compile(r"[.!?:;][\"'”’)\]]*$")
_HANGING = re.compile(
    r"(?:,|\b(?:and|or|the|of|to|a|an|for|with|in|on|at|by|from|that|which|as|is|are|was|were|be|this|their|its|our))$"
)
_MARKER = re.compile(
    r"(?:outstanding |previous |agreed |new |open )?actions?(?:\s+points?)?(?:\s+[A-Z]{0,4}[-/]?\d[\w./-]*)?(?:\s+from [^:]{3,40})?\s?[:–-]"
    r"|action\s+(?:[A-Z]{2,4}\b|\d)|decisions?\s?(?:\d+)?\s?:|resolved\s?:|agreed\s?:|due\s?(?:date)?\s?:|owner\s?:|status\s?:|deadline\s?:|note\s?:"
    r"|next meeting\s?:|recommendations?\s?:|date of next",
    re.IGNORECASE,
)  # fmt: skip
_LEAST_WRAP, _MOST_WRAP = 50, 135  # columns: narrower is a list, wider is not wrapped


@dataclass(slots=True)
class Block:
    """One paragraph, heading, list entry or table row, not yet told apart. `at` is the index of its first line."""

    text: str
    at: int
    first: Line
    number: Numbered | None = None
    gap: bool = False
    aside: list[str] = field(default_factory=list)

    @property
    def cells(self) -> tuple[str, ...]:
        return self.first.cells

    @property
    def body(self) -> str:
        """The text without its number."""
        return squeeze(self.number.rest if self.number else self.text)


def make_blocks(lines: list[Line], skip: frozenset[int] = frozenset()) -> list[Block]:
    """The blocks of a document, without the lines in `skip`."""
    width = wrap_width([line for at, line in enumerate(lines) if at not in skip])
    parts: list[list[str]] = []
    blocks: list[Block] = []
    last: Line | None = None
    gap = True
    for at, line in enumerate(lines):
        if line.blank:
            gap = True
            continue
        if at in skip:
            last, gap = None, True
            continue
        if last is not None and _goes_on(last, line, parts[-1][-1], blocks[-1], gap=gap, width=width):
            parts[-1].append(line.text)
        else:
            blocks.append(Block("", at, line, gap=gap))
            parts.append([line.text])
        last, gap = line, False
    for block, texts in zip(blocks, parts, strict=True):
        block.text = " ".join(texts)
        block.number = None if block.cells else numbered(block.text)
    return blocks


def wrap_width(lines: list[Line]) -> int:
    """The column at which the document's lines are wrapped; 0 where they are not."""
    lengths = sorted(
        len(a.source.rstrip())
        for a, b in itertools.pairwise(lines)
        if b.text and not (a.cells or b.bullet or a.heading) and len(a.source) > _LEAST_WRAP and a.text.count(" ") > 5
    )
    if len(lengths) < 3 or lengths[len(lengths) * 3 // 4] > _MOST_WRAP:
        return 0
    return lengths[len(lengths) * 9 // 10]


def _goes_on(last: Line, line: Line, before: str, block: Block, *, gap: bool, width: int) -> bool:
    """Whether `line` is more of the paragraph that `last` was part of."""
    if line.heading or last.heading or line.cells or last.cells or line.bullet or line.strong or last.strong:
        return False
    if starts_anew(line):
        return False
    if gap:
        return _torn(before, line.text)
    if line.text[:1].islower():
        return len(before) > 20 or before.endswith(",")
    if width and len(last.source.rstrip()) > width * 0.8 and not _SENTENCE_END.search(before):
        return True
    room = width - len(last.source.rstrip()) - 1
    return bool(width) and len(line.text.split(maxsplit=1)[0]) > room and len(before) > width // 3


def starts_anew(line: Line) -> bool:
    """Whether a line opens with a mark of its own: a number, or a word such as "Action:"."""
    if _MARKER.match(line.text):
        return True
    number = numbered(line.text)
    if number is None:
        return False
    # "2020 Smith" or "5 April" may open any wrapped line.
    return number.style != "single " or len(number.label) < 3


def _torn(before: str, after: str) -> bool:
    """A sentence broken by a page: it had not ended, and what follows could not have begun one."""
    if len(before) < 40 or _SENTENCE_END.search(before):
        return False
    if _HANGING.search(before):
        return True
    return after[:1].islower() and not _MARKER.match(before) and not re.match(r"[a-z][.)]\s", after)
