from actions.models.action import Action
from actions.models.issue import ActionIssue
from actions.models.owner import ActionOwner
from actions.models.queryset import ActionQuerySet
from actions.models.sequence import ActionSequence
from actions.models.status import CLOSED, NEEDS_REASON, NOT_CLOSED, WORKING, Status
from actions.models.update import ActionUpdate, AppendOnlyError

__all__ = [
    "CLOSED",
    "NEEDS_REASON",
    "NOT_CLOSED",
    "WORKING",
    "Action",
    "ActionIssue",
    "ActionOwner",
    "ActionQuerySet",
    "ActionSequence",
    "ActionUpdate",
    "AppendOnlyError",
    "Status",
]
