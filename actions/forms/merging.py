"""Into which action one is merged, and who owns that from then on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from django import forms

from actions.forms.changing import WhenForm
from actions.models import Action, ActionOwner
from actions.services.merging import refuse_merging
from organisations.forms.refusals import add_refusal

if TYPE_CHECKING:
    from organisations.roles import AnyUser


class ChooseOtherForm(forms.Form):
    """Which action asks for the same: ``into`` by its reference."""

    into = forms.CharField(
        label="Which action asks for the same work?",
        max_length=24,
        help_text="Its reference, such as RR3-42.",
        widget=forms.TextInput({"class": "govuk-input--width-10"}),
        error_messages={"required": "Enter the reference of the other action"},
    )

    def __init__(self, data: Any = None, *, action: Action, user: AnyUser) -> None:
        super().__init__(data)
        self.action, self.user = action, user

    def clean_into(self) -> Action:
        reference = self.cleaned_data["into"].strip().upper()
        seen = Action.objects.visible_to(self.user).select_related("board", "due_at", "succeeded_by", "raised_in__item")
        found = seen.with_owners().with_paragraph_for(self.user).filter(reference=reference).first()
        if not found:
            raise forms.ValidationError(f"There is no action {reference}.")
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if into := cleaned.get("into"):
            try:
                refuse_merging(self.action, into)
            except forms.ValidationError as refusal:
                add_refusal(self, refusal)
        return cleaned


class MergeForm(WhenForm):
    owners = forms.TypedMultipleChoiceField(
        label="Who owns the other one from now on too",
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    text = forms.CharField(
        label="Why, or what was said",
        required=False,
        max_length=10000,
        widget=forms.Textarea({"rows": 3}),
        help_text="If there is more to say than that it asks for the same work as another action.",
    )
    field_order = ("owners", "text", "recorded_in", "reported_on")

    def __init__(self, data: Any = None, *, owners: Sequence[ActionOwner], **kwargs: Any) -> None:
        """``owners`` of the duplicate may be ticked."""
        super().__init__(data, **kwargs)
        field = cast("forms.TypedMultipleChoiceField", self.fields["owners"])
        field.choices = [(owner.pk, owner.name) for owner in owners]
        if not owners:
            del self.fields["owners"]
