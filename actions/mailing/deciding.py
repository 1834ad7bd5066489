"""What people decide about mail: which mails a board sends and a person wants, and what becomes of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from organisations.services.saving import save_changed

if TYPE_CHECKING:
    from actions.models import BoardMailing, MailChoice
    from organisations.models import User


@transaction.atomic
def save_terms(terms: BoardMailing, *, by: User) -> bool:
    """What the board sends from its next run on. Mails that wait are put right by that run."""
    return save_changed(terms, by=by)


@transaction.atomic
def save_choice(choice: MailChoice, *, by: User) -> bool:
    """What the person wants to be told from now on, said by themselves or by the secretariat for them."""
    return save_changed(choice, by=by)
