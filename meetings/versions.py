"""What an item said before: worked out from the history of its paragraphs, and stored nowhere a second time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from meetings.models import Minute
from meetings.writing.changes import Line
from meetings.writing.text import show
from organisations.models import User

if TYPE_CHECKING:
    from meetings.models import AgendaItem

ONE_SAVE = dt.timedelta(seconds=1)
"""What one person wrote within this is one save: some services write the paragraphs of one after the other."""
PAUSE = dt.timedelta(minutes=10)
"""Saves of one person without a longer pause between them are one sitting."""


class Row(NamedTuple):
    """A paragraph as it was. ``pk`` is the paragraph's own, so that it is known again under other words."""

    pk: int
    number: str
    level: int
    kind: str
    text: str


@dataclass(slots=True)
class Version:
    """An item as it stood after one save. ``key``, the last row of history of it, is its address for good."""

    key: int
    at: dt.datetime
    by_id: int | None
    reason: str
    rows: tuple[Row, ...]
    by: User | None = None
    changed: str = ""
    """What the save did to the version before it, in a few words."""

    def text(self, item_number: str) -> str:
        return show(self.rows, item_number).text

    @property
    def said(self) -> list[tuple[int, str, str]]:
        return said(self.rows)


@dataclass(frozen=True, slots=True)
class History:
    """All versions of one item, newest first. Any row of its history leads to the version that it went into."""

    versions: list[Version]
    places: dict[int, int]

    def find(self, key: int) -> Version | None:
        place = self.places.get(key)
        return self.versions[place] if place is not None else None

    def before(self, version: Version) -> Version | None:
        place = self.places[version.key] + 1
        return self.versions[place] if place < len(self.versions) else None


@dataclass(frozen=True, slots=True)
class Sitting:
    """What one person saved without a long pause: the last version, and those on the way to it."""

    last: Version
    others: list[Version]


class _Was(NamedTuple):
    """A row of history."""

    key: int
    at: dt.datetime
    by_id: int | None
    reason: str
    type: str
    position: int
    row: Row


def versions_of(item: AgendaItem) -> History:
    """One query. A save that changed no words, such as one that counts paragraphs afresh, makes no version."""
    found: list[Version] = []
    group_of: dict[int, int] = {}
    standing: dict[int, tuple[int, int, Row]] = {}
    for save in _saves(_history_of(item)):
        for was in save:
            if was.type == "-":
                standing.pop(was.row.pk, None)
            else:
                standing[was.row.pk] = (was.position, was.row.pk, was.row)
        rows = tuple(row for _, _, row in sorted(standing.values()))
        last = save[-1]
        if said(rows) != (found[-1].said if found else []):
            found.append(Version(last.key, last.at, last.by_id, last.reason, rows))
        if found:
            # The numbers may be others now, though the words are not.
            found[-1].rows = rows
            group_of |= {was.key: len(found) - 1 for was in save}
    return History(found[::-1], {key: len(found) - 1 - at for key, at in group_of.items()})


def said(rows: Iterable[Row | Minute]) -> list[tuple[int, str, str]]:
    return [(row.level, row.kind, row.text) for row in rows]


def lines_of(rows: Iterable[Row | Minute]) -> list[Line]:
    """The paragraphs as ``meetings.writing.changes`` compares them."""
    kinds = dict(Minute.Kind.choices)
    return [Line(row.text, row.pk, row.number, row.level, str(kinds.get(row.kind, row.kind))) for row in rows]


def describe(versions: Sequence[Version], before: Version | None) -> None:
    """Give each, newest first, who saved it and what that did; ``before`` stood before the last. One query."""
    keys = {version.by_id for version in versions if version.by_id}
    people = {user.pk: user for user in User.objects.filter(pk__in=keys).select_related("person")} if keys else {}
    for new, old in pairwise([*versions, before]):
        if new is not None:
            new.by = people.get(new.by_id or 0)
            new.changed = _difference(old.rows if old else (), new.rows)


def sittings(versions: Iterable[Version]) -> list[Sitting]:
    """The versions, newest first, of each person who went on without a pause put together."""
    found: list[Sitting] = []
    earliest: Version | None = None
    for version in versions:
        if earliest and version.by_id == earliest.by_id and earliest.at - version.at <= PAUSE:
            found[-1].others.append(version)
        else:
            found.append(Sitting(version, []))
        earliest = version
    return found


def _history_of(item: AgendaItem) -> Iterator[_Was]:
    history: Any = Minute.history
    names = ("history_id", "history_date", "history_user_id", "history_change_reason", "history_type", "position")
    row = ("id", "number", "level", "kind", "text")
    rows = history.filter(item_id=item.pk).order_by("history_date", "history_id").values_list(*names, *row)
    for key, at, by, reason, kind, position, *paragraph in rows:
        yield _Was(key, at, by, reason or "", kind, position, Row(*paragraph))


def _saves(rows: Iterable[_Was]) -> Iterator[list[_Was]]:
    save: list[_Was] = []
    for was in rows:
        if save and (was.by_id != save[0].by_id or was.at - save[0].at > ONE_SAVE):
            yield save
            save = []
        save.append(was)
    if save:
        yield save


def _difference(before: Sequence[Row], after: Sequence[Row]) -> str:
    old, new = ({row.pk: row for row in rows} for rows in (before, after))
    both = [pk for pk in new if pk in old]
    counts = (
        (sum(pk not in old for pk in new), "added"),
        (sum(pk not in new for pk in old), "taken out"),
        (sum(old[pk].text != new[pk].text for pk in both), "reworded"),
        (sum(said([old[pk]])[0][:2] != said([new[pk]])[0][:2] for pk in both), "set otherwise"),
    )
    words = ", ".join(f"{count} {what}" for count, what in counts if count)
    return words or "Order changed"
