"""The blocks under one heading as paragraphs, and the actions that they record."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from .actions import Labelled, closing_action, kind_of, labelled_action, last_sentence
from .blocks import Block
from .cast import Cast
from .details import leading_owners, sentence_for, task_and_progress, with_detail
from .due import read_due
from .markup import squeeze
from .owners import is_role_name, owners_of, resolved, split_owners, without_lead
from .reading import Kind, Origin, Paragraph, ReadAction, Status
from .sections import Section
from .statuses import read_status
from .tables import Columns, head_of, row_action

_LABEL_ALONE = re.compile(r"(?:new |agreed )?actions?(?: points?| items?)?(?: agreed)?\s?:", re.IGNORECASE)
_CARRIED = re.compile(
    r"\bactions?\b.*\b(?:previous|last|carried|outstanding)\b|\b(?:previous|last|carried|outstanding)\b.*\bactions?\b",
    re.IGNORECASE,
)
_BRACKET_OWNER = re.compile(r"\[([A-Z][A-Za-z]{0,3}(?:\s?[,/&+]\s?[A-Z][A-Za-z]{0,3})*)\]\s*\S")


def _ref(number: str | None) -> str | None:
    """A paragraph's number as the reference of its action: "8.2.1" is one, the (b) of a list is not."""
    return number if number and re.fullmatch(r"\d+(?:\.\d+)*", number) else None


_NO_ACTION = ReadAction(None, (), "", None, None, Status.OPEN, None, None, Origin.NEW, None, None)


def _kind(origin: Origin) -> Kind:
    return Kind.PROGRESS if origin is Origin.PREVIOUS else Kind.ACTION


