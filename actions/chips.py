"""The filters in force, in words, each with the address of the list without it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from organisations.dates import write_date

ALL = "state="
"""The query of the register with no filter: the bare address would list open actions alone."""


SAY_ALL = {"on_time", "moved", "carried"}
"""The filters whose choices need no label before them."""
SHORT = {"owner": "Owner"}
"""The labels of the form that are longer than a chip needs."""


@dataclass(frozen=True, slots=True)
class Chip:
    text: str
    query: str
    """What stands after the question mark without this filter."""


def chips_of(form: forms.Form, query: QueryDict, *, only: Collection[str] = (), bare: str = ALL) -> list[Chip]:
    """The chips of a bound filter form, in the order of its fields, or of some of them; what it refused has none.

    ``bare`` is the query of the list without a filter.
    """
    form.is_valid()
    return [
        Chip(_text(name, form.fields[name], single), _without(query, name, single, bare))
        for name, value in form.cleaned_data.items()
        if not only or name in only
        for single in (value if isinstance(value, list) else [value])
        if single
    ]


def _text(name: str, field: forms.Field, value: Any) -> str:
    if isinstance(value, dt.date):
        return f"{field.label} {write_date(value)}"
    if isinstance(field, forms.ChoiceField):
        words = str(dict(field.choices).get(value, value))  # type: ignore[arg-type]  # flat lists of pairs
        return words if name in SAY_ALL else f"{SHORT.get(name, field.label)}: {words}"
    return str(field.label) if value is True else f"“{value}”"


def _without(query: QueryDict, name: str, value: Any, bare: str) -> str:
    rest = query.copy()
    others = [one for one in rest.getlist(name) if one != value] if isinstance(value, str) else []
    rest.setlist(name, others)
    rest.pop("page", None)
    for key in [key for key in rest if not any(rest.getlist(key))]:
        del rest[key]
    return rest.urlencode() if set(rest) - {"sort"} else "&".join(filter(None, [bare, rest.urlencode()]))
