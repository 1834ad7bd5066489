"""The register as a file for a spreadsheet: the same rows as on the screen, all pages of them."""

from __future__ import annotations

import csv
import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from actions.models import Action, ActionOwner, ActionQuerySet
from actions.standing import Standing, standing_today

HEADINGS = (
    "Reference",
    "Board",
    "Action",
    "Owners",
    "Due",
    "Due, in words",
    "Overdue",
    "Status",
    "Raised on",
    "Raised in",
    "Closed on",
    "First due",
    "Times moved later",
    "Themes",
)
# Excel takes a file for its own old encoding unless it begins with this.
BYTE_ORDER_MARK = "\ufeff"
# A cell that begins so is worked out as a formula by a spreadsheet: whoever typed it would run commands
# on the machine of whoever opens the file.
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
ROWS_AT_ONCE = 500


class _Line:
    """Stands for a file: hands back the line that the writer makes, so that it can be sent."""

    def write(self, line: str) -> str:
        return line


def csv_lines(
    actions: ActionQuerySet, *, on: dt.date, stood: Callable[[Action, list[str]], Standing] = standing_today
) -> Iterator[str]:
    """The lines of the file, of actions fetched ``for_register()``, and all that is for their reader alone. Three queries, whatever the length.

    ``stood`` is how each stood on the day ``on``. What was put off is told where the actions come ``with_slips``.
    """
    writer = csv.writer(_Line())
    yield BYTE_ORDER_MARK + writer.writerow(HEADINGS)
    owners, themes = _owners_of(actions), _themes_of(actions)
    # Without the prefetching of owners, which would take one more query for every batch of rows.
    for action in actions.prefetch_related(None).iterator(chunk_size=ROWS_AT_ONCE):
        raised_in = action.raised_in.citation if action.raised_in else "Between meetings"
        if action.raised_in and not action.opens_paragraph:  # type: ignore[attr-defined]  # annotated
            raised_in = "In minutes that are not open to you yet"
        standing = stood(action, owners[action.pk])
        yield writer.writerow(
            guarded(
                (
                    action.reference,
                    action.board.name,
                    action.text,
                    "; ".join(standing.owners),
                    standing.due_day.isoformat() if standing.due_day else "",
                    standing.due_text if standing.due_day else standing.due_words,
                    "Overdue" if standing.is_overdue(on) else "",
                    str(standing.status.label),
                    action.raised_on.isoformat(),
                    raised_in,
                    standing.closed_on.isoformat() if standing.closed_on else "",
                    _first_due(action),
                    str(getattr(action, "slips", "") or ""),
                    "; ".join(themes[action.pk]),
                )
            )
        )


def _first_due(action: Any) -> str:
    """What was annotated: the day, or the words where they gave none; nothing where it never changed."""
    day, words = getattr(action, "first_due_day", None), getattr(action, "first_due_words", "")
    return day.isoformat() if day else words or ""


def _owners_of(actions: ActionQuerySet) -> dict[int, list[str]]:
    rows = (
        ActionOwner.objects.filter(action__in=actions.order_by().values("pk"))
        .select_related("person", "organisation", "seat")
        .only("action", "role", "words", "seat__title", "person__name", "organisation__name", "organisation__acronym")
    )
    owners = defaultdict(list)
    for row in rows.iterator(chunk_size=ROWS_AT_ONCE):
        owners[row.action_id].append(row.name)
    return owners


def _themes_of(actions: ActionQuerySet) -> dict[int, list[str]]:
    """Whoever sees an action may know its themes: they are of its board, or of all."""
    tags = Action.themes.through._default_manager.filter(action__in=actions.order_by().values("pk"))
    themes = defaultdict(list)
    for action, name in tags.order_by("theme__name", "theme_id").values_list("action", "theme__name").iterator():
        themes[action].append(name)
    return themes


def guarded(cells: Iterable[str]) -> list[str]:
    return [f"'{cell}" if cell.startswith(STARTS_A_FORMULA) else cell for cell in cells]
