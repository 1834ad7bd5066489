"""Reads a meeting of the demonstration from its text file: `minutes/README.md` says how one is written.

A fault in a file is an error with the file's name and line: these files are ours, and tests read them all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parent / "minutes"

ITEM = re.compile(r"#(?P<plain>-)? (?P<title>[^(\[]+?)(?: \((?P<presenter>[^)]+)\))?(?: \[(?P<kind>\w+)\])?")
PARAGRAPH = re.compile(r"(?P<dashes>--?) (?P<text>.+)")
BETWEEN = re.compile(r"- (?P<day>\+\d+|\d{4}-\d\d-\d\d) (?P<text>.+)")
DECISION = re.compile(r"DECISION (?P<text>.+)")
ACTION = re.compile(r"ACTION (?P<name>[a-z-]+): (?P<text>.+)")
PROGRESS = re.compile(r"PROGRESS (?P<name>[a-z-]+), (?P<status>[a-z ]+): (?P<text>.+)")
DETAIL = re.compile(r" +(?P<name>[a-z ]+): (?P<value>.+)")
HEAD = re.compile(r"(?P<name>[a-z]+): (?P<value>.+)")

DETAILS = ("owners", "due", "by", "successor", "referred to")
HEADS = (
    "board",
    "held",
    "stage",
    "times",
    "venue",
    "next",
    "numbered",
    "notes",
    "apologies",
    "absent",
    "substitutes",
    "guests",
)


@dataclass(slots=True)
class Entry:
    """A paragraph, or what happened between meetings, with the action that it raises or reports on."""

    text: str
    level: int = 2
    decision: bool = False
    action: str = ""
    status: str = ""
    """Empty where the action is raised here."""
    day: str = ""
    """Between meetings alone."""
    details: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Item:
    title: str
    numbered: bool = True
    presenter: str = ""
    kind: str = ""
    entries: list[Entry] = field(default_factory=list)


@dataclass(slots=True)
class Script:
    """One meeting, and what happened before the next."""

    name: str
    head: dict[str, str] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)
    before: list[Entry] = field(default_factory=list)
    after: list[Entry] = field(default_factory=list)

    def names(self, head: str) -> list[str]:
        return [name.strip() for name in self.head.get(head, "").split(";") if name.strip()]


class FaultyScriptError(Exception):
    pass


def read_scripts() -> list[Script]:
    return [read_script(path.stem, path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.txt"))]


def read_script(name: str, text: str) -> Script:
    script = Script(name)
    entries: list[Entry] = []
    between = False
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        if line == "= Between meetings":
            between, entries = True, script.after if script.items else script.before
        elif found := ITEM.fullmatch(line):
            item = Item(found["title"], not found["plain"], found["presenter"] or "", found["kind"] or "")
            script.items.append(item)
            between, entries = False, item.entries
        elif between and (found := BETWEEN.fullmatch(line)):
            entries.append(read_entry(found["text"], day=found["day"]))
        elif script.items and not between and (found := PARAGRAPH.fullmatch(line)):
            entries.append(read_entry(found["text"], level=1 + len(found["dashes"])))
        elif entries and (found := DETAIL.fullmatch(line)) and found["name"] in DETAILS:
            entries[-1].details[found["name"]] = found["value"]
        elif not script.items and not between and (found := HEAD.fullmatch(line)) and found["name"] in HEADS:
            script.head[found["name"]] = found["value"]
        else:
            raise FaultyScriptError(f"{name}, line {number}: {line}")
    return script


def read_entry(text: str, *, level: int = 2, day: str = "") -> Entry:
    if found := DECISION.fullmatch(text):
        return Entry(found["text"], level=level, day=day, decision=True)
    if found := ACTION.fullmatch(text):
        return Entry(found["text"], level=level, day=day, action=found["name"])
    if found := PROGRESS.fullmatch(text):
        return Entry(
            found["text"], level=level, day=day, action=found["name"], status=found["status"].replace(" ", "_")
        )
    return Entry(text, level=level, day=day)
