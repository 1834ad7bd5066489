from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from organisations.models import Board, Membership, Person
from organisations.services.saving import save_changed

if TYPE_CHECKING:
    from organisations.models import User

NO_PERSON = "Your sign-in does not belong to a person yet, so the board would have no secretariat."
CIRCLE = "This board is above the one that you chose."
TAKEN_BY_A_PAGE = "add"


@transaction.atomic
def set_up_board(board: Board, *, by: User, today: dt.date) -> None:
    """The board is recorded, and ``by``'s person is its secretariat from today.

    Its address is made from its acronym, or else its name. A superuser without a person may set up a board that has
    no secretariat yet; anybody else without one is refused, with a ``ValidationError``.
    """
    person = Person.objects.filter(user=by).first()
    if person is None and not by.is_superuser:
        raise ValidationError(NO_PERSON)
    board.slug = board.slug or free_slug(board)
    save_changed(board, by=by)
    if person:
        secretariat = Membership(
            board=board,
            person=person,
            organisation_id=person.organisation_id,
            role=Membership.Role.SECRETARIAT,
            starts_on=today,
        )
        save_changed(secretariat, by=by)


@transaction.atomic
def save_board(board: Board, *, by: User) -> None:
    """What a board says of itself is put right. Refuses a parent that is the board's own group."""
    above, passed = board.parent, set()
    while above and above.pk not in passed:
        if above.pk == board.pk:
            raise ValidationError({"parent": CIRCLE})
        passed.add(above.pk)
        above = above.parent
    save_changed(board, by=by)


def free_slug(board: Board) -> str:
    """The board's acronym or name as an address that no board and no page has."""
    stem = (slugify(board.acronym) or slugify(board.name) or "board")[:50].strip("-")
    taken = {TAKEN_BY_A_PAGE, *Board.objects.filter(slug__startswith=stem).values_list("slug", flat=True)}
    number = 1
    while (slug := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return slug
