from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.functional import cached_property

from actions.dashboard.scope import (
    CHANGED_LATELY,
    Scope,
    last_twelve_months,
    this_financial_year,
    this_quarter,
)
from actions.filter_choices import board_choices, organisation_choices, theme_choices
from actions.forms.selects import QuickSelect
from meetings.models import Meeting
from organisations.dates import read_date, write_date
from organisations.forms.dates import DateField

if TYPE_CHECKING:
    from organisations.roles import AnyUser

EARLIEST = dt.date(1900, 1, 1)
PERIODS = (
    ("This quarter", this_quarter),
    ("This financial year", this_financial_year),
    ("Last 12 months", last_twelve_months),
)


@dataclass(frozen=True, slots=True)
class Period:
    label: str
    query: str
    """What stands after the question mark for it."""
    is_shown: bool


class DashboardForm(forms.Form):
    """What the dashboard is of. A date that is wrong, and a board that the reader may not see, are left out of account."""

    board = forms.MultipleChoiceField(label="Board", required=False, widget=forms.CheckboxSelectMultiple)
    period_from = DateField(label="Period from", required=False)
    period_to = DateField(label="Period to", required=False)
    since = DateField(label="What changed since", required=False)
    organisation = forms.ChoiceField(label="Organisation that owns it", required=False, widget=QuickSelect)
    theme = forms.ChoiceField(label="Theme", required=False, widget=QuickSelect)
    every_line = forms.BooleanField(label="Every line of the tables", required=False, widget=forms.HiddenInput)

    def __init__(self, query: QueryDict, *, user: AnyUser, on: dt.date) -> None:
        self.user, self.on = user, on
        self.boards = dict(board_choices(user))
        asked = query.getlist("board")
        self.chosen = tuple(slug for slug in self.boards if slug in asked)
        """The slugs asked for that the reader may see."""
        super().__init__(_as_written(query, boards=self.chosen))
        self.themes = dict(theme_choices(user, query.get("theme")))
        organisations = organisation_choices(user, query.get("organisation"))
        for name, choices in (
            ("board", list(self.boards.items())),
            ("organisation", [("", "Any or none"), *organisations]),
            ("theme", [("", "Any or none"), *self.themes.items()]),
        ):
            cast("forms.ChoiceField", self.fields[name]).choices = choices

    def clean_period_from(self) -> dt.date | None:
        return _in_memory(self.cleaned_data["period_from"])

    def clean_period_to(self) -> dt.date | None:
        return _in_memory(self.cleaned_data["period_to"])

    def clean_since(self) -> dt.date | None:
        day = _in_memory(self.cleaned_data["since"])
        if day and day > self.on:
            raise ValidationError("Enter today or an earlier day: nothing has changed since.")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("period_from"), cleaned.get("period_to")
        if first and last and last < first:
            raise ValidationError(
                {"period_to": f"The period starts on {write_date(first)}: enter that day or a later one."}
            )
        if first and not last and first > self.on:
            raise ValidationError({"period_from": "Enter today or an earlier day, or say when the period ends."})
        return cleaned

    @cached_property
    def scope(self) -> Scope:
        self.is_valid()
        given = self.cleaned_data
        usual_first, usual_last = last_twelve_months(self.on)
        last = given.get("period_to") or usual_last
        first = given.get("period_from") or (usual_first if last >= usual_first else last_twelve_months(last)[0])
        return Scope(
            reader=self.user,
            on=self.on,
            first=min(first, last),
            last=last,
            since=given.get("since") or self._last_meeting_on() or self.on - CHANGED_LATELY,
            boards=self.chosen,
            organisation=given.get("organisation", ""),
            theme=given.get("theme", ""),
            every_line=given.get("every_line", False),
        )

    @property
    def heading(self) -> str:
        return ", ".join(self.boards[slug] for slug in self.chosen)

    def periods(self, query: QueryDict) -> list[Period]:
        """The usual periods, each with the address of this page for it."""
        scope, links = self.scope, []
        for label, period in PERIODS:
            first, last = period(self.on)
            address = query.copy()
            address["period_from"], address["period_to"] = first.isoformat(), last.isoformat()
            links.append(Period(label, address.urlencode(), (first, last) == (scope.first, scope.last)))
        return links

    def _last_meeting_on(self) -> dt.date | None:
        """Of the one board that is shown."""
        shown = self.chosen or tuple(self.boards)
        if len(shown) != 1:
            return None
        held = Meeting.objects.visible_to(self.user).filter(board__slug=shown[0], held_on__lt=self.on)
        return held.order_by("-held_on").values_list("held_on", flat=True).first()


def _in_memory(day: dt.date | None) -> dt.date | None:
    """No board's record goes further back, and a year before the first year is no date."""
    if day and day < EARLIEST:
        raise ValidationError(f"Enter {write_date(EARLIEST)} or a later day.")
    return day


def _as_written(query: QueryDict, *, boards: Sequence[str]) -> QueryDict:
    """Of these boards. An address says 2026-03-05, and the field 5 March 2026; what is no day stays as it was typed."""
    data = query.copy()
    data.setlist("board", boards)
    for name in ("period_from", "period_to", "since"):
        try:
            day = read_date(data.get(name, ""))
        except ValueError:
            continue
        if day >= EARLIEST:
            data[name] = write_date(day)
    return data
