"""What changed from one version of a record to the next, in words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import ForeignKey
from django.utils import timezone
from django.utils.text import capfirst

from organisations.dates import write_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import Field


@dataclass(frozen=True, slots=True)
class Change:
    field: str
    old: str
    new: str


def describe_changes(versions: Sequence[Any]) -> None:
    """Give every version, newest first, its list of ``changes``; the oldest of all has none.

    simple_history's own leaves out the fields that no form may edit, such as the status of an action.
    """
    oldest = versions[-1] if versions else None
    for new, old in pairwise([*versions, oldest.prev_record if oldest else None]):
        new.changes = list(_changes(old, new)) if old else []


def _changes(old: Any, new: Any) -> list[Change]:
    changed = [field for field in new.tracked_fields if getattr(old, field.attname) != getattr(new, field.attname)]
    return [Change(str(capfirst(field.verbose_name)), _words(old, field), _words(new, field)) for field in changed]


def _words(version: Any, field: Field[Any, Any]) -> str:
    value = getattr(version, field.attname)
    if value in (None, ""):
        return "nothing"
    if isinstance(field, ForeignKey):
        try:
            return str(getattr(version, field.name))
        except ObjectDoesNotExist:
            return "one that was deleted"
    if isinstance(value, dt.datetime):
        return f"{write_date(timezone.localtime(value).date())}, {timezone.localtime(value):%H:%M}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.date):
        return write_date(value)
    return str(dict(field.flatchoices).get(value, value))
