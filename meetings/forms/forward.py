from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from meetings.models import ForwardItem
from organisations.forms.dates import MonthOrDateField
from organisations.models import Person

if TYPE_CHECKING:
    from organisations.roles import AnyUser


class ForwardItemForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic when it runs
    """What a board is to come back to, and when. A deferred item says for itself what it is."""

    class Meta:
        model = ForwardItem
        fields = ("title", "not_before", "note", "purpose", "presenter", "minutes_allotted", "is_restricted")
        field_classes = {"not_before": MonthOrDateField}
        labels = {
            "not_before": "When it comes back",
            "presenter": "Presented by",
            "minutes_allotted": "Minutes allotted",
            "is_restricted": "This is restricted, for the members and the secretariat alone",
        }
        help_texts = {
            "not_before": "Such as March 2027: the first meeting from then takes it. "
            "Leave it empty for the next meeting.",
            "note": "Members and officials of the board read it, but officials nothing of what is restricted.",
            "is_restricted": "",
        }
        widgets = {
            "purpose": forms.RadioSelect,
            "minutes_allotted": forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        }
        error_messages = {"minutes_allotted": {"invalid": "Enter a whole number of minutes, such as 15."}}

    def __init__(self, *args: Any, user: AnyUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.source and self.instance.source.is_restricted:
            del self.fields["is_restricted"]  # it is, whatever is said here
        if self.instance.deferred_id:
            self.fields.pop("is_restricted", None)
            for name in ("title", "purpose", "presenter", "minutes_allotted"):
                del self.fields[name]
            return
        self.fields["title"].required = True
        self.fields["title"].error_messages["required"] = "Enter the title."
        presenter = self.fields["presenter"]
        assert isinstance(presenter, forms.ModelChoiceField)  # noqa: S101  # for the type checker
        presenter.queryset = Person.objects.visible_to(user)
        presenter.empty_label = "Nobody in particular"
