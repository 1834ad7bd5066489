from actions.due import Due
from actions.services.advising import Recommended, add_recommendations, change_recommendation, save_advice
from actions.services.answering import accept_report, agree_complete, send_back, turn_down_report
from actions.services.calendars import make_calendar_address, withdraw_calendar_address
from actions.services.changing import change_actions
from actions.services.evidence import GivenEvidence
from actions.services.following import Followed, follow_meeting
from actions.services.following_up import follow_up, raise_follow_up
from actions.services.handing_on import change_owners, hand_on
from actions.services.issuing import issue_to_board
from actions.services.links import withdraw_link
from actions.services.merging import merge_action
from actions.services.parts import take_back_part, tick_off_part
from actions.services.raising import AGREED, correct_action, raise_action, reword_actions, set_owners
from actions.services.referring import accept_referral, decline_referral, refer_action
from actions.services.reporting import report_progress
from actions.services.responding import record_response
from actions.services.splitting import Part, split_action
from actions.services.superseding import supersede_recommendation
from actions.services.tagging import Tagged, Tagging, set_themes, tag_actions, tag_meeting
from actions.services.taking_reports import take_report
from actions.services.undoing import undo_change

__all__ = [
    "AGREED",
    "Due",
    "Followed",
    "GivenEvidence",
    "Part",
    "Recommended",
    "Tagged",
    "Tagging",
    "accept_referral",
    "accept_report",
    "add_recommendations",
    "agree_complete",
    "change_actions",
    "change_owners",
    "change_recommendation",
    "correct_action",
    "decline_referral",
    "follow_meeting",
    "follow_up",
    "hand_on",
    "issue_to_board",
    "make_calendar_address",
    "merge_action",
    "raise_action",
    "raise_follow_up",
    "record_response",
    "refer_action",
    "report_progress",
    "reword_actions",
    "save_advice",
    "send_back",
    "set_owners",
    "set_themes",
    "split_action",
    "supersede_recommendation",
    "tag_actions",
    "tag_meeting",
    "take_back_part",
    "take_report",
    "tick_off_part",
    "turn_down_report",
    "undo_change",
    "withdraw_calendar_address",
    "withdraw_link",
]
