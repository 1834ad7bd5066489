"""Which blocks are headings: by Markdown, by a sequence of numbers, by bold, or by standing short and alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .blocks import Block, starts_anew
from .sequences import item_sequence
from .titles import has_verb, is_known, is_wrapper, title_and_text, title_like

_CLOSED = re.compile(r"\bmeeting\b.{0,40}\b(?:closed|ended|concluded|adjourned|finished)\b", re.IGNORECASE)
_AGENDA = re.compile(r"(?:draft )?agenda:?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heading:
    """Block `at` opens an item, `depth` deep; `rest` is what its line says after the title."""

    at: int
    number: str | None
    title: str
    depth: int
    rest: str = ""


def find_headings(blocks: list[Block], start: int) -> tuple[list[Heading], int]:
    """The headings from block `start` on, and the end of the minutes: the first block of an agenda printed after them."""
    sequence = item_sequence(blocks)
    top = {at: _opened(blocks[at], at) for at in sequence.items if at >= start}
    marked = [at for at, block in enumerate(blocks) if block.first.heading and at >= start]
    if len(marked) > 2 and len(marked) >= len(top):
        return _by_markdown(blocks, marked), len(blocks)
    end = _end(blocks, max(top, default=-1), sequence.others)
    found = dict(top)
    for heading in _by_look(blocks[:end], start, top):
        found.setdefault(heading.at, heading)
    return [found[at] for at in sorted(found)], end


def _opened(block: Block, at: int) -> Heading:
    title, rest = title_and_text(block.body, strong=block.first.strong)
    return Heading(at, block.number.label if block.number else None, title, 1, rest)


def _end(blocks: list[Block], last: int, others: tuple[tuple[int, ...], ...]) -> int:
    """Where the minutes end and an agenda, with the same numbers over nothing, begins."""
    if last < 0:
        return len(blocks)
    after = min((run[0] for run in others if run[0] > last), default=len(blocks))
    if after < len(blocks):
        words = (at for at in range(last + 1, after) if _AGENDA.fullmatch(blocks[at].text))
        after = next(words, after)
    return after


def _by_markdown(blocks: list[Block], marked: list[int]) -> list[Heading]:
    """Markdown's own headings; depth counts the headings above, for documents that start at ##."""
    found: list[Heading] = []
    above: list[int] = []
    for at in marked:
        block = blocks[at]
        above = [level for level in above if level < block.first.heading]
        if is_wrapper(block.body):
            continue
        above.append(block.first.heading)
        number = block.number.label if block.number else None
        found.append(Heading(at, number, block.body.rstrip(" :"), min(len(above), 3)))
    return found


def _by_look(blocks: list[Block], start: int, top: dict[int, Heading]) -> Iterator[Heading]:
    """Headings besides the numbered ones: bold, known names, short lines on their own, (i) and (a).

    Read from the end, because a short line may stand over another heading.
    """
    first = min(top, default=len(blocks)) if len(top) > 1 else len(blocks)
    closed = next((at for at, block in enumerate(blocks) if _CLOSED.search(block.text) and at > first), len(blocks))
    later: int | None = None
    for at in range(len(blocks) - 1, start - 1, -1):
        if at in top or blocks[at].cells:
            later = at if at in top else None
            continue
        after = blocks[at + 1] if at + 1 < len(blocks) else None
        depth = _depth(
            blocks[at], after, inside=at > first, over=later == at + 1 and at + 1 not in top, closed=at > closed
        )
        if depth and not (at + 1 in top and not is_known(blocks[at].body)):
            number = blocks[at].number
            later = at
            yield Heading(at, number.label if number else None, blocks[at].body.rstrip(" :"), depth)
        else:
            later = None


def _depth(block: Block, after: Block | None, *, inside: bool, over: bool, closed: bool) -> int:
    """How deep a heading this block is; 0 for none. `inside`: under a numbered item; `over`: over another heading."""
    text = block.body
    strong = block.first.strong or _capitals(text)
    if not title_like(text, strong=strong):
        return 0
    if block.number:
        return 0 if closed else _numbered_depth(block, after, inside=inside)
    if is_known(text) and not block.first.bullet:
        # "Actions:" inside an item labels the lines under it.
        if (
            inside
            and text.endswith(":")
            and not block.first.strong
            and re.match(r"(?:new |agreed )?actions?\b", text, re.IGNORECASE)
        ):
            return 0
        return 1 if block.gap or strong or not inside else 2
    if starts_anew(block.first) or after is None or closed:
        return 0
    if strong and len(text) < 80 and (block.first.strong or block.gap):
        return 2 if inside else 1
    if text.endswith((".", "?", "!")) or not (
        (over and block.first.bullet) or _stands_over(block, after, inside=inside)
    ):
        return 0
    if inside:
        return _inside_depth(block, after)
    return 1 if block.gap and not block.first.bullet else 0


def _inside_depth(block: Block, after: Block) -> int:
    """A short line within a numbered item: a bullet over paragraphs, or a line pressed against the text under it."""
    if block.first.bullet:
        return 0 if after.first.bullet else 2
    return 0 if block.gap and after.gap else 2


def _capitals(text: str) -> bool:
    """ "DECLARATIONS OF INTEREST"; a line of initials and figures is none."""
    return text.isupper() and len(text) < 80 and len(re.findall(r"[A-Z]{4,}", text)) > 1


def _stands_over(block: Block, after: Block, *, inside: bool) -> bool:
    """A short line over a paragraph or a list."""
    text = block.text
    if len(text.split()) > 9 or len(text) > 70 or (text.endswith(":") and not block.first.bullet):
        return False
    if after.first.bullet or after.number:
        return block.gap and not block.first.bullet and (after.gap or not inside)
    longer = len(after.text) > len(text) or (block.gap and not inside)
    return len(after.text) > 90 or (after.text.endswith(".") and longer)


def _numbered_depth(block: Block, after: Block | None, *, inside: bool) -> int:
    """ "2.1 Review" or "iv) Website" over its own text, within a numbered item."""
    number = block.number
    if number is None or not inside or after is None:
        return 0
    text, words = number.rest, len(number.rest.split())
    if number.style == "decimal":
        under = after.number is None or after.number.depth > number.depth
        short = words < 9 and not text.endswith((".", ":", ";")) and not has_verb(text)
        return number.depth if number.depth < 4 and (block.first.strong or (short and under)) else 0
    if number.style in ("roman", "letter") and words < 13 and not text.endswith((".", ";", ",")) and not has_verb(text):
        listed = after.number is not None and after.number.style == number.style
        return 2 if block.first.strong or (not listed and len(after.text) > 12 and not after.first.bullet) else 0
    return 0
