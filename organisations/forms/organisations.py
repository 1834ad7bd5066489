from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from organisations.forms.boards import offer
from organisations.forms.duplicates import ask_whether_different, different_field
from organisations.likeness import organisations_like
from organisations.models import Organisation, OrganisationName

if TYPE_CHECKING:
    from organisations.models import User


class OrganisationForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable when it runs
    """An organisation. A new one that is called almost like a known one is asked about once: ``likely``."""

    different_from = different_field("This is another organisation: add it")
    website = forms.URLField(
        required=False,
        max_length=200,
        assume_scheme="https",
        error_messages={"invalid": "Enter an address such as https://example.org."},
    )
    field_order = ("different_from",)

    class Meta:
        model = Organisation
        fields = ("name", "acronym", "sector", "website", "succeeded_by")
        labels = {"succeeded_by": "Succeeded by"}
        widgets = {"acronym": forms.TextInput({"class": "govuk-input--width-10"})}
        error_messages = {
            "name": {"required": "Enter the organisation’s name."},
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk or not self.is_bound:
            del self.fields["different_from"]
        self.likely: list[Organisation] = []
        others = Organisation.objects.visible_to(user).exclude(pk=self.instance.pk)
        offer(self, "succeeded_by", others, none="None")

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if "different_from" in self.fields:
            self.likely = (
                organisations_like(given["name"], acronym=given.get("acronym", "")) if given.get("name") else []
            )
            ask_whether_different(self, given.get("name", ""), likely=self.likely)
        return given


OtherNames = forms.inlineformset_factory(
    Organisation,
    OrganisationName,
    fields=("name", "kind"),
    extra=3,
    can_delete_extra=False,
    labels={"kind": "What it is"},
    error_messages={"name": {"required": "Enter the name, or empty the row."}},
)
