"""The reader: text -> lines -> blocks -> sections -> a Reading."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from .actions import labelled_action
from .asides import take_asides
from .attendance import Roll, read_attendance
from .blocks import Block, make_blocks
from .board import find_board
from .cast import Cast, cast_of
from .columns import side_by_side
from .days import find_day, find_next_meeting, front_matter
from .gaps import with_rows
from .grids import unroll
from .headings import Heading, find_headings
from .kept import unplaced_lines
from .lines import Line, read_lines, without_furniture
from .markup import squeeze
from .merge import merge_log
from .paragraphs import ItemReader
from .reading import Item, Origin, ReadAction, Reading
from .sections import Section, about_next_meeting, section_of
from .tables import flatten
from .titles import is_wrapper
from .venue import find_venue

_TITLE_BLOCKS = 8  # a title with a long address is no longer


def read(text: str) -> Reading:
    """What a document of minutes says. Never raises: a text that is no minutes gives a reading with little in it.

    Every word of `text` stands somewhere in the answer; the lines that found no place are in `unplaced`.
    """
    lines, front = read_lines(text)
    lines, furniture = without_furniture(lines)
    lines, asides = take_asides(side_by_side(flatten(unroll(with_rows(lines)))))
    roll = read_attendance(lines)
    blocks = make_blocks(lines, roll.lines)
    _set_beside(blocks, asides)
    start = _body_start(blocks, roll)
    headings, end = find_headings(blocks, start)
    head = _head(lines, roll, blocks[headings[0].at].at if headings else _first_line(blocks, start, lines))
    fields = front_matter(front)
    day = find_day(head, fields, (block.text for block in blocks[:400]))
    items, actions = _items(blocks[:end], _with_opening(blocks, start, headings), cast_of(roll.attendees, day))
    reading = Reading(
        board=find_board([*head, fields.get("title", "")]),
        date=day,
        venue=find_venue(head),
        next_meeting=find_next_meeting(_about_next(items, blocks), day),
        attendance=roll.attendees,
        items=tuple(items),
        actions=tuple(actions),
    )
    left_out = [*furniture, *(squeeze(block.text) for block in blocks[end:])]
    return replace(reading, unplaced=unplaced_lines(text, reading.as_json(), left_out))


def _head(lines: list[Line], roll: Roll, end: int) -> list[str]:
    """The title lines: those before the body that are no part of the attendance. Sixty are more than any title has."""
    return [line.text for at, line in enumerate(lines[:end]) if line.text and at not in roll.lines][:60]


def _first_line(blocks: list[Block], start: int, lines: list[Line]) -> int:
    return blocks[start].at if start < len(blocks) else len(lines)


def _set_beside(blocks: list[Block], asides: dict[int, list[str]]) -> None:
    """Give every entry of the column of actions to the block beside which it begins."""
    starts = [block.at for block in blocks]
    for at, entries in asides.items():
        k = bisect_right(starts, at) - 1
        if blocks:
            blocks[max(k, 0)].aside += entries


def _body_start(blocks: list[Block], roll: Roll) -> int:
    """The first block that may open the body: after the title, and after the attendance if that comes first."""
    starts = [block.at for block in blocks]
    # Some minutes list who was there at their end: such a list has most of the text before it.
    before = ((at, bisect_right(starts, at)) for at in sorted(roll.lines))
    last = max((at for at, n in before if n <= max(_TITLE_BLOCKS, len(blocks) - n)), default=-1)
    return next(
        (at for at, block in enumerate(blocks) if block.at > last and (at or last >= 0 or block.number)), len(blocks)
    )


def _with_opening(blocks: list[Block], start: int, headings: list[Heading]) -> list[Heading]:
    """The headings; a document without any, or that minutes business before the first, opens with an item of its own."""
    if start >= len(blocks):
        return headings
    opening = blocks[start : headings[0].at] if headings else []
    if headings and not any(labelled_action(b.body) for b in opening) and sum(len(b.text) > 200 for b in opening) < 3:
        return headings
    return [Heading(start - 1, None, "Minutes", 1), *headings]


def _items(blocks: list[Block], headings: list[Heading], cast: Cast) -> tuple[list[Item], list[ReadAction]]:
    items: list[Item] = []
    inside: list[ReadAction] = []
    logged: list[ReadAction] = []
    above: list[tuple[int, Section]] = []
    ends = [*(heading.at for heading in headings[1:]), len(blocks)]
    business = max((at for at, h in enumerate(headings) if _is_business(h.title)), default=0)
    for at, (heading, end) in enumerate(zip(headings, ends, strict=False)):
        above = [pair for pair in above if pair[0] < heading.depth]
        section = section_of(heading.title, above[-1][1] if above else None)
        above.append((heading.depth, section))
        reader = ItemReader(section, cast, numbered_item=heading.number is not None, early=at < business)
        for block in _under(blocks, heading, end):
            reader.read(block)
        items.append(Item(heading.number, heading.title, heading.depth, tuple(reader.paragraphs)))
        placed = [replace(action, item=at) for action in reader.actions]
        for action in placed:
            (logged if section.log and action.origin is Origin.NEW else inside).append(action)
    merged = merge_log(inside, logged)
    return items, sorted(merged, key=lambda action: (action.item or 0, action.paragraph or 0))


def _is_business(title: str) -> bool:
    return not section_of(title).log and not about_next_meeting(title)


def _under(blocks: list[Block], heading: Heading, end: int) -> list[Block]:
    """The blocks under a heading, with what its own line said after the title first."""
    under = [b for b in blocks[heading.at + 1 : end] if not (b.first.heading and is_wrapper(b.body))]
    if heading.at < 0 or not (heading.rest or blocks[heading.at].aside):
        return under
    own = blocks[heading.at]
    return (
        [Block(heading.rest or "", own.at, own.first, aside=own.aside), *under]
        if heading.rest
        else [_aside_only(own), *under]
    )


def _aside_only(own: Block) -> Block:
    return Block("", own.at, own.first, aside=own.aside)


def _about_next(items: list[Item], blocks: list[Block]) -> list[str]:
    """Texts that may give the day of the next meeting, the surest first."""
    texts: list[str] = []
    for item in items:
        if about_next_meeting(item.title):
            texts += [item.title, *(p.text for p in item.paragraphs[:6])]
    for at, block in enumerate(blocks):
        if about_next_meeting(block.text[:200]):
            following = blocks[at + 1].text if at + 1 < len(blocks) else ""
            texts.append(block.text)
            if len(block.text) < 60:
                texts.append(following)
    # An action due "by the next meeting on Monday" says less surely when it is.
    return sorted(texts, key=lambda text: bool(re.match(r"action|.*\bdue\b", text[:300], re.IGNORECASE)))
