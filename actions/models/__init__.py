from actions.models.action import Action
from actions.models.addressed import Addressee, Answer
from actions.models.advice import Advice
from actions.models.change import ActionChange
from actions.models.feed import CalendarFeed
from actions.models.issue import ActionIssue
from actions.models.mail import Mail
from actions.models.mailing import BoardMailing, MailChoice, MailKind
from actions.models.owner import ActionOwner
from actions.models.queryset import ActionQuerySet
from actions.models.recommendation import Recommendation, Response
from actions.models.referral import Referral
from actions.models.report import ActionReport, Evidence, EvidenceContent
from actions.models.report_link import ReportLink
from actions.models.sequence import ActionSequence
from actions.models.status import CLOSED, NEEDS_REASON, NOT_CLOSED, WORKING, Status
from actions.models.update import ActionUpdate, AppendOnlyError

__all__ = [
    "CLOSED",
    "NEEDS_REASON",
    "NOT_CLOSED",
    "WORKING",
    "Action",
    "ActionChange",
    "ActionIssue",
    "ActionOwner",
    "ActionQuerySet",
    "ActionReport",
    "ActionSequence",
    "ActionUpdate",
    "Addressee",
    "Advice",
    "Answer",
    "AppendOnlyError",
    "BoardMailing",
    "CalendarFeed",
    "Evidence",
    "EvidenceContent",
    "Mail",
    "MailChoice",
    "MailKind",
    "Recommendation",
    "Referral",
    "ReportLink",
    "Response",
    "Status",
]
