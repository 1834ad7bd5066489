"""What a board sends and what a person wants, where somebody said so and where nobody did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actions.models import BoardMailing, MailChoice

if TYPE_CHECKING:
    from organisations.models import Board, Person


def terms_of(board: Board) -> BoardMailing:
    return BoardMailing.objects.filter(board=board).first() or BoardMailing(board=board)


def choice_of(person: Person, board: Board) -> MailChoice:
    return MailChoice.objects.filter(person=person, board=board).first() or MailChoice(person=person, board=board)


def choices_on(board: Board) -> dict[int, MailChoice]:
    """By the key of the person; who is not in it has chosen nothing."""
    return {choice.person_id: choice for choice in MailChoice.objects.filter(board=board)}
