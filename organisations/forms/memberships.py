from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q

from organisations.forms.boards import offer
from organisations.forms.dates import DateField
from organisations.models import Membership, Organisation, Person, Seat

if TYPE_CHECKING:
    from organisations.models import User


class MembershipForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable when it runs
    """Who belongs to the board of the instance, as what, from when to when."""

    class Meta:
        model = Membership
        fields = ("person", "organisation", "role", "seat", "starts_on", "ends_on", "deputy")
        field_classes = {"starts_on": DateField, "ends_on": DateField}
        labels = {"starts_on": "First day", "ends_on": "Last day"}
        help_texts = {
            "person": "Leave it empty where an organisation is the member, whoever comes.",
            "ends_on": "Leave it empty while the membership lasts.",
        }
        error_messages = {"starts_on": {"required": "Enter the first day, such as 5 March 2025."}}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.visible_to(user)
        offer(self, "person", people, none="Nobody")
        offer(self, "deputy", people, none="Nobody")
        offer(self, "organisation", Organisation.objects.visible_to(user), none="None")
        lasting = Q(abolished_on__isnull=True) | Q(pk=self.instance.seat_id)
        offer(self, "seat", Seat.objects.filter(lasting, board=self.instance.board_id), none="No seat")

    def clean(self) -> dict[str, Any]:
        """Say beside its field what the constraints would say at the top, and who is in the way."""
        given = self.cleaned_data
        if "person" in given and "organisation" in given and not (given["person"] or given["organisation"]):
            self.add_error("person", "Name a person, an organisation, or both.")
        if given.get("deputy") and given["deputy"] == given.get("person"):
            self.add_error("deputy", "A deputy is somebody else than the member.")
        starts_on, ends_on = given.get("starts_on"), given.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "A membership cannot end before it starts.")
        if given.get("seat") and "ends_on" in given and ends_on is None:
            self.refuse_second_holder(given["seat"])
        return given

    def refuse_second_holder(self, seat: Seat) -> None:
        lasting = seat.memberships.filter(ends_on__isnull=True).exclude(pk=self.instance.pk)
        holder = lasting.select_related("person", "organisation").first()
        if holder:
            who = holder.person or holder.organisation
            self.add_error("seat", f"{who} holds this seat: give that membership a last day first.")
