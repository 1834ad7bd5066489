from __future__ import annotations

from django.db import models, transaction
from django.db.models import F


class ActionSequence(models.Model):
    """The last number that a board gave to an action. A row of its own: it is counted, not audited."""

    board = models.OneToOneField("organisations.Board", on_delete=models.CASCADE, primary_key=True, related_name="+")
    last_number = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.board_id}: {self.last_number}"

    @classmethod
    def next_for(cls, board_id: int) -> int:
        """The board's next number, held until the transaction ends, so that no two are alike.

        The UPDATE locks the row on PostgreSQL; on SQLite the transaction is the only writer.
        """
        if not transaction.get_connection().in_atomic_block:
            raise transaction.TransactionManagementError("A number is taken inside a transaction.")
        cls.objects.get_or_create(board_id=board_id)
        cls.objects.filter(board_id=board_id).update(last_number=F("last_number") + 1)
        return cls.objects.get(board_id=board_id).last_number
