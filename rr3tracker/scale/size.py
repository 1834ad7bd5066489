from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from django.db import models

from meetings.models import Meeting, Minute
from organisations.models import Board, Membership, Seat, Theme, User

Row = TypeVar("Row", bound=models.Model)
BATCH = 2000


@dataclass(frozen=True, slots=True)
class Size:
    boards: int = 20
    meetings: int = 2000
    actions: int = 20_000
    seed: int = 1

    @property
    def organisations(self) -> int:
        return max(20, 3 * self.boards)

    @property
    def people(self) -> int:
        return max(120, 20 * self.boards)


@dataclass(slots=True)
class Sitting:
    """A meeting with the paragraphs of its minutes that raise actions, and those that hear of earlier ones."""

    meeting: Meeting
    raising: list[Minute] = field(default_factory=list)
    hearing: list[Minute] = field(default_factory=list)


@dataclass(slots=True)
class Years:
    """A board and what belongs to it, as far as it was made up."""

    board: Board
    secretary: User
    seats: list[Seat] = field(default_factory=list)
    memberships: list[Membership] = field(default_factory=list)
    themes: list[Theme] = field(default_factory=list)
    sittings: list[Sitting] = field(default_factory=list)
    """In the order of their days."""
    held: list[Sitting] = field(default_factory=list)
    """Those of them that were held by today."""

    def belonging(self, day: dt.date) -> list[Membership]:
        return [m for m in self.memberships if m.starts_on <= day and (m.ends_on is None or m.ends_on >= day)]


def add_all(model: type[Row], rows: Iterable[Row]) -> Sequence[Row]:
    return model._default_manager.bulk_create(rows, batch_size=BATCH)
