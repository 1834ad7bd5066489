from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import QueryDict

from meetings.forms.roll_row import RollRowForm
from meetings.guests import GuestReader, UnclearGuestError
from meetings.models import Attendance
from meetings.quorum import Quorum, quorum_of
from meetings.roll_offer import NOT_ON_ROLL, Offer, RollOffers
from meetings.services import GuestLine, RollLine

MOST_LETTERS = 1000
MOST_GUESTS = 100


class RollForm(forms.Form):
    """A row for everybody offered. The rows that a browser sends back are the rows: its order, its additions.

    A guest is a line that was typed ("name, job title, organisation"). It goes back and forth with the form, in
    fields called ``guest``, and becomes a person only when the roll is saved.
    """

    version = forms.CharField(widget=forms.HiddenInput, required=False)
    add = forms.ChoiceField(label="Add somebody who is not listed", required=False)
    guest_line = forms.CharField(
        label="Or add a guest or an official",
        required=False,
        max_length=MOST_LETTERS,
        help_text="Name, job title, organisation, such as “Dana Reed, Head of policy, Harbour Trust”.",
    )

    def __init__(
        self, data: QueryDict | None, *, offers: RollOffers, choices: list[Any], reader: GuestReader, **kwargs: Any
    ) -> None:
        data = data.copy() if data is not None else None
        self.has_added, self.unclear = False, ""
        self.board = offers.meeting.board
        super().__init__(data, **kwargs)
        self.fields["add"].choices = [("", "Choose a name"), *choices]  # type: ignore[attr-defined]  # a ChoiceField, above
        self.reader = reader
        shown = self._posted(data, offers) if data is not None else offers.standing
        self.rows = [RollRowForm(data, offer=offer, offers=offers) for offer in shown.values()]

    def _posted(self, data: QueryDict, offers: RollOffers) -> dict[str, Offer]:
        added = data.get("add", "")
        known = offers.standing
        typed = self._read_guests(data, offers)
        if guest := self._read_new_guest(data, offers, known):
            if guest.key in known:
                added = added or guest.key
            else:
                typed[guest.key] = guest
                added = added or guest.key
        keys = [*data.getlist("row"), *typed, added]
        known = {**known, **typed}
        known = {**known, **offers.guests(key for key in keys if key not in known)}
        if added in known and f"{added}-capacity" not in data:
            line = known[added].line
            data[f"{added}-capacity"] = line.capacity
            data[f"{added}-substitute_for_id"] = str(line.substitute_for_id or "")
        if added in known:
            data[f"{added}-status"] = Attendance.Status.PRESENT
            self.has_added, data["add"] = True, ""
        return {key: known[key] for key in dict.fromkeys(keys) if key in known}

    def _read_guests(self, data: QueryDict, offers: RollOffers) -> dict[str, Offer]:
        """The lines that were read before."""
        found = {}
        for typed in data.getlist("guest")[:MOST_GUESTS]:
            try:
                offer = offers.guest(self.reader.read(typed[:MOST_LETTERS]))
            except UnclearGuestError as error:
                self.unclear = str(error)
            else:
                found[offer.key] = offer
        return found

    def _read_new_guest(self, data: QueryDict, offers: RollOffers, known: dict[str, Offer]) -> Offer | None:
        typed = data.get("guest_line", "").strip()
        if not typed or len(typed) > MOST_LETTERS:
            return None
        try:
            guest = self.reader.read(typed)
        except UnclearGuestError as error:
            self.unclear = str(error)
            return None
        data["guest_line"] = ""
        listed = known.get(f"person-{guest.person.pk}") if guest.person else None
        return listed or offers.guest(guest)

    def clean(self) -> None:
        """What is wrong in a row is said at the top as well, with whose row it is."""
        for row in self.rows:
            for name, errors in row.errors.items():
                named = errors if name == NON_FIELD_ERRORS else [f"{row.offer.name}: {error}" for error in errors]
                self.add_error(None, [str(error) for error in named])
        if self.unclear:
            self.add_error("guest_line", self.unclear)
        elif "add_line" in self.data and not self.has_added and not self.errors:
            self.add_error("add", "Choose a name to add.")

    def lines(self) -> list[RollLine | GuestLine]:
        return [row.line() for row in self.rows if row.cleaned_data["status"] != NOT_ON_ROLL]

    @property
    def quorum(self) -> Quorum:
        """Of what the page shows, saved or not."""
        return quorum_of(self.board, [row.shown for row in self.rows])

    def take_version(self, version: str) -> None:
        """The next time it is saved, it is saved over this version."""
        assert isinstance(self.data, QueryDict)  # noqa: S101  # only a bound form is saved again
        self.data["version"] = version
