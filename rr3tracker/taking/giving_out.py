"""Which actions of a meeting, already on the register, are still to be given to the board: never issued, or changed since."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from actions.issued import Issued, issued_of
from actions.models import Action, ActionIssue
from meetings.models import MEMBERS_SEE

if TYPE_CHECKING:
    from meetings.models import Meeting


@dataclass(slots=True)
class ToGiveOut:
    unissued: list[Action] = field(default_factory=list)
    changed: list[tuple[Action, Issued]] = field(default_factory=list)

    @property
    def actions(self) -> list[Action]:
        return [*self.unissued, *(action for action, _ in self.changed)]

    @property
    def is_restricted(self) -> bool:
        """Officials do not see all of them."""
        return any(action.raised_in and action.raised_in.item.is_restricted for action in self.actions)


def to_give_out(meeting: Meeting) -> ToGiveOut:
    """Three queries. Once the minutes are circulated, whoever reads them sees what was never issued."""
    found = ToGiveOut()
    raised = Action.objects.raised_at(meeting).select_related("due_at", "raised_in__item")
    actions = list(raised.with_owners().order_by("number"))
    issues: dict[int, list[ActionIssue]] = {action.pk: [] for action in actions}
    for issue in ActionIssue.objects.filter(action__in=actions).order_by("pk"):
        issues[issue.action_id].append(issue)
    for action in actions:
        issued = issued_of(action, issues[action.pk])
        if issued and issued.changes:
            found.changed.append((action, issued))
        elif not issued and meeting.minutes_stage not in MEMBERS_SEE:
            found.unissued.append(action)
    return found
