"""The parts of an action that is split. Works without scripts: a button draws the page again with one more."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.http import QueryDict

from actions.addresses import number_in
from actions.forms.action import ActionTextForm
from actions.forms.due import DueForm
from actions.forms.owners import BaseOwnerFormSet, OwnerForm, owner_choices
from actions.models import Action
from actions.services import Part
from organisations.forms.dates import DateField
from organisations.templatetags.govuk import errors_of

if TYPE_CHECKING:
    from organisations.roles import AnyUser

LEAST, MOST = 2, 20
OWNER_ROWS, MOST_OWNERS = 2, 10
ADD_PART, ADD_OWNERS = "more_parts", "more_owners"
"""The names of the buttons that ask for more."""


class SplitForm(forms.Form):
    becomes = forms.ChoiceField(
        label="What becomes of the action itself",
        widget=forms.RadioSelect,
        choices=[
            ("closed", "It is no longer needed: the parts take its place"),
            ("open", "It stays open, as the first part, with its words, owners and due date"),
        ],
        initial="closed",
    )
    reported_on = DateField(
        label="Split on",
        required=False,
        help_text="Unless a paragraph asks for them, the parts are raised on this day.",
    )

    def __init__(self, data: Any = None, *, today: dt.date, initial: dict[str, Any]) -> None:
        super().__init__(data, initial={"reported_on": today, **initial})
        self.today = today

    def clean_reported_on(self) -> dt.date:
        day: dt.date | None = self.cleaned_data["reported_on"]
        if day is None:
            raise forms.ValidationError("Enter the day.")
        if day > self.today:
            raise forms.ValidationError("The day cannot be in the future.")
        return day


@dataclass(frozen=True, slots=True)
class PartForms:
    """One part: what is to be done, by whom and by when."""

    text: ActionTextForm
    owners: BaseOwnerFormSet
    due: DueForm

    def is_valid(self, said_on: dt.date) -> bool:
        """``said_on``: the day from which "in two weeks" counts."""
        are_valid = [self.text.is_valid(), self.owners.is_valid(), self.due.is_valid()]
        self.due.read_due(said_on)
        return all(are_valid) and self.due.is_valid()

    @property
    def is_empty(self) -> bool:
        """Nothing was entered: it is no part."""
        return not any([self.text.has_changed(), self.due.has_changed(), *(form.has_changed() for form in self.owners)])

    @property
    def part(self) -> Part:
        return Part(self.text.cleaned_data["text"], self.owners.owners, self.due.due_read)


class SplitForms:
    """All of the page. Bound to what was sent to be saved; with what was typed, where a button asked for more."""

    def __init__(
        self, sent: QueryDict | None, *, action: Action, user: AnyUser, today: dt.date, raised_on: dt.date | None
    ) -> None:
        """``raised_on``: the day of the meeting whose paragraph they are raised in, None between meetings."""
        self.parts_shown = _count(sent, "parts", LEAST, MOST, one_more=sent is not None and ADD_PART in sent)
        self.owners_shown = _count(
            sent, "owner_rows", OWNER_ROWS, MOST_OWNERS, one_more=sent is not None and ADD_OWNERS in sent
        )
        asks_for_more = sent is not None and (ADD_PART in sent or ADD_OWNERS in sent)
        self._data = None if asks_for_more else sent
        self._typed = sent.dict() if sent is not None and asks_for_more else {}
        self._action, self._user, self._today = action, user, today
        self.raised_on = raised_on
        self._choices = owner_choices(user, now=[], board=action.board, on=today)
        self.split = SplitForm(self._data, today=today, initial=self._typed)
        self.parts = [self._part(f"part-{number}") for number in range(self.parts_shown)]

    def are_valid(self) -> bool:
        """All are looked at, so that all say what is wrong."""
        if self._data is None:
            return False
        is_valid = self.split.is_valid()
        said_on = self.raised_on or self.split.cleaned_data.get("reported_on") or self._today
        return all([is_valid, *[part.is_valid(said_on) for part in self.parts]])

    @property
    def filled(self) -> list[Part]:
        return [part.part for part in self.parts if not part.is_empty]

    @property
    def for_summary(self) -> list[Any]:
        """All forms, in the order of the page."""
        parts = [form for part in self.parts for form in (part.text, part.owners, part.due)]
        return [*parts, self.split]

    @property
    def has_errors(self) -> bool:
        return any(True for _ in errors_of(self.for_summary))

    @property
    def suggestions(self) -> list[str]:
        """For every field that asks when a part is due."""
        return self.parts[0].due.suggestions(self._today)

    def _part(self, prefix: str) -> PartForms:
        typed = {
            name.removeprefix(f"{prefix}-"): value
            for name, value in self._typed.items()
            if name.startswith(f"{prefix}-")
        }
        part = PartForms(
            ActionTextForm(self._data, prefix=prefix, initial=typed),
            self._owners(f"{prefix}-owners"),
            DueForm(self._data, board=self._action.board, user=self._user, prefix=prefix, initial=typed),
        )
        if self._data is not None and part.is_empty:
            part.text.fields["text"].required = False
        return part

    def _owners(self, prefix: str) -> BaseOwnerFormSet:
        count = self.owners_shown
        rows = [
            {
                "who": self._typed.get(f"{prefix}-{number}-who", ""),
                "words": self._typed.get(f"{prefix}-{number}-words", ""),
                "leads": f"{prefix}-{number}-leads" in self._typed,
            }
            for number in range(count)
        ]
        made = forms.formset_factory(
            OwnerForm, formset=BaseOwnerFormSet, extra=0, max_num=MOST_OWNERS, absolute_max=MOST_OWNERS
        )(self._data, prefix=prefix, initial=rows, form_kwargs={"choices": self._choices})
        return cast("BaseOwnerFormSet", made)  # the stubs forget which formset the factory is given


def _count(sent: QueryDict | None, name: str, least: int, most: int, *, one_more: bool) -> int:
    shown = number_in(sent.get(name)) if sent is not None else None
    return min(max(shown or 0, least) + one_more, most)
