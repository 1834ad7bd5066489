from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models
from simple_history.utils import bulk_create_with_history

from organisations.models import User

T = TypeVar("T", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Saver:
    """Saves records so that their history says who imported them, and from which file."""

    by: User | None
    file_name: str

    @property
    def reason(self) -> str:
        return f"Read from {self.file_name}"[:100]

    def save(self, record: models.Model) -> None:
        """Refuses, with a ValidationError, what the record's constraints refuse."""
        record.full_clean()
        history: Any = record
        history._history_user = self.by
        history._change_reason = self.reason
        record.save()

    def add_all(self, records: Sequence[T], model: type[T]) -> list[T]:
        """All of them in a statement or two; their constraints are the database's to check."""
        if not records:
            return []
        saved: list[T] = bulk_create_with_history(
            list(records), model, batch_size=200, default_user=self.by, default_change_reason=self.reason
        )
        return saved
