"""What is typed about minutes that were issued: comments, what became of them, and amendments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import Truncator

from meetings.models import MinuteComment
from meetings.services.amendments import ForRead
from meetings.writing.marks import without_marks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from meetings.models import Minute

MOST_AMENDMENTS = 40


class CommentForm(forms.Form):
    text = forms.CharField(
        label="What is not accurate",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Say what it should say instead. The secretariat reads it and answers.",
        error_messages={"required": "Enter what is not accurate."},
    )


class ResolveForm(forms.Form):
    outcome = forms.ChoiceField(
        label="What becomes of it",
        choices=[
            (MinuteComment.Outcome.ACCEPTED, "Accepted: the paragraph has been put right"),
            (MinuteComment.Outcome.NOT_ACCEPTED, "Not accepted"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what becomes of it."},
    )
    answer = forms.CharField(
        label="A word about it",
        required=False,
        max_length=300,
        help_text="Whoever made the comment reads it. Needed where it is not accepted.",
    )


class AmendmentForm(forms.Form):
    """One row: paragraph, for these words read those. A row left empty says nothing."""

    minute = forms.ChoiceField(label="Paragraph", error_messages={"required": "Choose the paragraph."})
    words = forms.CharField(
        label="For",
        error_messages={"required": "Enter the words that are not right."},
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    read = forms.CharField(label="Read", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        minute = self.fields["minute"]
        assert isinstance(minute, forms.ChoiceField)  # noqa: S101  # for the type checker
        minute.choices = choices


class BaseAmendmentFormSet(forms.BaseFormSet):  # type: ignore[type-arg]  # not generic when it runs
    def clean(self) -> None:
        if not any(self.errors) and not lines_of(self):
            raise ValidationError("Enter at least one amendment.")


def lines_of(formset: forms.BaseFormSet[AmendmentForm]) -> list[ForRead]:
    """What a valid formset says, without the rows that were left empty."""
    typed = [form.cleaned_data for form in formset.forms if form.cleaned_data.get("minute")]
    return [ForRead(int(row["minute"]), row["words"], row["read"]) for row in typed]


AmendmentFormSet = forms.formset_factory(
    AmendmentForm, formset=BaseAmendmentFormSet, extra=1, max_num=MOST_AMENDMENTS, absolute_max=MOST_AMENDMENTS
)


def paragraph_choices(minutes: Iterable[Minute]) -> list[tuple[str, str]]:
    rows = [
        (str(minute.pk), Truncator(f"{minute.number} {' '.join(without_marks(minute.text).split())}".strip()).chars(90))
        for minute in minutes
    ]
    return [("", "Choose a paragraph"), *rows]
