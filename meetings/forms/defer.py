from __future__ import annotations

from typing import Any

from django import forms

from meetings.models import AgendaItem, Meeting

NEXT, HERE = "next", "here"


class DeferForm(forms.Form):
    """When an item is taken instead."""

    to = forms.ChoiceField(
        label="When it is taken",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose when it is taken.", "invalid_choice": "Choose a meeting from the list."},
    )

    def __init__(self, *args: Any, item: AgendaItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_to = Meeting.objects.after(item.meeting).exclude(minutes_stage__in=["approved", "published"])
        self.later = {str(meeting.pk): meeting for meeting in open_to[:12]}
        later = [(key, f"At the meeting of {meeting.held_on:%-d %B %Y}") for key, meeting in self.later.items()]
        choices = later or [(NEXT, "At the next meeting that is planned: it comes back to its agenda by itself")]
        if item.is_deferred:
            choices = [(HERE, "At this meeting after all"), *choices]
        to = self.fields["to"]
        assert isinstance(to, forms.ChoiceField)  # noqa: S101  # for the type checker
        to.choices = choices

    @property
    def meeting(self) -> Meeting | None:
        return self.later.get(self.cleaned_data["to"])

    @property
    def takes_here(self) -> bool:
        return bool(self.cleaned_data["to"] == HERE)
