"""Organisations, typed by name or acronym."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from actions.recommendations.naming import MOST_NAMES, names_in, write_names

if TYPE_CHECKING:
    from organisations.matching import KnownOrganisations
    from organisations.models import Organisation


class OrganisationsField(forms.CharField):
    """Gives the organisations that are named, in their order. Its form says which are ``known``."""

    known: KnownOrganisations

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 1000, **kwargs})

    def prepare_value(self, value: Any) -> Any:
        return write_names(value, self.known) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> Any:
        words = super().clean(value)
        names = names_in(words, self.known)
        said = [f"“{name}” is not in the directory of organisations." for name in names.unknown]
        said += [
            f"“{name}” could be {' or '.join(one.name for one in rivals)}: enter its full name."
            for name, rivals in names.unclear
        ]
        if names.is_cut:
            said.append(f"These are too many names to be read at once: enter {MOST_NAMES} or fewer.")
        if said:
            raise ValidationError(said)
        found: tuple[Organisation, ...] = names.found
        return found
