"""Which blocks are headings: by Markdown, by a sequence of numbers, by bold, or by standing short and alone."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from .blocks import Block, starts_anew

_LONGEST = 110  # characters of a heading
_MOST_WORDS = 16
# Headings that minutes have under these names whether or not they are marked as headings.
_KNOWN = re.compile(
    r"(?:any other (?:competent )?business|a\.?o\.?b\.?|other business|welcome(?:s)?(?: (?:and|&) (?:introductions?|apologies))?|introductions?"
    r"|apologies(?: for absence)?|matters? arising.{0,40}|minutes of (?:the )?(?:last|previous) meeting|declarations? of interests?"
    r"|(?:new |outstanding |open |ongoing |completed |agreed |previous |summary of |list of |review of )*actions?(?: (?:log|list|points?|items?|summary|table|register|tracker|arising|agreed|(?:from|since) .{3,60}))?"
    r"|decisions?|resolutions?|(?:date|time|details)(?:,? (?:and|&|time|date|venue|place|location))*(?: of)?(?: the)? next .{0,20}meetings?"
    r"|next meetings?|date of next .{0,20}meetings?|close(?: of meeting)?|correspondence|finance|chair(?:man|woman|person)?['’]?s? (?:report|remarks|update)"
    r"|aob (?:and|&) close|open questions|next steps|summary of actions|closing remarks)[:.]?",
    re.IGNORECASE,
)  # fmt: skip
_WRAPPERS = re.compile(
    r"(?:the )?(?:minutes?(?: of (?:the )?meeting)?|discussions?|notes?|meeting|agenda(?: items?)?|items|meeting (?:minutes|notes)|record of discussion)[:.]?",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|said|agreed|asked|noted|reported|thanked|welcomed|explained|confirmed|can|should)\b"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """Block `at` opens an item, `depth` deep."""

    at: int
    number: str | None
    title: str
    depth: int
    rest: str = ""


def is_wrapper(title: str) -> bool:
    """A heading such as "Minutes" or "Discussion" that only stands over the real ones."""
    return bool(_WRAPPERS.fullmatch(title.strip()))


def find_headings(blocks: list[Block]) -> list[Heading]:
    """The headings among `blocks`, in order."""
    top = _sequence(blocks)
    marked = [at for at, block in enumerate(blocks) if block.first.heading]
    if len(marked) > 2 and len(marked) >= len(top):
        return _by_markdown(blocks, marked)
    found = {at: Heading(at, blocks[at].number.label, *_titled(blocks[at])) for at in top}  # type: ignore[union-attr]  # a sequence is of numbered blocks
    for heading in _within(blocks, found, numbered_items=len(found) > 1):
        found.setdefault(heading.at, heading)
    return [found[at] for at in sorted(found)]


def _by_markdown(blocks: list[Block], marked: list[int]) -> list[Heading]:
    found: list[Heading] = []
    above: list[int] = []
    for at in marked:
        block = blocks[at]
        level = block.first.heading
        if (level == 1 and at == marked[0]) or is_wrapper(block.body):
            continue
        above = [other for other in above if other < level] + [level]
        number = block.number.label if block.number else None
        found.append(Heading(at, number, block.body.rstrip(" :"), min(len(above), 3)))
    return found


def title_like(text: str, *, strong: bool = False) -> bool:
    """Whether a text could be a heading by its look: short, capital first, not a sentence."""
    words = text.split()
    if not words or len(text) > _LONGEST or len(words) > _MOST_WORDS or not re.match(r"[A-Z0-9À-Þ\"'“‘(\[e]", text):
        return False
    if text.endswith((";", ",")) or re.search(r"[.?!]\s+[A-Z][a-z]+ [a-z]+ ", text):
        return False
    if text.endswith((".", "?", "!")):
        return (strong or len(words) < 7) and not _VERB.search(text)
    return strong or len(words) < 10 or not _VERB.search(text)


def _titled(block: Block) -> tuple[str, int, str]:
    """Title, depth and what the line says beyond the title ("Budget: the treasurer reported…")."""
    text = block.body
    m = re.match(r"(.{3,70}?)\s*(?:\s--\s|:\s|\s[–-]\s)(?=\S)(.+)", text, re.DOTALL)
    if m and (" -- " in text or not title_like(text, strong=block.first.strong)) and title_like(m[1]):
        return m[1], 1, m[2].strip()
    if not title_like(text, strong=block.first.strong) and (
        m := re.match(r"([^.]{3,80})\.\s+(?=[A-Z])(.+)", text, re.DOTALL)
    ):
        return m[1], 1, m[2].strip()
    return text.rstrip(" :"), 1, ""


def _could_open_item(block: Block) -> bool:
    number = block.number
    if number is None or number.depth > 1 or number.style in ("roman", "letter") or block.cells:
        return False
    if title_like(block.body, strong=block.first.strong):
        return True
    title, _, rest = _titled(block)
    return bool(rest) and title_like(title)


def _sequence(blocks: list[Block]) -> list[int]:
    """The blocks that open numbered items: the run of numbers, in one style, with the most text beneath."""
    runs: list[list[int]] = []
    styles: dict[str, list[int]] = defaultdict(list)
    for at, block in enumerate(blocks):
        if _could_open_item(block):
            styles[block.number.style].append(at)  # type: ignore[union-attr]  # checked above
    for style, found in styles.items():
        runs += _runs(blocks, found) if style != "paper" else [found]
    weights = _weights(blocks, runs)
    best = max(runs, key=lambda run: weights[id(run)], default=[])
    if len(best) < 2:
        return best if best and blocks[best[0]].number.style == "item" else []  # type: ignore[union-attr]
    titles = {blocks[at].body.casefold() for at in best}
    chosen = list(best)
    for run in runs:
        again = sum(blocks[at].body.casefold() in titles for at in run) > len(run) // 3
        apart = run[-1] < best[0] or run[0] > best[-1]
        same = _style(blocks, run) == _style(blocks, best)
        if run is not best and same and apart and not again and weights[id(run)] > weights[id(best)] // 4:
            chosen += run
    return sorted(chosen)


def _style(blocks: list[Block], run: list[int]) -> str:
    number = blocks[run[0]].number
    return number.style if number else ""


def _runs(blocks: list[Block], found: list[int]) -> list[list[int]]:
    """Numbers that rise, parted where they start again at 1; a step back of one or two is a slip."""
    runs: list[list[int]] = []
    last = 0
    for at in found:
        value = blocks[at].number.value  # type: ignore[union-attr]  # numbered by construction
        if not runs or (value <= 1 < last):
            if value > 3:
                continue
            runs.append([])
        elif value > last + 4 or value < last - 2:
            continue
        runs[-1].append(at)
        last = value
    return runs


def _weights(blocks: list[Block], runs: Iterable[list[int]]) -> dict[int, int]:
    """For each run the number of words that stand under its headings, the last of them counted a little way only."""
    sizes = [len(block.text) for block in blocks]
    total = [0]
    for size in sizes:
        total.append(total[-1] + size)
    weights: dict[int, int] = {}
    for run in runs:
        starts = [*run, min(run[-1] + 12, len(blocks))] if run else []
        under = [total[b] - total[a + 1] for a, b in itertools.pairwise(starts)]
        # A list inside one item has no text between its entries; headings do.
        weights[id(run)] = sum(under) + 40 * sum(size > 0 for size in under)
    return weights


def _within(blocks: list[Block], top: dict[int, Heading], *, numbered_items: bool) -> Iterable[Heading]:
    """Headings besides the numbered ones: bold, known names, short lines on their own, (i) and (a)."""
    first = min(top, default=-1)
    for at, block in enumerate(blocks):
        if at in top or block.cells:
            continue
        after = blocks[at + 1] if at + 1 < len(blocks) else None
        inside = numbered_items and at > first
        depth = _depth(block, after, top, at, inside=inside, numbered_items=numbered_items)
        if depth:
            number = block.number.label if block.number else None
            yield Heading(at, number, block.body.rstrip(" :"), depth)


def _depth(
    block: Block, after: Block | None, top: dict[int, Heading], at: int, *, inside: bool, numbered_items: bool
) -> int:
    """How deep a heading this block is; 0 for none."""
    text, strong = block.body, block.first.strong
    if not title_like(text, strong=strong):
        return 0
    if block.number:
        return _numbered_depth(block, after, inside=inside)
    if starts_anew(block.first) and not _KNOWN.fullmatch(text):
        return 0
    if _KNOWN.fullmatch(text) and not block.first.bullet:
        return 1 if block.gap or strong or not inside else 2
    if after is None or at + 1 in top:
        return 0
    if strong and len(text) < 80 and not text.endswith(","):
        return 2 if inside else 1
    if text.endswith((".", "?", "!")) or not _stands_over(block, after):
        return 0
    if inside:
        return 2 if (block.first.bullet and not after.first.bullet) or not (block.gap and after.gap) else 0
    return 1 if block.gap and after.gap and not numbered_items and not block.first.bullet else 0


def _stands_over(block: Block, after: Block) -> bool:
    """A short line over a paragraph or a list."""
    words = len(block.text.split())
    if (
        words > 9
        or len(block.text) > 70
        or (block.text.endswith(":") != block.first.bullet and block.text.endswith(":"))
    ):
        return False
    if after.first.bullet or (after.number and after.gap):
        return after.gap and not block.first.bullet
    return len(after.text) > 90 or (after.text.endswith(".") and len(after.text) > len(block.text) and not after.number)


def _numbered_depth(block: Block, after: Block | None, *, inside: bool) -> int:
    number = block.number
    if number is None or not inside or after is None:
        return 0
    text = number.rest
    if number.style == "decimal":
        short = len(text.split()) < 9 and not text.endswith((".", ":", ";"))
        under = after.number is None or (after.number.depth > number.depth)
        return (
            number.depth
            if number.depth < 4 and (block.first.strong or (short and under and not _VERB.search(text)))
            else 0
        )
    if number.style in ("roman", "letter") and len(text.split()) < 9 and not text.endswith((".", ";", ",")):
        listed = after.number is not None and after.number.style == number.style
        return 2 if block.first.strong or (not listed and len(after.text) > 12 and not after.first.bullet) else 0
    return 0
