"""Who was there and who was not: the lists under the labels of attendance."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .columns import cells_of
from .labels import Label, attendance_label
from .lines import Line
from .markup import squeeze
from .numbering import numbered
from .people import INITIALS, Person, is_name, looks_like_person, read_person, share_last_bracket, split_run
from .reading import AttendanceStatus, Attendee

# Lists of people stand near the start or, now and then, at the very end; "Members:" in between is prose.
_NEAR_START = 120  # lines with words
_NEAR_END = 40
_SENTENCE = re.compile(
    r"\bapologies\b[^.:]{0,60}?\b(?:received|given|accepted|noted|sent|from)\b[^.:]{0,30}?\b(?:from|by|for|on behalf of)\b:?\s*(.{4,600})",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(
    r"(?<=[a-z)]{2})(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bCllr)(?<!\bRev)(?<!\bProf)\.(?:\s|$)"
)
_TABLE_HEADS = {"name", "names", "organisation", "organization", "role", "position", "title", "affiliation", "affilliation", "representing", "job title", "post", "company", "initials"}  # fmt: skip
_ORGANISATION_HEADS = {"organisation", "organization", "representing", "company", "affiliation"}
_ORGANISATION_LINE = re.compile(r"[A-Z0-9][^.:;]{1,90}\.?")


@dataclass(frozen=True, slots=True)
class Roll:
    """The people found, and the indexes of the lines that hold nothing but them."""

    attendees: tuple[Attendee, ...]
    lines: frozenset[int]


def read_attendance(lines: list[Line]) -> Roll:
    """Everybody that the lists of a document name, in its order."""
    found: list[Attendee] = []
    used: set[int] = set()
    written = [at for at, line in enumerate(lines) if not line.blank]
    ends = set(written[:_NEAR_START]) | set(written[-_NEAR_END:])
    at = 0
    while at < len(lines):
        label = _label_at(lines[at]) if at in ends else None
        if label is None:
            if at in ends and not lines[at].cells:
                found += _from_sentence(lines, at)
            at += 1
            continue
        end, people = _list_under(lines, at, label)
        found += [_attendee(person, label) for person in people]
        if people and not numbered(lines[at].text):
            used |= set(range(at, end))
        at = max(end, at + 1)
    return Roll(tuple(_merged(found)), frozenset(used))


def _label_at(line: Line) -> Label | None:
    if line.blank or line.cells:
        return None
    number = numbered(line.text)
    return attendance_label(number.rest if number else line.text, heading=bool(line.heading or line.strong))


def _attendee(person: Person, label: Label) -> Attendee:
    role = person.role or label.role
    return Attendee(person.name, person.organisation, role, label.status, person.initials, label.words)


def _list_under(lines: list[Line], at: int, label: Label) -> tuple[int, list[Person]]:
    """The end of the list (one past its last line) and its people."""
    end = at + 1
    columns: list[str] = []
    taken: list[Line] = []
    for k in range(at + 1, len(lines)):
        line = lines[k]
        if line.blank:
            continue
        heads = _table_head(line)
        if heads and not taken:
            columns, end = heads, k + 1
            continue
        if not _belongs(lines, k, label, taken, gap=lines[k - 1].blank):
            break
        taken.append(line)
        end = k + 1
    if label.organisations:
        entries = [label.rest] if label.rest else []
        return end, [Person(None, squeeze(text)) for text in entries + [line.text for line in taken]]
    if columns:
        return end, [p for line in taken if (p := _from_columns(line, columns))]
    return end, list(_people(label.rest, taken))


def _table_head(line: Line) -> list[str]:
    cells = [text.lower().strip() for _, text in cells_of(line)]
    return cells if len(cells) > 1 and cells[0] in _TABLE_HEADS and cells[1] in _TABLE_HEADS else []


def _belongs(lines: list[Line], k: int, label: Label, taken: list[Line], *, gap: bool) -> bool:
    """Whether line `k` goes on with the list that `label` opened."""
    line = lines[k]
    if line.heading or line.cells or _label_at(line):
        return False
    number = numbered(line.text)
    if number and not (number.style in ("single.", "single)") and looks_like_person(number.rest)):
        return False
    before = taken[-1].text if taken else label.rest
    if not gap and before and _unfinished(before):
        return True
    if label.organisations:
        return bool(_ORGANISATION_LINE.fullmatch(line.text)) and not number
    if looks_like_person(line.text):
        return not (gap and label.rest and len(line.text) > 90)
    return not gap and bool(before) and line.bullet and len(line.text) < 90


def _unfinished(text: str) -> bool:
    """A line of a run that goes on with the next: it ends on a comma or inside a bracket, or fills the line."""
    tail = text.rstrip()
    if tail.endswith((",", ";", "&", " and", "(")) or tail.count("(") > tail.count(")"):
        return True
    return len(tail) > 60 and tail.count(",") > 1 and not tail.endswith(".")


def _people(rest: str, taken: list[Line]) -> Iterator[Person]:
    """The people of a run after a label, of lines of one person each, or of both."""
    entries: list[str] = [rest] if rest else []
    for line in taken:
        if entries and _unfinished(entries[-1]) and not line.bullet:
            entries[-1] += " " + line.text
        else:
            entries.append(_unnumbered(line.text))
    for at, entry in enumerate(entries):
        parts = split_run(entry)
        together = (at == 0 and bool(rest)) or _is_run(parts, alone=len(entries) == 1)
        people = [p for text in (parts if together else [entry]) if (p := read_person(text))]
        yield from share_last_bracket(people) if together else people


def _unnumbered(text: str) -> str:
    number = numbered(text)
    return number.rest if number else text


def _is_run(parts: list[str], *, alone: bool) -> bool:
    """Names side by side, rather than one name with its organisation."""
    if len(parts) < 2:
        return False
    heads = [part.split("(")[0].strip(" .") for part in parts]
    if not all(is_name(head) for head in heads) and not all(INITIALS.fullmatch(head) for head in heads):
        return False
    return alone or len(parts) > 3


def _from_columns(line: Line, columns: list[str]) -> Person | None:
    cells = [text for _, text in cells_of(line)]
    person = read_person(cells[0]) if cells else None
    if person is None:
        return None
    placed = False
    for head, cell in zip(columns[1:], cells[1:], strict=False):
        # A third column such as "affiliation" says what somebody is once the second has said whose they are.
        if head in _ORGANISATION_HEADS and not placed:
            placed = True
            # With a column for organisations, a bracket after a name belongs to the name.
            name = squeeze(cells[0]) if person.organisation else person.name
            person = replace(person, name=name, organisation=squeeze(cell))
        elif head == "initials":
            person = replace(person, initials=cell)
        elif not person.role:
            person = replace(person, role=squeeze(cell))
    return person


def _from_sentence(lines: list[Line], at: int) -> list[Attendee]:
    """ "Apologies were received from A and B": only what is surely a name."""
    if "pologies" not in lines[at].text and "POLOGIES" not in lines[at].text:
        return []
    text = " ".join(line.text for line in _until_blank(lines, at))
    m = _SENTENCE.search(squeeze(text))
    if not m:
        return []
    names = _SENTENCE_END.split(m[1])[0]
    people = [p for part in split_run(names) if (p := read_person(part)) and is_name(p.name or "")]
    return [
        Attendee(p.name, p.organisation, p.role, AttendanceStatus.APOLOGIES, p.initials)
        for p in share_last_bracket(people)
    ]


def _until_blank(lines: list[Line], at: int) -> Iterator[Line]:
    for line in lines[at : at + 8]:
        if line.blank:
            return
        yield line


def _merged(found: list[Attendee]) -> Iterator[Attendee]:
    """Each person once: a second mention, such as "Chair: …", only adds what the first left out."""
    seen: dict[str, Attendee] = {}
    for attendee in found:
        key = re.sub(r"\W+", " ", attendee.name or attendee.organisation or "").casefold().strip()
        first = seen.get(key)
        if first is None:
            seen[key] = attendee
        else:
            seen[key] = replace(
                first,
                role=first.role or attendee.role,
                organisation=first.organisation or attendee.organisation,
                initials=first.initials or attendee.initials,
            )
    return iter(seen.values())
