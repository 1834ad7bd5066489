from meetings.forms.defer import DeferForm
from meetings.forms.document import PaperForm
from meetings.forms.forward import ForwardItemForm
from meetings.forms.item import ItemForm, NewItemForm
from meetings.forms.meeting import MeetingForm, NewMeetingForm
from meetings.forms.paragraph import ParagraphForm
from meetings.forms.roll import RollForm
from meetings.forms.stage import StageForm

__all__ = [
    "DeferForm",
    "ForwardItemForm",
    "ItemForm",
    "MeetingForm",
    "NewItemForm",
    "NewMeetingForm",
    "PaperForm",
    "ParagraphForm",
    "RollForm",
    "StageForm",
]
