"""What a board recommended in a year, and what it was answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from actions.models import Addressee, Answer, Recommendation

if TYPE_CHECKING:
    from organisations.models import Board
    from organisations.roles import AnyUser
    from rr3tracker.oversight.periods import Period

ANSWERS = (Answer.ACCEPTED, Answer.ACCEPTED_IN_PART, Answer.NOT_ACCEPTED)


@dataclass(frozen=True, slots=True)
class Advised:
    made: int
    """Recommendations of advice that was given in the year."""
    accepted: int
    in_part: int
    not_accepted: int

    @property
    def answered(self) -> int:
        """Answers that stand and were given in the year, to whatever was recommended before: one an organisation."""
        return self.accepted + self.in_part + self.not_accepted


def advised_in(board: Board, user: AnyUser, periods: Sequence[Period]) -> list[Advised]:
    """One for each of the periods, as far as ``user`` may see. Two queries."""
    seen = Recommendation.objects.visible_to(user).filter(advice__board=board).order_by()
    made = seen.aggregate(
        **{
            f"made_{n}": Count("pk", filter=Q(advice__given_on__range=(period.first, period.until)))
            for n, period in enumerate(periods)
        }
    )
    answered = Addressee.objects.filter(recommendation__in=seen.values("pk")).aggregate(
        **{
            f"{answer.value}_{n}": Count("pk", filter=Q(answer=answer, answered_on__range=(period.first, period.until)))
            for n, period in enumerate(periods)
            for answer in ANSWERS
        }
    )
    return [
        Advised(
            made[f"made_{n}"],
            *(answered[f"{answer.value}_{n}"] for answer in ANSWERS),
        )
        for n, _ in enumerate(periods)
    ]
