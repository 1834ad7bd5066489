"""Tables of actions: what each column holds, and an action from each row."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from .due import due_day, read_due
from .lines import Line
from .owners import owners_of, split_owners
from .people import INITIALS
from .reading import Origin, ReadAction, Status
from .statuses import read_status

_COLUMNS = (
    ("owner", r"owners?|action (?:by|owner|for|on)|by whom|who|resp(?:\.|onsible|onsibility|onsible person)?|lead(?:s| officer)?|assigned(?: to)?|assignee|responsible (?:officer|party)|person(?: responsible)?|name|officer|actioned by"),
    ("due", r"due(?: date| by)?|date(?: due)?|deadline|by when|when|target(?: date)?|timescales?|timeframe|action date|completion date|complete by"),
    ("status", r"status|progress|outcome|position|rag|state|done\??|complete[d]?\??"),
    ("notes", r"notes?|comments?|updates?|progress (?:update|notes?)|response|resolution|latest(?: position| update)?|narrative"),
    ("ref", r"no\.?|ref\.?|reference|#|number|id|action (?:no\.?|number|ref\.?|#|id)|item(?: no\.?)?|minute(?: no\.?| ref\.?)?|agenda item|date raised|meeting(?: date)?|raised"),
    ("text", r"actions?(?: points?| items?| required| agreed)?|description|details?|tasks?|action(?: / | and )?details?|what|issue|action description|subject|agreed actions?"),
)  # fmt: skip
_REF = re.compile(r"[A-Z]{0,5}\d?[-/]?\d{1,4}(?:[./-]\d{1,4}){0,3}[a-z]?[.)]?")


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column of a table of actions holds; None for a table without a head row."""

    kinds: tuple[str, ...] | None

    @property
    def has_actions(self) -> bool:
        kinds = self.kinds or ()
        return "text" in kinds and len({"owner", "due", "status", "notes"} & set(kinds)) > 0


def head_of(cells: tuple[str, ...]) -> Columns | None:
    """The columns that a head row names; None where the row is no head."""
    kinds: list[str] = []
    for cell in cells:
        word = cell.strip(" .:").lower()
        kind = next((kind for kind, pattern in _COLUMNS if re.fullmatch(pattern, word)), "")
        if kind == "ref" and "ref" in kinds and "text" not in kinds and word.startswith("item"):
            kind = "text"
        kinds.append(kind if kind not in kinds else "notes" if kind == "status" else "")
    filled = sum(bool(cell) for cell in cells)
    if sum(map(bool, kinds)) < max(2, filled * 0.6) or any(len(cell) > 40 for cell in cells):
        return None
    return Columns(tuple(kinds))


def flatten(lines: list[Line]) -> list[Line]:
    """Rows that are no table of actions as plain lines, so that headings and names in them are found."""
    out: list[Line] = []
    columns: Columns | None = None
    for line in lines:
        if not line.cells:
            columns = columns if line.blank else None
            out.append(line)
            continue
        head = head_of(line.cells)
        columns = head or columns or Columns(None)
        log = columns.has_actions if columns.kinds else _numbered_row(line.cells)
        out.append(line if log else replace(line, cells=()))
    return out


def _numbered_row(cells: tuple[str, ...]) -> bool:
    filled = [cell for cell in cells if cell]
    return len(filled) > 2 and bool(_REF.fullmatch(filled[0])) and len(filled[1]) > 12


def row_action(
    cells: tuple[str, ...], columns: Columns | None, meeting: date | None, origin: Origin
) -> ReadAction | None:
    """The action in one row; None for a row without words for a task."""
    kinds = (columns.kinds if columns else None) or _guessed(cells)
    part: dict[str, str] = {}
    for kind, cell in zip(kinds, cells, strict=False):
        if cell and kind:
            part[kind] = f"{part[kind]} {cell}" if kind in part else cell
    text = part.get("text", "")
    if len(text) < 3:
        return None
    said = " ".join(part[kind] for kind in ("status", "notes") if part.get(kind))
    progress = read_status(said) if said else None
    due, due_text = (due_day(part["due"], meeting), part["due"]) if part.get("due") else read_due(text, meeting)
    return ReadAction(
        ref=part["ref"].rstrip(".)") if part.get("ref") and _REF.fullmatch(part["ref"]) else None,
        owners=split_owners(part["owner"]) if part.get("owner") else owners_of(text),
        text=text,
        due=due,
        due_text=due_text,
        status=progress.status if progress else Status.OPEN,
        status_text=progress.words if progress else None,
        narrative=progress.narrative if progress else said or None,
        origin=origin,
        item=None,
        paragraph=None,
    )


def _guessed(cells: tuple[str, ...]) -> tuple[str, ...]:
    """The kinds of the columns of a row without a head: a reference, the longest text, then by what each says."""
    kinds = ["ref" if at == 0 and _REF.fullmatch(cell) else "" for at, cell in enumerate(cells)]
    body = [at for at, kind in enumerate(kinds) if not kind and cells[at]]
    if not body:
        return tuple(kinds)
    first = body[0]
    if len(body) > 1 and _short_name(cells[first]) and len(cells[body[1]]) > len(cells[first]):
        kinds[first], first = "owner", body[1]
    kinds[first] = "text"
    for at in body:
        if kinds[at] or at < first:
            continue
        if read_status(cells[at]) or "owner" in kinds:
            kinds[at] = "status" if "status" not in kinds else "notes"
        else:
            kinds[at] = "owner" if _short_name(cells[at]) else "notes"
    return tuple(kinds)


def _short_name(cell: str) -> bool:
    """Whether a cell could hold owners rather than a task: short, capitalised, and no "AB to write"."""
    if INITIALS.fullmatch(cell):
        return True
    short = len(cell.split()) < 6 and len(cell) < 50 and not cell.endswith(".")
    return short and bool(re.match(r"[A-Z]", cell)) and not re.search(r"\b(?:to|will)\b", cell)
