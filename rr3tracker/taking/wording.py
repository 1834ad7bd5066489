"""What was chosen in a form, in the words that the reader of minutes understands: the text stays the one record.

Each wording is read back before it is used. Where the natural sentence would be taken for something else, the plain
form with "Owner:" and "Due:" on lines of their own stands in its place.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from actions.models import Status
from meetings.models import Minute
from organisations.dates import write_date
from rr3tracker.importing.text import one_line

if TYPE_CHECKING:
    from actions.models import Action
    from meetings.models import AgendaItem
    from rr3tracker.taking.understanding import Understanding
    from rr3tracker.taking.understood import UnderstoodAction, UnderstoodParagraph

_WHEN = re.compile(
    r"(?:by|before|after|at|in|within|on|when|once|until|no later than|ahead of|following|as soon as|asap|immediately)\b",
    re.IGNORECASE,
)


def action_words(understanding: Understanding, item: AgendaItem, *, task: str, owners: Sequence[str], due: str) -> str:
    """A paragraph that asks these owners for this, when ``due`` says: its words, read back as just that."""
    task, due, named = one_line(task).rstrip("."), one_line(due), [*map(one_line, owners)]
    details = [f"Owner: {', '.join(named)}" if named else "", f"Due: {due}" if due else ""]
    plain = "\n".join([f"Action: {task}.", *filter(None, details)])
    sentence = f"Action: {_subject(understanding, task, named)}{_when(due)}."
    wanted, got = _only_action(understanding, item, plain), _only_action(understanding, item, sentence)
    if wanted is None or got is None:
        return plain
    asks = {understanding.names.owner(name).row.who for name in named}
    same_owners = [owner.row.who for owner in got.owners] == [owner.row.who for owner in wanted.owners]
    if not same_owners or {owner.row.who for owner in got.owners} != asks:
        return plain
    same_day = (got.due.on, got.due.at) == (wanted.due.on, wanted.due.at)
    return sentence if same_day and bool(got.due.text) == bool(due) else plain


def report_words(
    understanding: Understanding,
    item: AgendaItem,
    *,
    action: Action,
    status: str,
    narrative: str,
    due_on: dt.date | None = None,
    reason: str = "",
) -> str:
    """A paragraph that reports this of an earlier action; of several wordings the first that is read back as that."""
    label = Status(status).label
    said = [_sentence(narrative), _sentence(f"Now due by {write_date(due_on)}: {reason}") if due_on else ""]
    rest = " ".join(filter(None, said))
    name = f"Outstanding action {action.reference}"
    wordings = [
        f"{name} ({label.lower()}): {rest}" if rest else f"{name} ({label.lower()})",
        f"{name}: {label}. {rest}".strip(),
        f"{name}: {rest}\nStatus: {label.lower()}",
    ]
    for words in wordings:
        paragraph = understood(understanding, item, words)
        report = paragraph.reports[0] if paragraph and len(paragraph.reports) == 1 else None
        if report and (report.action, report.status) == (action, status):
            day = report.due.on if report.due else None
            if day == due_on:
                return words
    return wordings[0]


def task_in(action: UnderstoodAction) -> str:
    """What is to be done, without the owners before it and the date after it where those stand as one writes them."""
    text = one_line(action.text).rstrip(".")
    when = one_line(action.due.text)
    if when and text.endswith(when):
        text = text[: -len(when)].rstrip(" ,")
    names = [owner.words for owner in action.owners]
    subject = re.match(rf"(?:the )?{r'(?:,? and |, | & )'.join(map(re.escape, names))} to (?=\w)", text, re.IGNORECASE)
    if names and subject:
        text = text[subject.end() :]
    return text[:1].upper() + text[1:]


def understood(understanding: Understanding, item: AgendaItem, words: str) -> UnderstoodParagraph | None:
    """What is understood of one paragraph of these words; None where they would be more paragraphs than one."""
    rows = [Minute(item=item, level=2, kind=Minute.Kind.DISCUSSION, text=words)]
    read = understanding.item(item, rows)
    return read.paragraphs[0] if read.text == words else None


def _only_action(understanding: Understanding, item: AgendaItem, words: str) -> UnderstoodAction | None:
    paragraph = understood(understanding, item, words)
    return paragraph.actions[0] if paragraph and len(paragraph.actions) == 1 and not paragraph.reports else None


def _subject(understanding: Understanding, task: str, owners: Sequence[str]) -> str:
    if not owners:
        return task
    first, space, others = task.partition(" ")
    if first[1:].islower() and first not in understanding.names.known:
        first = first.lower()
    return f"{_joined(owners)} to {first}{space}{others}"


def _joined(names: Iterable[str]) -> str:
    *some, last = names
    return f"{', '.join(some)} and {last}" if some else last


def _when(due: str) -> str:
    return "" if not due else f" {due[:1].lower() + due[1:]}" if _WHEN.match(due) else f" by {due}"


def _sentence(words: str) -> str:
    words = one_line(words)
    return words if not words or words.endswith((".", "!", "?", "…")) else f"{words}."
