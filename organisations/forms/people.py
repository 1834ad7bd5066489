from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from organisations.forms.boards import offer
from organisations.forms.duplicates import ask_whether_different, different_field
from organisations.likeness import people_like
from organisations.models import Organisation, Person, PersonName

if TYPE_CHECKING:
    from organisations.models import User


class PersonForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable when it runs
    """A person; never their sign-in. A new one called almost like a known one is asked about once: ``likely``."""

    different_from = different_field("This is somebody else: add them")
    field_order = ("different_from",)

    class Meta:
        model = Person
        fields = ("name", "initials", "job_title", "organisation", "email")
        help_texts = {"email": "Seen by the secretariats of boards and by the person, and by nobody else."}
        widgets = {"initials": forms.TextInput({"class": "govuk-input--width-5"})}
        error_messages = {
            "name": {"required": "Enter the person’s name."},
            "email": {"invalid": "Enter an address such as name@example.org."},
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk or not self.is_bound:
            del self.fields["different_from"]
        self.likely: list[Person] = []
        offer(self, "organisation", Organisation.objects.visible_to(user), none="None")

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if "different_from" in self.fields:
            self.likely = people_like(given["name"]) if given.get("name") else []
            ask_whether_different(self, given.get("name", ""), likely=self.likely)
        return given


OtherNames = forms.inlineformset_factory(
    Person,
    PersonName,
    fields=("name",),
    extra=3,
    can_delete_extra=False,
    error_messages={"name": {"required": "Enter the name, or empty the row."}},
)
