from __future__ import annotations

from typing import Any, NoReturn, TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)


class FrozenError(Exception):
    """Somebody tried to change or delete a row that is kept as it was recorded."""


class FrozenQuerySet(models.QuerySet[Row]):
    def update(self, **kwargs: Any) -> NoReturn:
        raise FrozenError("This is kept as it was recorded, never changed.")

    def delete(self) -> NoReturn:
        raise FrozenError("This is kept as it was recorded, never deleted.")


class FrozenRow(models.Model):
    """A row that is added once: saving it again and deleting it are refused."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise FrozenError("This is kept as it was recorded, never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise FrozenError("This is kept as it was recorded, never deleted.")
