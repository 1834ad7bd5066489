from __future__ import annotations

import re
from typing import TypeAlias

from meetings.models import AgendaItem, Meeting, Minute
from meetings.reading import Item, Paragraph
from meetings.services.agenda import inside_restricted
from organisations.matching import among, plain_words
from organisations.models import Person
from rr3tracker.importing.kinds import kind_of_item
from rr3tracker.importing.outcome import Outcome
from rr3tracker.importing.roll import Roll
from rr3tracker.importing.saving import Saver
from rr3tracker.importing.text import clean, fits, one_line

_TITLE, _NUMBER = 500, 20
_UNTITLED = "Without a heading"
_LAST_BRACKET = re.compile(r".*\((?P<inside>[^()]{2,80})\)\W*")

Minutes: TypeAlias = list[list[Minute | None]]
"""Of each item that was read, its paragraphs; None for one that said nothing."""


def record_agenda(meeting: Meeting, items: tuple[Item, ...], roll: Roll, outcome: Outcome, saver: Saver) -> Minutes:
    """The items and their paragraphs, in the document's order.

    An item that was planned under the same title is filled; planned ones that the document does not
    have stay, after the others.
    """
    planned = [] if outcome.new_meeting else list(meeting.items.all())
    rows = []
    for item in items:
        row = _planned(item, planned) or AgendaItem(meeting=meeting)
        _fill(row, item, roll, outcome)
        rows.append(row)
    in_order = [*rows, *planned]
    for position, row in enumerate(in_order, start=1):
        row.position = position
    for row in inside_restricted(in_order):
        row.is_restricted = True
    for row in [row for row in in_order if row.pk]:
        saver.save(row)
    saver.add_all([row for row in rows if not row.pk], AgendaItem)
    minutes: Minutes = [_paragraphs(row, item.paragraphs, outcome) for row, item in zip(rows, items, strict=True)]
    recorded = [minute for column in minutes for minute in column if minute]
    saver.add_all(recorded, Minute)
    outcome.items, outcome.paragraphs = len(rows), len(recorded)
    return minutes


def add_paragraph(row: AgendaItem, text: str, *, kind: str, position: int, saver: Saver) -> Minute:
    """One more paragraph, for an action that the document records outside its paragraphs."""
    minute = Minute(item=row, position=position, kind=kind, text=text)
    saver.save(minute)
    return minute


def _planned(item: Item, planned: list[AgendaItem]) -> AgendaItem | None:
    """The planned item of the same title, taken out of ``planned``."""
    title = plain_words(item.title)
    for row in planned:
        if plain_words(row.title) == title:
            planned.remove(row)
            return row
    return None


def _fill(row: AgendaItem, item: Item, roll: Roll, outcome: Outcome) -> None:
    title = one_line(item.title)
    number = one_line(item.number)
    outcome.unplaced.extend(text for text, limit in ((title, _TITLE), (number, _NUMBER)) if len(text) > limit)
    row.title = fits(title, _TITLE) or _UNTITLED
    row.number = fits(number, _NUMBER)
    row.depth = min(max(item.depth, 1), 2)
    row.kind = kind_of_item(title)
    row.presenter = _presenter(title, roll) or row.presenter


def _presenter(title: str, roll: Roll) -> Person | None:
    """Somebody on the roll whose name ends the title in brackets; the title keeps it."""
    m = _LAST_BRACKET.fullmatch(title)
    return among(roll.people, m["inside"], defined=roll.initials).found if m else None


def _paragraphs(row: AgendaItem, paragraphs: tuple[Paragraph, ...], outcome: Outcome) -> list[Minute | None]:
    return [_minute(row, paragraph, at, outcome) for at, paragraph in enumerate(paragraphs, start=1)]


def _minute(row: AgendaItem, paragraph: Paragraph, position: int, outcome: Outcome) -> Minute | None:
    text, number = clean(paragraph.text), one_line(paragraph.number)
    if not text or len(number) > _NUMBER:
        outcome.unplaced.extend(filter(None, [number]))
    if not text:
        return None
    return Minute(
        item=row,
        position=position,
        level=min(max(paragraph.level, 1), 3),
        number=fits(number, _NUMBER),
        kind=Minute.Kind(paragraph.kind),
        text=text,
    )
