from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from meetings.models import Attendance
from meetings.roll_offer import NOT_ON_ROLL, Offer, RollOffers
from meetings.services import GuestLine, RollLine
from meetings.services.roll import CHAIR_ABSENT


class RollRowForm(forms.Form):
    """How one person, or one organisation, came."""

    status = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    capacity = forms.ChoiceField(choices=Attendance.Capacity.choices)
    is_chair = forms.BooleanField(label="In the chair", required=False)
    is_note_taker = forms.BooleanField(label="Took the notes", required=False)
    substitute_for_id = forms.TypedChoiceField(label="In place of", coerce=int, empty_value=None, required=False)
    from_item_id = forms.TypedChoiceField(label="From item", coerce=int, empty_value=None, required=False)
    to_item_id = forms.TypedChoiceField(label="To item", coerce=int, empty_value=None, required=False)

    def __init__(self, data: QueryDict | None, *, offer: Offer, offers: RollOffers) -> None:
        line = offer.line
        super().__init__(data, prefix=offer.key, initial={name: getattr(line, name) for name in self.base_fields})
        self.offer = offer
        nothing = "Not on the roll" if offers.is_held else "Nothing said yet"
        self._choose("status", [*Attendance.Status.choices, (NOT_ON_ROLL, nothing)])
        if offer.guest or (line.person_id and (offer.is_guest or line.substitute_for_id)):
            others = (pair for pair in offers.substituted if pair[0] != str(line.person_id))
            self._choose("substitute_for_id", [("", "Nobody"), *others])
        else:
            del self.fields["substitute_for_id"]
        items = [(str(item.pk), str(item)) for item in offers.items]
        self._choose("from_item_id", [("", "The first item"), *items])
        self._choose("to_item_id", [("", "The last item"), *items])
        for name, field in self.fields.items():
            if name != "status":
                # The columns have headings; each control says whose it is as well.
                words = field.label or name.capitalize()
                field.widget.attrs["aria-label"] = f"{words}: {offer.name}"

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a ChoiceField, above

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        leads = typed.get("is_chair") or typed.get("is_note_taker")
        if leads and typed.get("status") != Attendance.Status.PRESENT:
            raise ValidationError(f"{self.offer.name}: {CHAIR_ABSENT[0].lower()}{CHAIR_ABSENT[1:]}")
        if typed.get("status") != Attendance.Status.PRESENT:
            # Whoever is marked as away after all was there for no part of it.
            typed["from_item_id"] = typed["to_item_id"] = None
        return typed

    def line(self) -> RollLine | GuestLine:
        line = replace(self.offer.line, **self.cleaned_data)
        return GuestLine(self.offer.guest, line) if self.offer.guest else line

    @property
    def shown(self) -> RollLine:
        """Its status and capacity as the page shows them, be they valid or not."""
        return RollLine(status=self["status"].value() or NOT_ON_ROLL, capacity=self["capacity"].value() or "")

    @property
    def has_more(self) -> bool:
        """Whether there is anything in the part of the row that is folded away."""
        names = ("substitute_for_id", "from_item_id", "to_item_id")
        return any(name in self.fields and self[name].value() for name in names)
