from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from meetings.models import Meeting, MinutesStage
from organisations.dates import write_date
from organisations.models import Board

if TYPE_CHECKING:
    import datetime as dt

MEANS = {
    MinutesStage.DRAFTING: "Back to drafting: only the secretariat reads them",
    MinutesStage.WITH_CHAIR: "With the chair: the chair reads them, and nobody else of the board",
    MinutesStage.CIRCULATED: "Circulated: members read them",
    MinutesStage.APPROVED: "Approved: members and officials read them, and they do not change",
    MinutesStage.PUBLISHED: "Published: members and officials read them, and they do not change",
}
TO_EVERYBODY = "Published: everybody reads them, and they do not change"
ORDER = list(MinutesStage)


class LaterMeetingField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    def label_from_instance(self, obj: Meeting) -> str:
        return write_date(obj.held_on)


class StageForm(forms.Form):
    """Every step but circulating, which has a page of its own: the check."""

    to = forms.ChoiceField(
        label="Move them to", widget=forms.RadioSelect, error_messages={"required": "Choose the stage."}
    )
    at_meeting = LaterMeetingField(
        Meeting.objects.none(),
        label="Approved at the meeting of",
        required=False,
        empty_label="Between meetings",
        help_text="Only where they are approved now.",
    )
    reason = forms.CharField(
        label="Why they go back",
        required=False,
        max_length=100,
        help_text="Needed only to move them back; the meeting’s history keeps it.",
    )

    def __init__(self, *args: Any, meeting: Meeting, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        means = dict(MEANS)
        if meeting.board.minutes_visible_to == Board.Visibility.PUBLIC:
            means[MinutesStage.PUBLISHED] = TO_EVERYBODY
        at = ORDER.index(MinutesStage(meeting.minutes_stage))
        if at < ORDER.index(MinutesStage.CIRCULATED):
            del means[MinutesStage.CIRCULATED]
        if not at:
            del self.fields["reason"]
        later = self.fields["at_meeting"]
        assert isinstance(later, forms.ModelChoiceField)  # noqa: S101  # for the type checker
        later.queryset = Meeting.objects.after(meeting).held_by(on)
        if meeting.is_locked or not later.queryset.exists():
            del self.fields["at_meeting"]
        to = self.fields["to"]
        assert isinstance(to, forms.ChoiceField)  # noqa: S101  # for the type checker
        to.choices = [(stage, words) for stage, words in means.items() if stage != meeting.minutes_stage]
