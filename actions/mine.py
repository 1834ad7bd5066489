"""What somebody owes, on every board, in the order in which they would look at it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.core.paginator import Page, Paginator
from django.db.models import Count, Prefetch, Q

from actions.figures import counted
from actions.models import Action, ActionReport, conditions
from actions.models.owed import is_owed_by
from actions.models.sections import Section, is_finished_lately
from actions.rows import ActionRow, rows_of
from actions.sharing import Reader, how_shared, reader_of
from organisations.dates import write_date
from organisations.models import Organisation
from organisations.roles import roles_of

if TYPE_CHECKING:
    from actions.models import ActionQuerySet
    from organisations.roles import AnyUser

ROWS_ON_A_PAGE = 50
_CACHE = "_how_many_owed"
NOTES = {
    Section.TO_BE_AGREED: "The work is done. The board or its chair has yet to agree.",
    Section.FINISHED: "Closed in the last 60 days, or since the board last met.",
}


@dataclass(frozen=True, slots=True)
class MyRow:
    row: ActionRow
    shared: str
    """As what they own it, who leads and who owns it with them; empty where it is theirs alone, by name."""
    waits: str
    """Who reported on it what the secretariat has yet to take in."""

    @property
    def action(self) -> Action:
        return self.row.action


@dataclass(frozen=True, slots=True)
class MySection:
    section: Section
    count: int
    """On all pages."""
    rows: list[MyRow]

    @property
    def note(self) -> str:
        return NOTES.get(self.section, "")

    @property
    def can_report(self) -> bool:
        return self.section != Section.FINISHED


@dataclass(frozen=True, slots=True)
class Owed:
    for_organisation: bool
    page: Page[tuple[int, int]]
    sections: list[MySection]
    """Those that have rows on this page."""
    open: int
    """On all pages."""
    shows_boards: bool


@dataclass(frozen=True, slots=True)
class HowMany:
    open: int
    overdue: int


def owed_by(user: AnyUser, *, on: dt.date, for_organisation: bool = False, page: str | None = None) -> Owed:
    """What the user owes in person, or else through the organisations that they act for. Four queries, however many.

    Nothing that they only typed, and nothing that they may not see.
    """
    owed = _owed(user, on=on, for_organisation=for_organisation)
    keys = list(owed.in_sections(on=on).values_list("pk", "section"))  # type: ignore[misc]  # annotated
    counts = {section: len([pk for pk, of in keys if of == section]) for section in Section}
    shown = Paginator(keys, ROWS_ON_A_PAGE).get_page(page)
    rows = _rows([pk for pk, _ in shown], user, on=on, for_organisation=for_organisation)
    return Owed(
        for_organisation=for_organisation,
        page=shown,
        sections=[
            MySection(Section(of), counts[Section(of)], [rows[pk] for pk, _ in pairs if pk in rows])
            for of, pairs in groupby(shown, key=lambda pair: pair[1])
        ],
        open=len(keys) - counts[Section.FINISHED],
        shows_boards=roles_of(user).sees_all or len(roles_of(user).boards) > 1,
    )


def how_many_owed(user: AnyUser, *, on: dt.date) -> HowMany:
    """In person and through organisations: the rows of both lists that are open. One query, once for the same object."""
    found: dict[dt.date, HowMany] = user.__dict__.setdefault(_CACHE, {})
    if on not in found:
        owed = Action.objects.visible_to(user).open().filter(is_owed_by(user))
        counts = owed.aggregate(open=Count("pk"), overdue=counted(conditions.is_overdue(on=on)))
        found[on] = HowMany(counts["open"], counts["overdue"])
    return found[on]


def organisations_acted_for(user: AnyUser) -> list[Organisation]:
    return list(Organisation.objects.filter(pk__in={pk for _, pk in roles_of(user).acts_for}).only("name", "acronym"))


def _owed(user: AnyUser, *, on: dt.date, for_organisation: bool) -> ActionQuerySet:
    """What is open of which their part is not done; of what is finished all that they owned."""
    every = Action.objects.all()
    owed = every.owed_through_organisation if for_organisation else every.owed_in_person
    still = conditions.is_open() & Q(pk__in=owed(user).values("pk"))
    finished = Q(pk__in=owed(user, with_done=True).values("pk")) & is_finished_lately(on=on)
    return Action.objects.visible_to(user).filter(still | finished)


def _rows(keys: list[int], user: AnyUser, *, on: dt.date, for_organisation: bool) -> dict[int, MyRow]:
    """By key. Three queries."""
    waiting = ActionReport.objects.visible_to(user).waiting().select_related("reported_by").order_by("-pk")
    actions = list(
        Action.objects.filter(pk__in=keys)
        .for_register()
        .with_paragraph_for(user)
        .with_meetings_carried(on=on)
        .prefetch_related(Prefetch("reports", waiting))
    )
    reader = reader_of(user)
    return {
        action.pk: MyRow(row, how_shared(action, reader, for_organisation=for_organisation), _waits(action, reader))
        for action, row in zip(actions, rows_of(actions, on=on), strict=True)
    }


def _waits(action: Action, reader: Reader) -> str:
    """The newest report of those that wait and that the reader may know of."""
    report = next(iter(action.reports.all()), None)
    if report is None:
        return ""
    who = report.reported_by.name if report.reported_by else report.reported_by_words
    by = "you" if reader.made(report) else who
    said = f"Reported by {by}" if by else "Reported"
    return f"{said} on {write_date(report.reported_on)}; waits for the secretariat"
