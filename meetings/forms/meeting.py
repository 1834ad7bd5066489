from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from meetings.models import Meeting
from organisations.forms.dates import DateField
from organisations.models import Board

if TYPE_CHECKING:
    from organisations.roles import AnyUser

TIMES = ("%H:%M", "%H.%M", "%H:%M:%S", "%I:%M%p", "%I.%M%p", "%I%p", "%I:%M %p", "%I %p")


class TimeOfDayField(forms.TimeField):
    """A time as people write it: 14:30, 14.30 or 2:30pm."""

    widget = forms.TimeInput(format="%H:%M", attrs={"class": "govuk-input--width-5", "autocomplete": "off"})
    default_error_messages = {"invalid": "Enter a time such as 14:30 or 2:30pm"}

    def __init__(self, **kwargs: Any) -> None:
        # The model's own field would bring formats that know no "pm".
        super().__init__(**{**kwargs, "input_formats": TIMES})


class LinkField(forms.URLField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "assume_scheme": "https"})


class MeetingForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic when it runs
    class Meta:
        model = Meeting
        fields: tuple[str, ...] = (
            "held_on",
            "starts_at",
            "ends_at",
            "title",
            "venue",
            "joining_link",
            "next_meeting_on",
        )
        field_classes = {
            "held_on": DateField,
            "next_meeting_on": DateField,
            "starts_at": TimeOfDayField,
            "ends_at": TimeOfDayField,
            "joining_link": LinkField,
        }
        labels = {
            "joining_link": "Link to join by",
            "title": "Name of its own",
            "next_meeting_on": "Date of the next meeting",
        }
        help_texts = {
            "held_on": "Such as 5 March 2025.",
            "starts_at": "Such as 14:30 or 2:30pm.",
            "joining_link": "Only people with a role on the board see it.",
            "title": "Only if it has one, such as “Away day”.",
            "venue": "Where it is, or “By video call”.",
        }
        error_messages = {"held_on": {"required": "Enter the day of the meeting."}}


STANDING, EMPTY = "standing", "empty"
SHAPES = 30
"""So many earlier meetings are offered, the latest first."""


class NewMeetingForm(MeetingForm):
    """Which board meets is settled once: references of actions hang on it."""

    class Meta(MeetingForm.Meta):
        fields = ("board", *MeetingForm.Meta.fields)
        error_messages = {
            **MeetingForm.Meta.error_messages,
            "board": {"required": "Choose the board.", "invalid_choice": "Choose a board from the list."},
        }

    agenda = forms.ChoiceField(
        required=False,
        initial=STANDING,
        help_text="What waits on the forward plan for such a meeting comes back in any case.",
    )

    def __init__(self, *args: Any, user: AnyUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meetings = {str(meeting.pk): meeting for meeting in Meeting.objects.to_take_the_shape_of(user)[:SHAPES]}
        agenda = self.fields["agenda"]
        assert isinstance(agenda, forms.ChoiceField)  # noqa: S101  # for the type checker
        like = [(key, str(meeting)) for key, meeting in self.meetings.items()]
        agenda.choices = [
            (STANDING, "The board’s standing items"),
            (EMPTY, "Nothing yet"),
            *([("The same shape as an earlier meeting", like)] if like else []),
        ]
        board = self.fields["board"]
        assert isinstance(board, forms.ModelChoiceField)  # noqa: S101  # for the type checker
        board.queryset = Board.objects.editable_by(user)
        board.empty_label = "Choose a board"

    @property
    def like(self) -> Meeting | None:
        """The meeting whose shape was chosen."""
        return self.meetings.get(self.cleaned_data["agenda"])

    @property
    def is_empty(self) -> bool:
        return bool(self.cleaned_data["agenda"] == EMPTY)
