"""What paragraphs and headings are numbered, and what moves together, worked out from their levels alone."""

from __future__ import annotations

from collections.abc import Sequence


def paragraph_numbers(item_number: str, levels: Sequence[int]) -> list[str]:
    """The numbers of an item's paragraphs in order, from their levels 1 to 3.

    Under item 8, a paragraph of level 1 is the item's own text and takes its number, 8; level 2 counts
    8.1, 8.2; level 3 counts 8.2.1, 8.2.2 under the level 2 before it. A level 3 with no level 2 above it
    counts as level 2, since nobody prints 8.0.1. An item without a number leaves its paragraphs without.
    """
    if not item_number:
        return [""] * len(levels)
    numbers, second, third, has_parent = [], 0, 0, False
    for level in levels:
        if level == 1:
            numbers.append(item_number)
            has_parent = False
        elif level == 3 and has_parent:
            third += 1
            numbers.append(f"{item_number}.{second}.{third}")
        else:
            second, third = second + 1, 0
            has_parent = level == 2
            numbers.append(f"{item_number}.{second}")
    return numbers


def heading_numbers(depths: Sequence[int], numbers: Sequence[str]) -> list[str]:
    """The numbers of an agenda's headings in order: 1, 2, 2.1, 2.2, 3. One without a number stays without."""
    counted, item, inside = [], 0, 0
    for depth, number in zip(depths, numbers, strict=True):
        if not number:
            counted.append("")
        elif depth == 1:
            item, inside = item + 1, 0
            counted.append(str(item))
        else:
            inside += 1
            counted.append(f"{item}.{inside}" if item else str(inside))
    return counted


def moved(levels: Sequence[int], index: int, *, up: bool) -> list[int]:
    """The order of the rows, as old indices, once the row at ``index`` has gone one place up or down.

    What stands below a row at a deeper level goes with it, and a neighbour of the same level is passed
    together with what stands below that. At the end of the list nothing changes.
    """
    order = list(range(len(levels)))
    if up and index:
        start = index - 1
        while start and levels[start] > levels[index]:
            start -= 1
        # What is above is no neighbour but a parent: pass it alone.
        start = start if levels[start] == levels[index] else index - 1
        end = end_of_block(levels, index)
        return order[:start] + order[index:end] + order[start:index] + order[end:]
    middle = end_of_block(levels, index)
    if up or middle == len(levels):
        return order
    end = end_of_block(levels, middle) if levels[middle] == levels[index] else middle + 1
    return order[:index] + order[middle:end] + order[index:middle] + order[end:]


def end_of_block(levels: Sequence[int], index: int) -> int:
    """Where the rows that stand below ``index`` at a deeper level end."""
    end = index + 1
    while end < len(levels) and levels[end] > levels[index]:
        end += 1
    return end
