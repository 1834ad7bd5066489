from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """What was found: one record, or none; with the ``rivals`` where it could be any of several."""

    found: T | None = None
    rivals: tuple[T, ...] = ()

    @classmethod
    def of(cls, candidates: Iterable[T]) -> Match[T]:
        """The only candidate, or all of them as rivals."""
        rows = tuple(dict.fromkeys(candidates))
        return cls(found=rows[0]) if len(rows) == 1 else cls(rivals=rows)

    @property
    def settled(self) -> bool:
        """Nothing further need be tried: found, or ambiguous already."""
        return self.found is not None or bool(self.rivals)

    @property
    def candidates(self) -> tuple[T, ...]:
        return self.rivals if self.found is None else (self.found,)
