from __future__ import annotations

from typing import Any

from django import forms

from organisations.forms.dates import DateField
from organisations.models import Seat


class SeatForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable when it runs
    class Meta:
        model = Seat
        fields = ("title", "position", "abolished_on")
        field_classes = {"abolished_on": DateField}
        labels = {"position": "Place in the list", "abolished_on": "Abolished on"}
        help_texts = {
            "title": "A theme, a sector or a size of provider, such as Large provider.",
            "position": "Seats of lower numbers come first; those of one number go by title.",
            "abolished_on": "The last day of the seat. It stays in the board’s history.",
        }
        widgets = {"position": forms.TextInput({"class": "govuk-input--width-3", "inputmode": "numeric"})}
        error_messages = {
            "title": {"required": "Enter the seat’s title."},
            "position": {"required": "Enter a number, such as 0.", "invalid": "Enter a whole number, such as 3."},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            del self.fields["abolished_on"]

    def clean_title(self) -> str:
        """Said here, because the constraint names the board, which the form does not show."""
        title: str = self.cleaned_data["title"]
        others = Seat.objects.filter(board=self.instance.board_id, title=title).exclude(pk=self.instance.pk)
        if others.exists():
            raise forms.ValidationError("This board already has a seat of this title.")
        return title
