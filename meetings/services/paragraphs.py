from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError

from meetings.models import Minute
from meetings.numbering import moved
from meetings.services.numbering import renumber
from meetings.services.saving import again, hold_open, refuse_if_gone
from organisations.services.saving import save_changed, sign

if TYPE_CHECKING:
    from meetings.models import AgendaItem
    from organisations.models import User


class ParagraphChanged(ValidationError):
    """Somebody else changed the paragraph since its form was opened; ``now`` is what it says."""

    def __init__(self, now: Minute) -> None:
        super().__init__("Somebody changed this paragraph after you opened it. Compare the two and save again.")
        self.now = now


def version_of(minute: Minute) -> str:
    """Differs whenever what the form edits differs: two forms of one version do not overwrite each other."""
    words = f"{minute.level} {minute.kind} {minute.text}"
    return hashlib.sha256(words.encode(errors="surrogatepass")).hexdigest()[:16]


@transaction.atomic
def add_paragraph(
    item: AgendaItem, *, text: str, level: int, kind: str, by: User, after: Minute | None = None
) -> Minute:
    """The item has one more paragraph: after ``after``, or at its end. The item is counted afresh."""
    hold_open(item.meeting_id)
    refuse_if_gone(item)
    rows = list(item.minutes.order_by("position", "pk"))
    minute = Minute(item=item, position=len(rows) + 1, text=_tidy(text), level=level, kind=kind)
    save_changed(minute, by=by)
    at = rows.index(after) + 1 if after in rows else len(rows)
    renumber(item, order=[*rows[:at], minute, *rows[at:]], by=by)
    return minute


@transaction.atomic
def change_paragraph(minute: Minute, *, text: str, level: int, kind: str, version: str, by: User) -> None:
    """The paragraph says ``text``. ``version`` is ``version_of`` what the writer saw.

    Refuses with ``ParagraphChanged`` where it says something else by now, unless that is what was typed.
    """
    hold_open(minute.item.meeting_id)
    now = again(minute)
    seen, level_before = version_of(now), now.level
    now.text, now.level, now.kind = _tidy(text), level, kind
    if version != seen and version_of(now) != seen:
        raise ParagraphChanged(again(minute))
    save_changed(now, by=by)
    if now.level != level_before:
        renumber(now.item, by=by)


@transaction.atomic
def move_paragraph(minute: Minute, *, up: bool, by: User) -> None:
    """The paragraph, with the deeper ones below it, stands one place further up or down in its item."""
    hold_open(minute.item.meeting_id)
    refuse_if_gone(minute)
    rows = list(Minute.objects.filter(item=minute.item_id).order_by("position", "pk"))
    order = moved([row.level for row in rows], rows.index(minute), up=up)
    if order != list(range(len(rows))):
        renumber(minute.item, order=[rows[i] for i in order], by=by)


@transaction.atomic
def delete_paragraph(minute: Minute, *, by: User) -> None:
    """The paragraph is gone, and its item counted afresh. Refused, with a ``ValidationError``, while anything
    cites it: an action was born in it, or an update is recorded there.
    """
    hold_open(minute.item.meeting_id)
    refuse_if_gone(minute)
    item = minute.item
    try:
        sign(minute, by=by).delete()
    except ProtectedError as error:
        raise ValidationError(_who_cites(error.protected_objects)) from None
    renumber(item, by=by)


def _who_cites(rows: set[Any]) -> str:
    # An update of an action cites too; its action is what a person would look for.
    names = sorted({str(getattr(row, "action", row)) for row in rows})
    verb = "cites" if len(names) == 1 else "cite"
    return f"{', '.join(names)} {verb} this paragraph, so it cannot be deleted. Change its words instead."


def _tidy(text: str) -> str:
    """Browsers send other line endings than they were given."""
    return text.replace("\r\n", "\n").strip()
