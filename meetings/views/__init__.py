from meetings.views.agenda import agenda, item_defer
from meetings.views.documents import document_add, document_delete, document_download, document_edit
from meetings.views.items import item_add, item_delete, item_move, item_place
from meetings.views.meeting_detail import meeting_detail
from meetings.views.meeting_forms import meeting_add
from meetings.views.meeting_list import meeting_list
from meetings.views.paragraphs import minute_add, minute_delete, minute_edit, minute_move
from meetings.views.roll import roll_edit

__all__ = [
    "agenda",
    "document_add",
    "document_delete",
    "document_download",
    "document_edit",
    "item_add",
    "item_defer",
    "item_delete",
    "item_move",
    "item_place",
    "meeting_add",
    "meeting_detail",
    "meeting_list",
    "minute_add",
    "minute_delete",
    "minute_edit",
    "minute_move",
    "roll_edit",
]
