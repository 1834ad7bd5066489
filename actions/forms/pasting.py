"""A list of recommendations that is pasted, and the screen on which what was read of it is checked.

Nothing is stored between the two: the screen carries all that was read and typed. Works without scripts: a button that
joins, splits or takes draws the screen again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError

from actions.forms.advice import NAMES_HINT
from actions.forms.organisations import OrganisationsField
from actions.models import Recommendation
from actions.recommendations.naming import asked_in, names_in, write_names
from actions.services import Recommended
from actions.services.advising import MOST_AT_ONCE

if TYPE_CHECKING:
    from django.http import QueryDict

    from actions.recommendations.reading import Found, Left, Reading
    from organisations.matching import KnownOrganisations

ROW = "row"
LEFT = "left"
LONGEST_PASTE = 100_000


class PasteForm(forms.Form):
    pasted = forms.CharField(
        label="The list",
        max_length=LONGEST_PASTE,
        strip=False,
        widget=forms.Textarea({"rows": 18, "class": "rr3-paste__text"}),
        help_text="Numbered, with bullets, or a paragraph for each. Nothing is saved until you have checked what was read.",
        error_messages={"required": "Paste the list"},
    )
    kind = forms.ChoiceField(
        label="Where a line does not say, they are",
        choices=[("recommendation", "Recommendations"), ("offer", "Offers")],
        initial="recommendation",
        widget=forms.RadioSelect,
    )
    to = OrganisationsField(
        label="Where a line does not say, addressed to",
        required=False,
        help_text=f"{NAMES_HINT} A line may end “To: MoJ” or “(for HMPPS and NHS England)”.",
    )

    def __init__(self, data: Any = None, *, known: KnownOrganisations) -> None:
        super().__init__(data)
        cast("OrganisationsField", self.fields["to"]).known = known


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the screen, as it is shown and as it was typed."""

    number: str = ""
    kind: str = Recommendation.Kind.RECOMMENDATION.value
    text: str = ""
    to: str = ""
    keep: bool = True


@dataclass(frozen=True, slots=True)
class LeftOver:
    """A line that found no place, after so many rows."""

    text: str
    after: int