@dataclass(slots=True)
class ItemReader:
    """Reads the blocks of one item, in order; `paragraphs` and `actions` grow.

    `early` says that other business follows the item.
    """

    section: Section
    cast: Cast
    numbered_item: bool = True
    early: bool = False
    paragraphs: list[Paragraph] = field(default_factory=list)
    actions: list[ReadAction] = field(default_factory=list)
    columns: Columns | None = None
    listing: bool = False
    carried: bool = False
    open_review: tuple[int, Paragraph] | None = None
    base: int = 2

    def read(self, block: Block, *, level: int = 0, number: str | None = None) -> None:
        """Take in one block, and whatever stood beside it in a column of actions.

        ``level`` and ``number`` are those of typed text, which says them; without, they are told from the block.
        """
        if block.cells:
            self._row(block)
        else:
            self._text(block, level, number)
        for entry in block.aside:
            self._entry(entry)

    def _row(self, block: Block) -> None:
        head = head_of(block.cells)
        if head:
            self.columns = head
            self._add(squeeze(block.text), Kind.DISCUSSION, None, 2)
            return
        action = row_action(block.cells, self.columns, self.cast.meeting, self.section.origin)
        # A log with a status in it, before other business, reviews what earlier meetings asked for.
        if action and action.status_text and self.early:
            action = replace(action, origin=Origin.PREVIOUS)
        kind = _kind(action.origin) if action else Kind.DISCUSSION
        text = " ".join(cell for cell in block.cells if cell and not (action and cell.rstrip(".)") == action.ref))
        self._add(text, kind, None, 2)
        if action:
            self._record(action)

    def is_detail(self, text: str) -> bool:
        """Whether a line has the look of one that only adds to an action: "Due: May"."""
        return with_detail(_NO_ACTION, text, self.cast.meeting) is not None

    def take_detail(self, text: str) -> bool:
        """Whether a line only adds to the action before it, as "Due: May" does; if so it is taken in."""
        return self._detail(text)

    def _text(self, block: Block, level: int, number: str | None) -> None:
        text, number = block.body, number or (block.number.label if block.number else None)
        level = level or self._level(block)
        if self._detail(text):
            self._add(text, Kind.ACTION, number, level)
            return
        if labelled := labelled_action(text):
            self._labelled(labelled, text, number, level)
            return
        if closed := closing_action(text):
            self._closing(*closed, text, number, level)
            return
        if self._is_entry(block, text):
            self._listed(text, number, level)
            return
        self.listing = bool(_LABEL_ALONE.fullmatch(text)) or (self.listing and block.first.bullet)
        if text.endswith(":") and _CARRIED.search(text):
            self.carried = True
        kind = Kind.PROGRESS if self._reports(block, text, level) else kind_of(text)
        self._add(text, kind, number, level)

    def _level(self, block: Block) -> int:
        number = block.number
        if number and number.style == "decimal":
            self.base = min(number.depth, 3)
            return self.base
        if number or block.first.bullet:
            if number and number.style.startswith("single") and not self.numbered_item:
                self.base = 1
                return 1
            return min(self.base + 1, 3)
        self.base = 2
        return 2

    def _labelled(self, found: Labelled, text: str, number: str | None, level: int) -> None:
        origin = Origin.PREVIOUS if self.carried else found.origin
        self._add(text, _kind(origin), number, level)
        task, progress = task_and_progress(found.text)
        action = self._made(without_lead(task), found.ref or _ref(number), origin, owners_in=task)
        # "RR3-12 (delayed):" says how it stands, not whose it is.
        state = read_status(found.lead) if found.lead else None
        if state and not state.narrative:
            progress = state
        elif found.lead and not action.owners:
            action = replace(action, owners=split_owners(found.lead, self.cast.known))
        words = progress.words if progress else found.when
        self._record(replace(action, status=progress.status if progress else Status.OPEN, status_text=words))
        self.open_review = (len(self.actions) - 1, self.paragraphs[-1]) if found.origin is Origin.PREVIOUS else None

    def _closing(self, head: str, tail: str, ref: str | None, text: str, number: str | None, level: int) -> None:
        """An action label at the end of a paragraph: the task follows it, or only the owner does."""
        self._add(text, Kind.ACTION, number, level)
        due, due_text = read_due(tail, self.cast.meeting)
        who = re.split(r"\s+(?:by|before|due|asap|at)\b|[.;:]", tail, maxsplit=1)[0]
        only_owner = len(who.split()) < 6 and not owners_of(tail) and len(tail.split()) < 12 and tail[:1].isupper()
        if only_owner and head:
            action = self._made(last_sentence(head), ref or _ref(number), Origin.NEW)
            self._record(
                replace(
                    action,
                    owners=self._full(split_owners(who, self.cast.known)),
                    due=due or action.due,
                    due_text=due_text or action.due_text,
                )
            )
        else:
            self._record(self._made(tail, ref or _ref(number), Origin.NEW))

    def _is_entry(self, block: Block, text: str) -> bool:
        """An entry of a list of actions, though it carries no label of its own."""
        bracket = _BRACKET_OWNER.match(text)
        if bracket and (
            self.section.log
            or all(o in self.cast.initials or o.casefold() in self.cast.known for o in split_owners(bracket[1]))
        ):
            return True
        listed = block.first.bullet or block.number is not None
        if listed and len(text) < 200 and (m := re.match(r"([^.:()]{2,60}?) to (?!be\b)[a-z]", text)):
            parts = split_owners(m[1])
            if parts and all(part.casefold() in self.cast.known for part in parts):
                return True
        if self.section.log and len(text) < 200 and re.match(r"[A-Z][\w/&, +]{0,30}\s[-–]\s\w", text):
            return True
        if self.listing and (listed or owners_of(text, self.cast.known)):
            return True
        if not self.section.log or len(text.split()) < 3 or text.endswith(":"):
            return False
        nested = block.first.bullet and block.first.indent > 1 and bool(self.actions)
        if nested:
            return False
        return listed or bool(len(text) < 300 and re.match(r"[^.:]{2,60}? to [a-z]", text) and owners_of(text))

    def _listed(self, text: str, number: str | None, level: int) -> None:
        task, progress = task_and_progress(text)
        previous = self.section.origin is Origin.PREVIOUS or self.carried or bool(progress and not self.section.log)
        origin = Origin.PREVIOUS if previous else Origin.NEW
        if self.section.log:
            # The number of an entry is its action's reference: the paragraphs of a log have none.
            ref, number, level = number, None, 2
        else:
            ref = _ref(number)
        self._add(text, _kind(origin), number, level)
        action = self._made(without_lead(task), ref, origin, owners_in=task)
        status = progress.status if progress else Status.COMPLETE if self.section.completed else Status.OPEN
        words = progress.words if progress else None
        owners = action.owners or leading_owners(task)
        self._record(replace(action, owners=owners, status=status, status_text=words))

    def _entry(self, entry: str) -> None:
        """What stood in the right-hand column of a table: an action, else a decision."""
        if self.paragraphs and self._only_owners(entry):
            said = sentence_for(entry, self.paragraphs[-1].text)
            self._record(
                replace(self._made(said, None, Origin.NEW), owners=self._full(split_owners(entry, self.cast.known)))
            )
            return
        m = re.match(r"(\d{1,4}(?:[./-]\d{1,3})+)\s+(.+)", entry)
        text = m[2] if m else entry
        labelled = labelled_action(entry)
        if labelled or m or owners_of(text, self.cast.known):
            self._add(text, Kind.ACTION, None, 2)
            self._record(self._made(labelled.text if labelled else text, m[1] if m else None, Origin.NEW))
        else:
            self._add(text, Kind.DECISION, None, 2)

    def _only_owners(self, entry: str) -> bool:
        parts = split_owners(entry)
        return (
            len(entry) < 40
            and bool(parts)
            and all(part.casefold() in self.cast.known or is_role_name(part) for part in parts)
        )

    def _detail(self, text: str) -> bool:
        """Whether a line only adds to the action before it, as "Due: May" does; if so it is taken in."""
        if not self.actions or not self.paragraphs or self.paragraphs[-1].kind not in (Kind.ACTION, Kind.PROGRESS):
            return False
        action = with_detail(self.actions[-1], text, self.cast.meeting, self.cast.known)
        if action:
            self.actions[-1] = replace(action, owners=self._full(action.owners))
        return action is not None

    def _reports(self, block: Block, text: str, level: int) -> bool:
        """Whether a paragraph reports on the outstanding action above it; if so its words join the narrative."""
        if self.open_review is None:
            return False
        at, under = self.open_review
        if under.number and block.number:
            below = block.number.label.startswith(under.number + ".")
        else:
            below = level > under.level or (not under.number and not block.number and self.section.about_actions)
        if not below:
            self.open_review = None
            return False
        action = self.actions[at]
        progress = read_status(text) if action.narrative is None and action.status_text is None else None
        if progress:
            action = replace(action, status=progress.status, status_text=progress.words)
        self.actions[at] = replace(action, narrative=f"{action.narrative}\n{text}" if action.narrative else text)
        return True

    def _made(self, text: str, ref: str | None, origin: Origin, owners_in: str | None = None) -> ReadAction:
        due, due_text = read_due(text, self.cast.meeting)
        owners = self._full(owners_of(owners_in or text, self.cast.known))
        return ReadAction(ref, owners, text, due, due_text, Status.OPEN, None, None, origin, None, None)

    def _full(self, owners: tuple[str, ...]) -> tuple[str, ...]:
        return resolved(owners, self.cast.initials)

    def _add(self, text: str, kind: Kind, number: str | None, level: int) -> None:
        self.paragraphs.append(Paragraph(number, level, kind, text))

    def _record(self, action: ReadAction) -> None:
        self.actions.append(replace(action, owners=self._full(action.owners), paragraph=len(self.paragraphs) - 1))
