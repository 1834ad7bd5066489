from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from meetings.services.item_text import SavedText, Wording, write_item_text
from rr3tracker.taking.rewording import reword_with_paragraphs

if TYPE_CHECKING:
    from meetings.models import AgendaItem
    from organisations.models import User


@transaction.atomic
def save_text(item: AgendaItem, *, text: str, version: str, by: User) -> SavedText:
    """The item's paragraphs are those of ``text``; an action whose paragraph was reworded is reworded with it.

    As ``reword_with_paragraphs`` says. Refuses what ``save_item_text`` refuses.
    """
    saved = write_item_text(item, text=text, version=version, by=by)
    if saved.before:
        now = {row.pk: Wording(row.text, row.kind) for row in saved.rows}
        reword_with_paragraphs(saved.before, now, meeting=item.meeting, by=by)
    return saved
