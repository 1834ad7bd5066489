from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from meetings.models import Minute
from meetings.services.item_text import text_version
from meetings.services.saving import hold_open
from meetings.writing.text import block, show
from rr3tracker.taking.saving import save_text

if TYPE_CHECKING:
    from meetings.models import AgendaItem
    from meetings.services.item_text import SavedText
    from organisations.models import User

GONE = "The paragraph is not in the text any more. Add it as a new one."


@transaction.atomic
def place_words(
    item: AgendaItem, *, words: str, by: User, after: int | None = None, instead_of: int | None = None
) -> SavedText:
    """The item has a paragraph of these words: in place of one, by its key; or below the one at the index ``after``.

    Without either it stands last. Refuses what ``save_text`` refuses, and a paragraph to replace that is gone.
    """
    hold_open(item.meeting_id)
    rows = list(Minute.objects.filter(item=item).order_by("position", "pk"))
    text = show(rows, item.number).text
    blocks = text.split("\n\n") if rows else []
    if instead_of is not None:
        at = next((n for n, row in enumerate(rows) if row.pk == instead_of), None)
        if at is None:
            raise ValidationError(GONE)
        blocks[at] = block(words, rows[at].level, item.number)
    else:
        at = len(blocks) if after is None else min(max(after + 1, 0), len(blocks))
        blocks.insert(at, words)
    return save_text(item, text="\n\n".join(blocks), version=text_version(rows), by=by)
