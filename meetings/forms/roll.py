from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import QueryDict

from meetings.models import Attendance
from meetings.roll_offer import NOT_ON_ROLL, Offer, RollOffers
from meetings.services.roll import CHAIR_ABSENT, RollLine

STATUSES = [(NOT_ON_ROLL, "Not on the roll"), *Attendance.Status.choices]


class RollRowForm(forms.Form):
    """How one person, or one organisation, came."""

    status = forms.ChoiceField(choices=STATUSES, required=False)
    capacity = forms.ChoiceField(choices=Attendance.Capacity.choices)
    is_chair = forms.BooleanField(label="In the chair", required=False)
    is_note_taker = forms.BooleanField(label="Took the notes", required=False)
    substitute_for_id = forms.TypedChoiceField(label="For", coerce=int, empty_value=None, required=False)

    def __init__(self, data: QueryDict | None, *, offer: Offer, substituted: list[tuple[str, str]]) -> None:
        line = offer.line
        initial = {name: getattr(line, name) for name in self.base_fields}
        super().__init__(data, prefix=offer.key, initial=initial)
        self.offer = offer
        if line.person_id and (offer.is_guest or line.substitute_for_id):
            choices = [("", "Nobody"), *(pair for pair in substituted if pair[0] != str(line.person_id))]
            self.fields["substitute_for_id"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField, above
        else:
            del self.fields["substitute_for_id"]
        for name, field in self.fields.items():
            # The columns have headings; each control says whose it is as well.
            words = field.label or name.capitalize()
            field.widget.attrs["aria-label"] = f"{words}: {offer.name}"

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        leads = typed.get("is_chair") or typed.get("is_note_taker")
        if leads and typed.get("status") != Attendance.Status.PRESENT:
            raise ValidationError(f"{self.offer.name}: {CHAIR_ABSENT[0].lower()}{CHAIR_ABSENT[1:]}")
        return typed

    def line(self) -> RollLine:
        return replace(self.offer.line, **self.cleaned_data)


class RollForm(forms.Form):
    """A row for everybody offered. The rows that a browser sends back are the rows: its order, its additions."""

    version = forms.CharField(widget=forms.HiddenInput, required=False)
    add = forms.ChoiceField(label="Add somebody who is not listed", required=False)

    def __init__(self, data: QueryDict | None, *, offers: RollOffers, choices: list[Any], **kwargs: Any) -> None:
        data = data.copy() if data is not None else None
        self.has_added = False
        super().__init__(data, **kwargs)
        self.fields["add"].choices = [("", "Choose a name"), *choices]  # type: ignore[attr-defined]  # a ChoiceField, above
        shown = self._posted(data, offers) if data is not None else offers.standing
        substituted = offers.substituted
        self.rows = [RollRowForm(data, offer=offer, substituted=substituted) for offer in shown.values()]

    def _posted(self, data: QueryDict, offers: RollOffers) -> dict[str, Offer]:
        added = data.get("add", "")
        keys = [*data.getlist("row"), added]
        known = offers.standing
        known = {**known, **offers.guests(key for key in keys if key not in known)}
        if added in known and f"{added}-capacity" not in data:
            line = known[added].line
            data[f"{added}-status"] = Attendance.Status.PRESENT
            data[f"{added}-capacity"] = line.capacity
            data[f"{added}-substitute_for_id"] = str(line.substitute_for_id or "")
        if added in known:
            self.has_added, data["add"] = True, ""
        return {key: known[key] for key in dict.fromkeys(keys) if key in known}

    def clean(self) -> None:
        """What is wrong in a row is said at the top as well, with whose row it is."""
        for row in self.rows:
            for name, errors in row.errors.items():
                named = errors if name == NON_FIELD_ERRORS else [f"{row.offer.name}: {error}" for error in errors]
                self.add_error(None, [str(error) for error in named])
        if "add_line" in self.data and not self.has_added and not self.has_error("add"):
            self.add_error("add", "Choose a name to add.")

    def lines(self) -> list[RollLine]:
        return [row.line() for row in self.rows if row.cleaned_data["status"] != NOT_ON_ROLL]

    def take_version(self, version: str) -> None:
        """The next time it is saved, it is saved over this version."""
        assert isinstance(self.data, QueryDict)  # noqa: S101  # only a bound form is saved again
        self.data["version"] = version
