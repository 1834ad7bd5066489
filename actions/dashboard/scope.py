"""What the dashboard is of: whose eyes, which actions, which period. Its links narrow the register in the same way."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from actions.addresses import register_address
from actions.filter_choices import NO_ORGANISATION, NO_THEME
from actions.models import Action, ActionQuerySet, conditions
from organisations.dates import months_before
from organisations.roles import roles_of

if TYPE_CHECKING:
    from organisations.roles import AnyUser

DAY = dt.timedelta(days=1)
YEAR = 12
CHANGED_LATELY = dt.timedelta(days=30)


def last_twelve_months(on: dt.date) -> tuple[dt.date, dt.date]:
    """A year that ends with this day: its first day and its last."""
    return months_before(on, YEAR) + DAY, on


def this_quarter(on: dt.date) -> tuple[dt.date, dt.date]:
    """To this day, from the first of January, April, July or October."""
    return dt.date(on.year, on.month - (on.month - 1) % 3, 1), on


def this_financial_year(on: dt.date) -> tuple[dt.date, dt.date]:
    """To this day, from the first of April."""
    return dt.date(on.year if on.month >= 4 else on.year - 1, 4, 1), on


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """``boards`` are slugs, none for all; ``organisation`` and ``theme`` as the register's address says them."""

    reader: AnyUser
    on: dt.date
    first: dt.date
    last: dt.date
    since: dt.date
    """The day from which is told what changed."""
    boards: tuple[str, ...] = ()
    organisation: str = ""
    theme: str = ""
    every_line: bool = False
    """Whether the tables are whole, however long."""
    register: str = field(default_factory=register_address, compare=False, repr=False)
    """Its address, looked up once for hundreds of links."""

    @classmethod
    def usual(cls, reader: AnyUser, *, on: dt.date, boards: tuple[str, ...] = ()) -> Scope:
        """The twelve months to ``on``, and what changed in the last thirty days."""
        first, last = last_twelve_months(on)
        return cls(reader=reader, on=on, first=first, last=last, since=on - CHANGED_LATELY, boards=boards)

    @property
    def knows_directory(self) -> bool:
        """Who works for whom is in the directory, for those who have a role on a board."""
        return roles_of(self.reader).any

    def actions(self) -> ActionQuerySet:
        """Keys are asked for, not joined: an action that several owners or themes let in counts once."""
        found = Action.objects.visible_to(self.reader)
        if self.boards:
            found = found.filter(board__slug__in=self.boards)
        if self.organisation == NO_ORGANISATION:
            found = found.owned_by_no_organisation()
        elif self.organisation:
            found = found.owned_by(organisation=int(self.organisation))
        if self.theme:
            found = found.filter(conditions.has_theme(None if self.theme == NO_THEME else int(self.theme)))
        return found.order_by()

    def address(self, **narrower: Any) -> str:
        """The register of these actions, narrowed further."""
        here = {"board": self.boards, "organisation": self.organisation, "theme": self.theme}
        return register_address(all=True, at=self.register, **{**here, **narrower})
