from actions.services.calendars import make_calendar_address, withdraw_calendar_address
from actions.services.due import Due
from actions.services.evidence import GivenEvidence
from actions.services.following import Followed, follow_meeting
from actions.services.issuing import issue_to_board
from actions.services.links import withdraw_link
from actions.services.raising import AGREED, correct_action, raise_action, reword_actions, set_owners
from actions.services.reporting import report_progress
from actions.services.taking_reports import take_report

__all__ = [
    "AGREED",
    "Due",
    "Followed",
    "GivenEvidence",
    "correct_action",
    "follow_meeting",
    "issue_to_board",
    "make_calendar_address",
    "raise_action",
    "report_progress",
    "reword_actions",
    "set_owners",
    "take_report",
    "withdraw_calendar_address",
    "withdraw_link",
]
