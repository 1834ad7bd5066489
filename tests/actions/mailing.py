"""What tests of mail to owners share: people who can be written to, and the mails of a day in short."""

from __future__ import annotations

import datetime as dt
from typing import Any

from actions.mailing.keeping import make_mails
from actions.mailing.planning import plan_board
from actions.models import Action, ActionOwner, BoardMailing, Mail, ReportLink
from organisations.models import Board, Person
from tests.factories import DAY, MOMENT, make_action, make_membership, make_person

TODAY = DAY
AT = dt.datetime(2026, 3, 5, 9, 0, tzinfo=dt.UTC)
"""Nine o'clock on TODAY, a Thursday."""


def days(n: int) -> dt.timedelta:
    return dt.timedelta(days=n)


def make_owner_on(board: Board, name: str = "Ann Ashby", **overrides: Any) -> Person:
    """A member of the board with an address; ``role``, ``seat``, ``ends_on`` go to the membership."""
    membership = {key: overrides.pop(key) for key in ("role", "seat", "ends_on", "organisation") if key in overrides}
    given = {"email": f"{name.split()[0].lower()}@example.org", **overrides}
    person = make_person(name, **given)
    make_membership(board, person=person, **membership)
    return person


def owed_by(person: Person, board: Board, *, due: int | None = None, **overrides: Any) -> Action:
    """An action of this person's, raised long ago between meetings, due so many days after TODAY."""
    due_on = None if due is None else TODAY + days(due)
    given = {"raised_on": TODAY - days(200), "owners": [ActionOwner(person=person)], "due_on": due_on, **overrides}
    return make_action(board, **given)


def mails_on(board: Board, *, after: int = 0) -> list[tuple[str, str, list[str]]]:
    """So many days after TODAY: who is due which kind of mail, about which actions."""
    plan = plan_board(board, today=TODAY + days(after), at=AT + days(after))
    return sorted(
        (draft.occasion.person.name, draft.occasion.kind, [row.action.reference for row in draft.occasion.rows])
        for draft in plan.drafts
    )


def make_all(board: Board, *, after: int = 0) -> Any:
    return make_mails(board, today=TODAY + days(after), at=AT + days(after))


def send_all(board: Board, *, after: int = 0) -> list[Mail]:
    """As if every mail that is made had left."""
    make_all(board, after=after)
    made = Mail.objects.filter(board=board, state__in=("waiting", "ready"))
    keys = list(made.values_list("pk", flat=True))
    at = AT + days(after)
    made.update(state=Mail.State.SENT, sent_at=at, taken_at=at)
    return list(Mail.objects.filter(pk__in=keys).order_by("pk"))


def set_terms(board: Board, **terms: Any) -> BoardMailing:
    return BoardMailing.objects.update_or_create(board=board, defaults=terms)[0]


def make_report_link(board: Board, person: Person, **overrides: Any) -> ReportLink:
    given = {"made_at": MOMENT, "expires_at": MOMENT + days(3000), **overrides}
    return ReportLink.objects.create(board=board, person=person, **given)
