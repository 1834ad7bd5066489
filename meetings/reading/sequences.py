"""Which numbered blocks open the items: the sequence of numbers with the minutes under it, not an agenda's or a list's."""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass

from .blocks import Block
from .titles import title_and_text, title_like

_LEAST_SHARE = 0.25  # of a document's text that its items hold; a numbered list holds less
_TAIL = 12  # blocks that count as under the last number


@dataclass(frozen=True, slots=True)
class Sequence:
    """The blocks that open items, and those of the same look that do not: an agenda before or after the minutes."""

    items: tuple[int, ...]
    others: tuple[tuple[int, ...], ...] = ()


def item_sequence(blocks: list[Block]) -> Sequence:
    """The blocks that open numbered items."""
    styles: dict[str, list[int]] = defaultdict(list)
    for at, block in enumerate(blocks):
        if block.number and _could_open_item(block):
            styles[block.number.style].append(at)
    runs = [
        run for style, found in styles.items() for run in _runs(blocks, found, style) if _mostly_titles(blocks, run)
    ]
    if not runs:
        return Sequence(())
    weights = [_weight(blocks, run) for run in runs]
    best = max(range(len(runs)), key=lambda k: weights[k])
    whole = sum(len(block.text) for block in blocks)
    if weights[best] < whole * _LEAST_SHARE or (
        len(runs[best]) < 2 and _style(blocks, runs[best]) not in ("item", "paper")
    ):
        return Sequence(())
    chosen, others = [*_before(blocks, runs[best]), *runs[best]], []
    titles = {blocks[at].body.casefold() for at in runs[best]}
    for k, run in enumerate(runs):
        if k == best or _style(blocks, run) != _style(blocks, runs[best]):
            continue
        again = sum(blocks[at].body.casefold() in titles for at in run) > len(run) // 3
        apart = run[-1] < runs[best][0] or run[0] > runs[best][-1]
        if apart and not again and weights[k] > weights[best] // 4:
            chosen += run
        else:
            others.append(tuple(run))
    return Sequence(tuple(sorted(chosen)), tuple(others))


def _before(blocks: list[Block], run: list[int]) -> list[int]:
    """The number before a run that starts at 2, printed a little differently: "1 Welcome", then "2. Finance"."""
    first = blocks[run[0]].number
    if first is None or first.value < 2:
        return []
    for at in range(run[0] - 1, max(run[0] - 40, -1), -1):
        number = blocks[at].number
        if (
            number
            and number.value == first.value - 1
            and number.style.startswith("single")
            and _could_open_item(blocks[at])
        ):
            return [*_before(blocks, [at]), at]
    return []


def _could_open_item(block: Block) -> bool:
    number = block.number
    if number is None or number.depth > 1 or number.style in ("roman", "letter") or block.cells:
        return False
    if title_like(block.body, strong=block.first.strong, any_case=number.style == "paper"):
        return True
    return bool(title_and_text(block.body)[1])


def _mostly_titles(blocks: list[Block], run: list[int]) -> bool:
    """Paragraphs numbered throughout can look like "Title: text" now and then; headings mostly are titles alone."""
    alone = sum(title_like(blocks[at].body, strong=blocks[at].first.strong, any_case=True) for at in run)
    return alone * 2 >= len(run)


def _runs(blocks: list[Block], found: list[int], style: str) -> list[list[int]]:
    """Numbers that rise, parted where they start again at 1; a step back of one or two is a slip."""
    if style == "paper":
        return [found]
    runs: list[list[int]] = []
    last = 0
    for at in found:
        number = blocks[at].number
        value = number.value if number else 0
        if not runs or value <= 1 < last:
            if value > 3:
                continue
            runs.append([])
        elif value > last + 4 or value < last - 2:
            continue
        runs[-1].append(at)
        last = value
    return runs


def _style(blocks: list[Block], run: list[int]) -> str:
    number = blocks[run[0]].number
    return number.style if number else ""


def _weight(blocks: list[Block], run: list[int]) -> int:
    """How much text stands under the headings of a run. The entries of a list have none between them."""
    starts = [*run, min(run[-1] + _TAIL, len(blocks))]
    under = [sum(len(block.text) for block in blocks[a + 1 : b]) for a, b in itertools.pairwise(starts)]
    return sum(under) + 40 * sum(size > 0 for size in under)
