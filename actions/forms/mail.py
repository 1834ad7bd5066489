from __future__ import annotations

from django import forms

from actions.models import BoardMailing, MailChoice

KINDS = {
    "issued": "The actions of a meeting, when they are issued",
    "digest": "What is due soon",
    "overdue": "What is overdue",
}


class MailChoiceForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable when it runs
    """What one person wants to be told of one board's actions."""

    class Meta:
        model = MailChoice
        fields = (*KINDS, "how_often")
        labels = KINDS
        widgets = {"how_often": forms.RadioSelect}


class BoardMailingForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable when it runs
    """What a board sends to the owners of its actions."""

    class Meta:
        model = BoardMailing
        fields = (
            *KINDS,
            "days_before_due",
            "days_before_meeting",
            "days_between_notices",
            "copy_overdue_to",
            "days_links_last",
            "sends_itself",
        )
        labels = {
            **KINDS,
            "days_before_due": "Days before an action is due",
            "days_before_meeting": "Days before the next meeting",
            "days_between_notices": "Days between notices of what is overdue",
            "copy_overdue_to": "Copy notices of what is overdue to",
            "days_links_last": "Days that a link to report lasts",
            "sends_itself": "Send without asking",
        }
        help_texts = {
            "days_before_due": "From then on an owner is told, once for each day that an action is due.",
            "days_before_meeting": "From then on owners are told what is due by that meeting.",
            "days_links_last": "An owner reports by it without signing in.",
        }
        widgets = {
            **{
                name: forms.TextInput({"class": "govuk-input--width-3", "inputmode": "numeric"})
                for name in ("days_before_due", "days_before_meeting", "days_between_notices", "days_links_last")
            },
            "copy_overdue_to": forms.RadioSelect,
        }
