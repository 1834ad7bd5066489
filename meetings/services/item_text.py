from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import ProtectedError
from django.db.models.deletion import Collector
from django.utils import timezone
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from meetings.models import AgendaItem, Minute
from meetings.numbering import paragraph_numbers
from meetings.reading import Paragraph, read_typed
from meetings.services.numbering import NUMBER_LENGTH
from meetings.services.saving import again, hold_open
from meetings.writing.alignment import align
from meetings.writing.text import Shown, show

if TYPE_CHECKING:
    from organisations.models import User

MOST_PARAGRAPHS = 1000
CHANGED = "Somebody changed this item after you opened it. Compare the two texts and save again."
_FIELDS = ["position", "number", "level", "kind", "text"]


class TextChanged(ValidationError):
    """Somebody else changed the item since it was opened; ``now`` is what it says, at ``version``."""

    def __init__(self, *, now: str, version: str) -> None:
        super().__init__(CHANGED, code="changed")
        self.now, self.version = now, version


class Wording(NamedTuple):
    """What a paragraph says, and as what it says it."""

    text: str
    kind: str


@dataclass(slots=True)
class SavedText:
    """The item as it is on record: its rows in order, and what those with other words said before."""

    rows: list[Minute]
    before: dict[int, Wording] = field(default_factory=dict)
    changed: bool = False

    @property
    def version(self) -> str:
        return text_version(self.rows)


def text_version(rows: Sequence[Minute]) -> str:
    """Differs whenever the item's paragraphs do, whoever changed them."""
    said = "\n".join(repr((row.pk, row.level, row.kind, row.text)) for row in rows)
    return hashlib.sha256(said.encode(errors="surrogatepass")).hexdigest()[:16]


@transaction.atomic
def save_item_text(item: AgendaItem, *, text: str, version: str, by: User) -> SavedText:
    """The item's paragraphs are those of ``text``. ``version`` is ``text_version`` of what the writer saw.

    A paragraph keeps its row: wherever it moved to while its words stayed, and where they changed by likeness. What
    did not change is not written. The number of statements does not hang on how many paragraphs there are.

    Refuses with ``TextChanged`` where the item says something else by now, unless that is what was typed; and with
    a ``ValidationError`` to take out a paragraph that an action was born in, or that an update is recorded in.
    """
    return write_item_text(item, text=text, version=version, by=by)


def write_item_text(item: AgendaItem, *, text: str, version: str, by: User) -> SavedText:
    """``save_item_text``, as part of a transaction that its caller has begun."""
    hold_open(item.meeting_id)
    number = again(item).number
    rows = list(Minute.objects.filter(item=item).order_by("position", "pk"))
    shown, wanted = show(rows, number), read_typed(text, item_number=number).paragraphs
    if _said(shown.read) == _said(wanted):
        return SavedText(rows)
    if version != (now := text_version(rows)):
        raise TextChanged(now=shown.text, version=now)
    if len(wanted) > MOST_PARAGRAPHS:
        raise ValidationError(f"An item holds at most {MOST_PARAGRAPHS:,} paragraphs; this text has {len(wanted):,}.")
    return _write(item, number, rows, shown, wanted, by=by)


def _said(paragraphs: Sequence[Paragraph]) -> list[tuple[int, str, str]]:
    return [(paragraph.level, paragraph.kind, paragraph.text) for paragraph in paragraphs]


def _write(
    item: AgendaItem, number: str, rows: list[Minute], shown: Shown, wanted: Sequence[Paragraph], *, by: User
) -> SavedText:
    was = {row.pk: {name: getattr(row, name) for name in _FIELDS} for row in rows}
    places = align(shown.read, wanted)
    order: list[Minute] = []
    for place, paragraph in zip(places, wanted, strict=True):
        if place is None:
            order.append(Minute(item=item, level=paragraph.level, kind=paragraph.kind.value, text=paragraph.text))
        else:
            _follow(rows[place], shown.read[place], paragraph, label=shown.labels[place])
            order.append(rows[place])
    now = timezone.now()  # one moment in the history for all of it: meetings.versions tells a save by it
    _take_out([row for place, row in enumerate(rows) if place not in set(places)], at=now, by=by)
    _count(number, rows, order, was)
    added = [row for row in order if row.pk is None]
    changed = [row for row in order if row.pk and was[row.pk] != {name: getattr(row, name) for name in _FIELDS}]
    if changed:
        bulk_update_with_history(changed, Minute, _FIELDS, default_user=by, default_date=now)
    if added:
        bulk_create_with_history(added, Minute, default_user=by, default_date=now)
    reworded = [row.pk for row in changed if was[row.pk]["text"] != row.text]
    before = {pk: Wording(was[pk]["text"], was[pk]["kind"]) for pk in reworded}
    return SavedText(order, before, changed=True)


def _follow(row: Minute, before: Paragraph, after: Paragraph, *, label: str) -> None:
    """Only what the writer changed: what the text cannot say of a row stays as it was."""
    keeps_label = bool(label) and after.text.startswith(label)
    if after.text != before.text:
        row.text = after.text.removeprefix(label) if keeps_label else after.text
    if after.kind != before.kind and not keeps_label:
        row.kind = after.kind.value
    if after.level != before.level:
        row.level = after.level


def _count(number: str, rows: list[Minute], order: list[Minute], was: dict[int, dict[str, Any]]) -> None:
    """Numbered anew where paragraphs came, went, moved or changed level; else each keeps the number it was given."""
    same = [row.pk for row in rows] == [row.pk for row in order]
    if same and all(was[row.pk]["level"] == row.level for row in order):
        return
    numbers = paragraph_numbers(number, [row.level for row in order])
    if any(len(counted) > NUMBER_LENGTH for counted in numbers):
        raise ValidationError("The item’s number is too long for its paragraphs to be numbered under it.")
    for position, (row, counted) in enumerate(zip(order, numbers, strict=True), start=1):
        row.position, row.number = position, counted


def _take_out(rows: list[Minute], *, at: dt.datetime, by: User) -> None:
    """The rows are gone and their history says who took them out, in a few statements however many they are."""
    if not rows:
        return
    collector = Collector(using=DEFAULT_DB_ALIAS)
    try:
        collector.collect(rows)
    except ProtectedError as error:
        raise ValidationError(_who_cites(error.protected_objects)) from None
    history: Any = Minute.history.model
    names = [f.attname for f in Minute._meta.concrete_fields]
    gone = [
        history(history_date=at, history_user=by, history_type="-", **{name: getattr(row, name) for name in names})
        for row in rows
    ]
    Minute.objects.filter(pk__in=[row.pk for row in rows])._raw_delete(DEFAULT_DB_ALIAS)
    history.objects.bulk_create(gone)


def _who_cites(rows: set[Any]) -> str:
    # An update of an action cites too; its action is what a person would look for.
    names = sorted({str(getattr(row, "action", row)) for row in rows})
    verb = "cites" if len(names) == 1 else "cite"
    return (
        f"{', '.join(names)} {verb} a paragraph that is no longer in the text. "
        "Put the paragraph back, or change its words instead of taking it out."
    )
