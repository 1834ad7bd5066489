from meetings.services.agenda import add_item, change_item, delete_item, move_item, place_item
from meetings.services.amendments import ForRead, approve_minutes
from meetings.services.comments import make_comment, resolve_comment
from meetings.services.deferring import defer_item, take_after_all
from meetings.services.documents import add_paper, change_paper, delete_paper
from meetings.services.forward import change_plan, plan_ahead, withdraw
from meetings.services.guests import Added, GuestLine, take_roll
from meetings.services.item_text import MOST_PARAGRAPHS, SavedText, TextChanged, save_item_text, text_version
from meetings.services.meetings import Move, save_meeting
from meetings.services.paragraphs import (
    ParagraphChanged,
    add_paragraph,
    change_paragraph,
    delete_paragraph,
    move_paragraph,
    version_of,
)
from meetings.services.planning import plan_meeting
from meetings.services.roll import RollLine, roll_version, save_roll
from meetings.services.saving import LOCKED
from meetings.services.stages import move_minutes
from meetings.services.warnings import accept_warnings

__all__ = [
    "LOCKED",
    "MOST_PARAGRAPHS",
    "Added",
    "ForRead",
    "GuestLine",
    "Move",
    "ParagraphChanged",
    "RollLine",
    "SavedText",
    "TextChanged",
    "accept_warnings",
    "add_item",
    "add_paper",
    "add_paragraph",
    "approve_minutes",
    "change_item",
    "change_paper",
    "change_paragraph",
    "change_plan",
    "defer_item",
    "delete_item",
    "delete_paper",
    "delete_paragraph",
    "make_comment",
    "move_item",
    "move_minutes",
    "move_paragraph",
    "place_item",
    "plan_ahead",
    "plan_meeting",
    "resolve_comment",
    "roll_version",
    "save_item_text",
    "save_meeting",
    "save_roll",
    "take_after_all",
    "take_roll",
    "text_version",
    "version_of",
    "withdraw",
]
