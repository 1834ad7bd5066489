"""What was asked of each organisation, and which actions have been open for longest: one fetch of the board's open actions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.text import Truncator

from actions.figures import Figure
from actions.filter_choices import NO_ORGANISATION
from actions.issued import owners_in_words
from actions.models import NOT_CLOSED, Status
from actions.standing import Standing, standing_then, standing_today
from meetings.writing.marks import without_marks
from organisations.dates import write_date
from rr3tracker.summary.asking import Asking
from rr3tracker.summary.moment import Period, Then
from rr3tracker.summary.owners import NOBODY, Organisations, organisations_of

if TYPE_CHECKING:
    from organisations.models import Board

BRIEF = 120
LONGEST_RUNNING = 5
MOST_ORGANISATIONS = 30
ROWS_OF_EACH = 5
SHOWN = ("reference", "number", "text", "status", "closed_on", "raised_on", "due_on", "due_text", "due_at__held_on")


@dataclass(frozen=True, slots=True)
class AskedRow:
    pk: int
    reference: str
    address: str
    text: str
    status: Status
    owners: str
    due: str
    is_overdue: bool
    raised_on: str
    carried: int
    """To how many meetings."""

    @property
    def due_inside(self) -> str:
        """As it stands inside a sentence: at the meeting of a day."""
        return f"at{self.due[2:]}" if self.due.startswith("At ") else self.due


@dataclass(frozen=True, slots=True)
class OrganisationLine:
    name: str
    figures: list[Figure]
    """Open, overdue and completed in the period; one that has no list has no address."""
    rows: list[AskedRow]
    more: int
    more_address: str


@dataclass(frozen=True, slots=True)
class Owed:
    longest: list[AskedRow]
    lines: list[OrganisationLine]
    left_out: int
    """How many organisations."""
    has_moved: bool
    """Somebody who answers for it today did not then, so that the register tells of others."""


def owed_of(board: Board, asked: Asking, then: Then, period: Period) -> Owed:
    """Four queries."""
    wanted = asked.actions.filter(asked.is_open_or_completed_in(period), board=board)
    fetched = wanted.select_related("due_at").only(*SHOWN).with_meetings_carried(on=then.on).with_owners()
    actions: list[Any] = list(fetched.order_by("raised_on", "number"))
    stand = standing_then if asked.is_then else standing_today
    stood = {action.pk: stand(action, owners_in_words(action)) for action in actions}
    owners = organisations_of(actions, then)
    still = [action for action in actions if stood[action.pk].status in NOT_CLOSED]
    rows = {action.pk: _row(action, stood[action.pk], then) for action in still}
    lines = _lines(board, asked, period, actions, rows, owners)
    return Owed(
        longest=[rows[action.pk] for action in still[:LONGEST_RUNNING]],
        lines=lines[:MOST_ORGANISATIONS],
        left_out=max(len(lines) - MOST_ORGANISATIONS, 0),
        has_moved=bool(owners.moved),
    )


def _row(action: Any, stood: Standing, then: Then) -> AskedRow:
    as_at = f"?as_at={then.address}" if then.moment else ""
    return AskedRow(
        pk=action.pk,
        reference=action.reference,
        address=f"{action.get_absolute_url()}{as_at}",
        text=Truncator(without_marks(action.text)).chars(BRIEF),
        status=stood.status,
        owners=", ".join(stood.owners),
        due=stood.due_words,
        is_overdue=stood.is_overdue(then.on),
        raised_on=write_date(action.raised_on),
        carried=action.meetings_carried,
    )


def _lines(
    board: Board,
    asked: Asking,
    period: Period,
    actions: Iterable[Any],
    rows: dict[int, AskedRow],
    owners: Organisations,
) -> list[OrganisationLine]:
    """The one that owes most comes first, and what is of no organisation last."""
    theirs: dict[int, list[int]] = defaultdict(list)
    for action in actions:
        for organisation in owners.then[action.pk]:
            theirs[organisation].append(action.pk)
    lines = {key: _line(board, asked, period, key, pks, rows, owners) for key, pks in theirs.items()}
    found = sorted(lines, key=lambda key: (key == NOBODY, -lines[key].figures[0].count, lines[key].name.casefold()))
    return [lines[key] for key in found]


def _line(
    board: Board,
    asked: Asking,
    period: Period,
    organisation: int,
    pks: Sequence[int],
    rows: dict[int, AskedRow],
    owners: Organisations,
) -> OrganisationLine:
    still = [rows[pk] for pk in pks if pk in rows]
    overdue = [row for row in still if row.is_overdue]
    narrower = {"board": board.slug, "organisation": organisation or NO_ORGANISATION}
    is_listed = organisation not in owners.moved
    open_address = asked.address(**narrower, state="open") if is_listed else ""
    figures = [
        Figure("Open", len(still), open_address),
        Figure("Overdue", len(overdue), asked.address(**narrower, state="overdue") if is_listed else "", "overdue"),
        Figure("Done", len(pks) - len(still), asked.address_completed(period, **narrower)),
    ]
    shown = [*overdue, *(row for row in still if not row.is_overdue)][:ROWS_OF_EACH]
    name = owners.names.get(organisation, "No organisation")
    return OrganisationLine(name, figures, shown, more=len(still) - len(shown), more_address=open_address)
