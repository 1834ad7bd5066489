"""What changed between two states of a meeting's minutes, each as ``content_of`` gives it and an edition keeps it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from meetings.writing.changes import Change, Line, Passage, compare, fold
from meetings.writing.words import Patience, Piece, changed_words
from organisations.dates import write_date

K = TypeVar("K")

_FACTS = {
    "title": "Title",
    "held_on": "Date",
    "starts_at": "From",
    "ends_at": "To",
    "venue": "Venue",
    "next_meeting_on": "Next meeting",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is said otherwise; one of the two is empty where it came or went."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ItemChange:
    """A heading, before and after, with its paragraphs."""

    heading: Change
    passages: list[Passage]
    has_changes: bool


@dataclass(frozen=True, slots=True)
class ActionChange:
    """An action, or a report on one: ``words`` say what became of it, ``facts`` are who owes it and by when."""

    reference: str
    words: str
    pieces: tuple[Piece, ...]
    facts: list[Fact]


@dataclass(frozen=True, slots=True)
class MinutesChanges:
    facts: list[Fact]
    roll: list[Fact]
    items: list[ItemChange]
    actions: list[ActionChange]
    updates: list[ActionChange]

    @property
    def is_empty(self) -> bool:
        return not (self.facts or self.roll or self.items or self.actions or self.updates)


@dataclass(frozen=True, slots=True)
class ReadContent:
    """What a comparison takes from a content."""

    facts: dict[str, str]
    roll: dict[str, str]
    items: list[Mapping[str, Any]]
    actions: dict[str, Mapping[str, Any]]
    updates: dict[tuple[str, int], Mapping[str, Any]]


def read_content(content: Mapping[str, Any]) -> ReadContent:
    """The one place where a content is read: what is left out here is in no comparison."""
    items = list(content["items"])
    paragraphs = [paragraph for item in items for paragraph in item["paragraphs"]]
    return ReadContent(
        facts={key: _fact(key, content.get(key, "")) for key in _FACTS},
        roll=_roll(content["roll"]),
        items=items,
        actions={action["reference"]: action for paragraph in paragraphs for action in paragraph["actions"]},
        updates={
            (update["reference"], paragraph["id"]): update
            for paragraph in paragraphs
            for update in paragraph["updates"]
        },
    )


def compare_contents(before: Mapping[str, Any], after: Mapping[str, Any]) -> MinutesChanges:
    old, new, patience = read_content(before), read_content(after), Patience()
    return MinutesChanges(
        facts=[
            Fact(name, old.facts[key], new.facts[key])
            for key, name in _FACTS.items()
            if old.facts[key] != new.facts[key]
        ],
        roll=_differing(old.roll, new.roll),
        items=[item for item in _items(old, new, patience) if item.has_changes],
        actions=list(_actions(old, new, patience)),
        updates=list(_updates(old, new, patience)),
    )


def _fact(key: str, value: str) -> str:
    return write_date(dt.date.fromisoformat(value)) if value and key.endswith("_on") else value


def _differing(old: dict[str, str], new: dict[str, str]) -> list[Fact]:
    names = [*new, *(name for name in old if name not in new)]
    return [Fact(name, old.get(name, ""), new.get(name, "")) for name in names if old.get(name) != new.get(name)]


def _items(old: ReadContent, new: ReadContent, patience: Patience) -> Iterator[ItemChange]:
    before, after = ({item["id"]: _lines(item) for item in content.items} for content in (old, new))
    for heading in compare(_headings(old), _headings(new), patience):
        lines = before[heading.before.key] if heading.before else []
        changes = compare(lines, after[heading.after.key] if heading.after else [], patience)
        passages = fold(changes) if any(map(_is_told, changes)) and not _only_counts_on(heading, changes) else []
        yield ItemChange(heading, passages, has_changes=bool(passages) or _is_told(heading))


def _is_told(change: Change) -> bool:
    return change.is_change or change.is_renumbered


def _only_counts_on(heading: Change, changes: Sequence[Change]) -> bool:
    """The item has another number, and its paragraphs stand under it as they stood."""
    return heading.is_renumbered and not any(change.is_change for change in changes)


def _headings(content: ReadContent) -> list[Line]:
    return [Line(item["title"], item["id"], item["number"]) for item in content.items]


def _lines(item: Mapping[str, Any]) -> list[Line]:
    return [Line(p["text"], p["id"], p["number"], p["level"], p["kind"]) for p in item["paragraphs"]]


def _actions(old: ReadContent, new: ReadContent, patience: Patience) -> Iterator[ActionChange]:
    for reference, before, after in _pairs(old.actions, new.actions):
        was, now = _owed(before), _owed(after)
        facts = [Fact(name, was[name], now[name]) for name in now if was[name] != now[name]]
        words = "Added" if not before else "Taken out" if not after else "Reworded"
        if before and after and before["text"] == after["text"]:
            words = "Changed"
        if facts or words != "Changed":
            yield ActionChange(reference, words, _text(before, after, patience), facts)


def _updates(old: ReadContent, new: ReadContent, patience: Patience) -> Iterator[ActionChange]:
    for (reference, _), before, after in _pairs(old.updates, new.updates):
        if before == after:
            continue
        was, now = before.get("status", ""), after.get("status", "")
        facts = [Fact("Status", was, now)] if was != now else []
        words = "Reported" if not before else "Report taken out" if not after else "Report changed"
        yield ActionChange(reference, words, _text(before, after, patience), facts)


def _pairs(
    old: Mapping[K, Mapping[str, Any]], new: Mapping[K, Mapping[str, Any]]
) -> Iterator[tuple[K, Mapping[str, Any], Mapping[str, Any]]]:
    """Each of either by its key, with what it was and is: empty where it came or went."""
    for key in [*new, *(key for key in old if key not in new)]:
        yield key, old.get(key, {}), new.get(key, {})


def _text(before: Mapping[str, Any], after: Mapping[str, Any], patience: Patience) -> tuple[Piece, ...]:
    return changed_words(before.get("text", ""), after.get("text", ""), patience)


def _owed(action: Mapping[str, Any]) -> dict[str, str]:
    return {"Owner": ", ".join(action.get("owners", [])), "Due": action.get("due", "")}


def _roll(groups: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """By name, what the roll says of each: two of one name are told apart by their order."""
    said: dict[str, str] = {}
    for group in groups:
        for line in group["lines"]:
            facts = [
                group["title"],
                line["organisation"] or line["job_title"],
                f"for {line['substitute_for']}" if line["substitute_for"] else "",
                "chair" if line["is_chair"] else "",
                "notes" if line["is_note_taker"] else "",
            ]
            name, count = line["name"], 2
            while name in said:
                name, count = f"{line['name']} ({count})", count + 1
            said[name] = ", ".join(filter(None, facts))
    return said
