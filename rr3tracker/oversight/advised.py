"""What a board recommended in a year, and what it was answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from actions.models import Addressee, Answer
from actions.models.addressed import GIVEN, is_awaiting
from actions.recommendations.addresses import recommendations_address
from rr3tracker.oversight.worked import Number

if TYPE_CHECKING:
    from organisations.models import Board
    from organisations.roles import AnyUser
    from rr3tracker.oversight.periods import Period

ANSWERS = (Answer.ACCEPTED, Answer.ACCEPTED_IN_PART, Answer.NOT_ACCEPTED)


@dataclass(frozen=True, slots=True)
class Advised:
    made: int
    """Recommendations of advice that was given in the year."""
    asked: Number
    """Answers that these asked for: one of each organisation."""
    awaited: Number
    """Those that have not come to this day."""
    accepted: int
    in_part: int
    not_accepted: int

    @property
    def answered(self) -> int:
        """Answers that stand and were given in the year, to whatever was recommended before: one an organisation."""
        return self.accepted + self.in_part + self.not_accepted


def advised_in(board: Board, user: AnyUser, periods: Sequence[Period]) -> list[Advised]:
    """One for each of the periods, as far as ``user`` may see. One query."""
    counts = (
        Addressee.objects.visible_to(user)
        .of_boards([board])
        .given()
        .order_by()
        .aggregate(
            **{f"{name}_{n}": count for n, period in enumerate(periods) for name, count in _counts(period).items()}
        )
    )
    return [
        Advised(
            counts[f"made_{n}"],
            Number(counts[f"asked_{n}"], recommendations_address(board=board.slug, **period.bounds("given"))),
            Number(
                counts[f"awaited_{n}"],
                recommendations_address(board=board.slug, answer=Answer.AWAITING.value, **period.bounds("given")),
            ),
            *(counts[f"{answer.value}_{n}"] for answer in ANSWERS),
        )
        for n, period in enumerate(periods)
    ]


def _counts(period: Period) -> dict[str, Count]:
    days = (period.first, period.until)
    given = Q(**{f"{GIVEN}__range": days})
    return {
        "made": Count("recommendation", filter=given, distinct=True),
        "asked": Count("pk", filter=given),
        "awaited": Count("pk", filter=given & is_awaiting()),
        **{answer.value: Count("pk", filter=Q(answer=answer, answered_on__range=days)) for answer in ANSWERS},
    }
