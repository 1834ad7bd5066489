from __future__ import annotations

from typing import Any

from django import forms

from meetings.models import Meeting, MinutesStage
from organisations.models import Board

MEANS = {
    MinutesStage.DRAFTING: "Back to drafting: only the secretariat reads them",
    MinutesStage.CIRCULATED: "Circulated: members read them",
    MinutesStage.APPROVED: "Approved: members and officials read them, and they do not change",
    MinutesStage.PUBLISHED: "Published: members and officials read them, and they do not change",
}
TO_EVERYBODY = "Published: everybody reads them, and they do not change"


class StageForm(forms.Form):
    to = forms.ChoiceField(
        label="Move them to", widget=forms.RadioSelect, error_messages={"required": "Choose the stage."}
    )
    reason = forms.CharField(
        label="Why they go back",
        required=False,
        max_length=100,
        help_text="Needed only to move them back; the meeting’s history keeps it.",
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        means = dict(MEANS)
        if meeting.board.minutes_visible_to == Board.Visibility.PUBLIC:
            means[MinutesStage.PUBLISHED] = TO_EVERYBODY
        if meeting.minutes_stage == MinutesStage.DRAFTING:
            del self.fields["reason"]
        to = self.fields["to"]
        assert isinstance(to, forms.ChoiceField)  # noqa: S101  # for the type checker
        to.choices = [(stage, words) for stage, words in means.items() if stage != meeting.minutes_stage]