class EntryForm(forms.Form):
    keep = forms.BooleanField(label="Keep", required=False)
    number = forms.CharField(
        label="Number", max_length=20, required=False, widget=forms.TextInput({"class": "govuk-input--width-4"})
    )
    kind = forms.ChoiceField(label="Kind", choices=Recommendation.Kind.choices)
    text = forms.CharField(label="Text", max_length=5000, required=False, widget=forms.Textarea({"rows": 4}))
    to = forms.CharField(label="Addressed to", max_length=1000, required=False)

    def __init__(self, *args: Any, known: KnownOrganisations, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.empty_permitted = False
        self.organisations = OrganisationsField()
        self.organisations.known = known

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("keep"):
            return cleaned
        if not cleaned.get("text") and "text" not in self.errors:
            self.add_error("text", "Enter what is recommended, or do not keep it")
        if "to" in self.errors:
            return cleaned
        if not cleaned.get("to"):
            self.add_error("to", "Enter the organisations that it is addressed to")
            return cleaned
        try:
            cleaned["organisations"] = self.organisations.clean(cleaned["to"])
        except ValidationError as unknown:
            self.add_error("to", unknown)
        return cleaned


class BaseEntryFormSet(forms.BaseFormSet):  # type: ignore[type-arg]  # no subscript at run time
    def clean(self) -> None:
        seen: set[str] = set()
        for form in self.kept:
            number = form.cleaned_data.get("number", "")
            if number and number in seen:
                form.add_error("number", "Two of these have this number")
            seen.add(number)
        if not any(form.cleaned_data.get("keep") for form in self.forms if hasattr(form, "cleaned_data")):
            raise ValidationError("Keep at least one.")

    @property
    def kept(self) -> list[EntryForm]:
        rows = [form for form in self.forms if hasattr(form, "cleaned_data")]
        return [form for form in rows if form.cleaned_data.get("keep")]

    @property
    def recommended(self) -> list[Recommended]:
        return [
            Recommended(
                text=form.cleaned_data["text"],
                to=form.cleaned_data["organisations"],
                number=form.cleaned_data["number"],
                kind=form.cleaned_data["kind"],
            )
            for form in self.kept
        ]


def entry_forms(
    data: Any = None, *, known: KnownOrganisations, entries: Sequence[Entry] | None = None
) -> BaseEntryFormSet:
    """The rows of the screen: of ``entries``, or as they were sent to be saved."""
    formset = forms.formset_factory(
        EntryForm, formset=BaseEntryFormSet, extra=0, max_num=MOST_AT_ONCE, absolute_max=MOST_AT_ONCE
    )
    initial = [
        {"keep": one.keep, "number": one.number, "kind": one.kind, "text": one.text, "to": one.to}
        for one in entries or ()
    ]
    made = formset(data, prefix=ROW, initial=initial, form_kwargs={"known": known})
    return cast("BaseEntryFormSet", made)  # the stubs forget which formset the factory is given


def entries_of(reading: Reading, *, kind: str, to: Sequence[Any], known: KnownOrganisations) -> list[Entry]:
    """What was read, with the organisations that it names; ``kind`` and ``to`` where it does not say."""
    return [_entry(found, kind=kind, to=write_names(to, known), known=known) for found in reading.rows]


def _entry(found: Found, *, kind: str, to: str, known: KnownOrganisations) -> Entry:
    names = names_in(found.to, known) if found.to else asked_in(found.text, known)
    # Words that name somebody unknown may be no addressees at all: they stay in the text.
    text = found.text if names.is_settled or not found.to else found.whole
    return Entry(found.number, found.kind or kind, text, write_names(names.found, known) or to)


def left_over(left: Sequence[Left]) -> list[LeftOver]:
    return [LeftOver(line.text, line.after) for line in left]


def counted_again(data: QueryDict) -> QueryDict:
    """With the number of rows that were sent, whatever the field says in which the screen counted them."""
    sent = data.copy()
    sent[f"{ROW}-TOTAL_FORMS"] = str(max((n + 1 for n in _rows_in(data)), default=0))
    sent[f"{ROW}-INITIAL_FORMS"] = "0"
    return sent


def _rows_in(data: Any) -> list[int]:
    return [n for n in range(MOST_AT_ONCE) if f"{ROW}-{n}-text" in data]


def typed_entries(data: Any) -> list[Entry]:
    """The rows as they were sent, whatever is in them."""
    rows = [f"{ROW}-{n}" for n in _rows_in(data)]
    return [
        Entry(
            data.get(f"{row}-number", ""),
            data.get(f"{row}-kind", ""),
            data.get(f"{row}-text", "").replace("\r\n", "\n"),
            data.get(f"{row}-to", ""),
            f"{row}-keep" in data,
        )
        for row in rows
    ]


def typed_left(data: Any, *, rows: int) -> list[LeftOver]:
    lines = zip(data.getlist(f"{LEFT}-text"), data.getlist(f"{LEFT}-after"), strict=False)
    return [
        LeftOver(text, min(int(after), rows) if after.isascii() and after.isdecimal() and len(after) < 5 else rows)
        for text, after in lines
    ]


def joined(entries: list[Entry], at: int) -> list[Entry]:
    """The one at this place is added to the one above, on a line of its own."""
    above, one = entries[at - 1], entries[at]
    to = above.to if one.to.strip() in ("", above.to.strip()) else f"{above.to}; {one.to}".strip("; ")
    text = f"{above.text.rstrip()}\n{one.text.strip()}"
    return [*entries[: at - 1], replace(above, text=text, to=to, keep=above.keep or one.keep), *entries[at + 1 :]]


def split(entries: list[Entry], at: int) -> list[Entry]:
    """Each line of the one at this place becomes one: the first keeps the number."""
    one = entries[at]
    lines = [line.strip() for line in one.text.split("\n") if line.strip()]
    parts = [replace(one, text=line, number=one.number if n == 0 else "") for n, line in enumerate(lines or [one.text])]
    return [*entries[:at], *parts, *entries[at + 1 :]]
