from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from meetings.models import AgendaItem, Meeting
from organisations.forms.themes import ThemesField, offer_themes
from organisations.models import Person

if TYPE_CHECKING:
    from organisations.models import Board
    from organisations.roles import AnyUser


class ItemForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic when it runs
    themes = ThemesField()

    class Meta:
        model = AgendaItem
        fields = (
            "title",
            "number",
            "depth",
            "purpose",
            "kind",
            "presenter",
            "minutes_allotted",
            "is_late",
            "is_restricted",
        )
        labels = {
            "kind": "What sort of item",
            "presenter": "Presented by",
            "depth": "Where it stands",
            "minutes_allotted": "Minutes allotted",
            "is_late": "This is a late item, added after the agenda went out",
            "is_restricted": "This is a restricted item, for the members and the secretariat alone",
        }
        help_texts = {
            "number": "Such as 4. Leave it empty for a heading without a number.",
            "depth": "",
            "is_late": "",
            "is_restricted": "",
        }
        widgets = {
            "number": forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"}),
            "purpose": forms.RadioSelect,
            "minutes_allotted": forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
            "depth": forms.RadioSelect(choices=[(1, "An item of the agenda"), (2, "A heading inside the item above")]),
        }
        error_messages = {
            "title": {"required": "Enter the item’s title."},
            "minutes_allotted": {"invalid": "Enter a whole number of minutes, such as 15."},
        }

    def __init__(self, *args: Any, user: AnyUser, board: Board, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_themes(self, board, carried=self.instance)
        presenter = self.fields["presenter"]
        assert isinstance(presenter, forms.ModelChoiceField)  # noqa: S101  # for the type checker
        presenter.queryset = Person.objects.visible_to(user)
        presenter.empty_label = "Nobody in particular"


class ItemChoiceField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    def label_from_instance(self, obj: Any) -> str:
        return f"After {obj}"


class NewItemForm(ItemForm):
    after = ItemChoiceField(
        queryset=AgendaItem.objects.none(), required=False, label="Place", empty_label="At the end of the agenda"
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        after = self.fields["after"]
        assert isinstance(after, ItemChoiceField)  # noqa: S101  # for the type checker
        after.queryset = meeting.items.all()
