from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from actions.models import Action
    from meetings.models import Meeting


@dataclass(frozen=True, slots=True)
class Due:
    """When an action is due: on a day, at a meeting, or in words. ``Due()`` is when nobody said.

    Words may stand beside a day or a meeting ("by the spring", and 1 April).
    """

    on: dt.date | None = None
    at: Meeting | None = None
    text: str = ""

    def put_on(self, action: Action) -> None:
        action.due_on, action.due_at, action.due_text = self.on, self.at, self.text
