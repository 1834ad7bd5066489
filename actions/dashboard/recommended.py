"""What the boards recommended, and how it was answered: of the same boards, organisation and theme as the actions beside it."""

from __future__ import annotations

from actions.dashboard.scope import Scope
from actions.figures import Figure
from actions.filter_choices import NO_ORGANISATION, NO_THEME
from actions.models import Addressee, Answer
from actions.recommendations.figures import answers_among


def recommended(scope: Scope) -> list[Figure]:
    """Responses asked for, awaited, overdue, and each answer, as today; nothing where nobody was asked. One query.

    An organisation is asked by its name, so that what no organisation owns has no part in this.
    """
    if scope.organisation == NO_ORGANISATION:
        return []
    asked = Addressee.objects.visible_to(scope.reader)
    if scope.boards:
        asked = asked.filter(recommendation__advice__board__slug__in=scope.boards)
    if scope.organisation:
        asked = asked.filter(organisation=int(scope.organisation))
    if scope.theme:
        asked = asked.on_theme(None if scope.theme == NO_THEME else int(scope.theme))
    answers = answers_among(
        asked, on=scope.on, board=list(scope.boards), organisation=scope.organisation, theme=scope.theme
    )
    if not answers.asked.count:
        return []
    answered = [one for one in answers.by_answer[1:] if one.count or one.name != Answer.SUPERSEDED]
    return [
        Figure("Responses asked for", answers.asked.count, answers.asked.address),
        Figure(answers.awaiting.label, answers.awaiting.count, answers.awaiting.address),
        Figure(answers.overdue.label, answers.overdue.count, answers.overdue.address, "overdue"),
        *(Figure(one.label, one.count, one.address) for one in answered),
    ]
