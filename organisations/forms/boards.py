from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q

from organisations.forms.dates import DateField
from organisations.models import Board, Organisation

if TYPE_CHECKING:
    from organisations.models import User


class BoardForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable when it runs
    """A board, new or known. Its address is made for it and, like the prefix once used, does not change."""

    class Meta:
        model = Board
        fields = (
            "name",
            "acronym",
            "reference_prefix",
            "purpose",
            "parent",
            "secretariat",
            "quorum",
            "minutes_target_days",
            "minutes_visible_to",
            "attendance_of",
            "minutes_label",
            "members_label",
            "officials_label",
            "closed_on",
        )
        field_classes = {"closed_on": DateField}
        labels = {"parent": "Part of", "secretariat": "Run by", "closed_on": "Last day"}
        help_texts = {
            "parent": "The board that this is a group of.",
            "minutes_visible_to": "Drafts are seen by the secretariat alone, whatever you choose.",
            "attendance_of": "Whose presence its minutes record.",
            "minutes_label": "Such as Minutes or Notes.",
            "members_label": "Such as Members or Third sector members.",
            "officials_label": "Such as Officials or Observers.",
            "closed_on": "Only for a board that stopped meeting for good.",
        }
        widgets = {
            "acronym": forms.TextInput({"class": "govuk-input--width-10"}),
            "reference_prefix": forms.TextInput({"class": "govuk-input--width-10"}),
            "purpose": forms.Textarea({"rows": 4}),
            "quorum": forms.TextInput({"class": "govuk-input--width-3", "inputmode": "numeric"}),
            "minutes_target_days": forms.TextInput({"class": "govuk-input--width-3", "inputmode": "numeric"}),
            "minutes_visible_to": forms.RadioSelect,
            "attendance_of": forms.RadioSelect,
            "minutes_label": forms.TextInput({"class": "govuk-input--width-20"}),
            "members_label": forms.TextInput({"class": "govuk-input--width-20"}),
            "officials_label": forms.TextInput({"class": "govuk-input--width-20"}),
        }
        error_messages = {
            "name": {"required": "Enter the board’s name."},
            "reference_prefix": {
                "required": "Enter a prefix for the board’s actions.",
                "unique": "Another board has this prefix.",
            },
            "quorum": {"invalid": "Enter a whole number, such as 8."},
            "minutes_target_days": {"invalid": "Enter a whole number of days, such as 14."},
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = Q(pk__in=Board.objects.editable_by(user)) | Q(pk=self.instance.parent_id)
        parents = Board.objects.filter(offered).exclude(pk=self.instance.pk)
        offer(self, "parent", parents, none="No board")
        offer(self, "secretariat", Organisation.objects.visible_to(user), none="Not said")
        if self.instance.pk is None:
            del self.fields["closed_on"]
        elif self.instance.actions.exists():
            prefix = self.fields["reference_prefix"]
            prefix.disabled = True
            prefix.help_text = "Actions have references that start with it, and references never change."


def offer(form: forms.BaseForm, name: str, rows: Any, *, none: str) -> None:
    """Limit a drop-down to what the user may choose."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  # tells mypy
    field.queryset = rows
    field.empty_label = none
