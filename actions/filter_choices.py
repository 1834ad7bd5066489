"""What the filters of the register offer: what the reader may know of, as pairs of a value and its words.

The value that the address names is offered too where the reader may know of it, so that a link to an empty list is no error.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from actions.addresses import number_in
from actions.models import Action, ActionOwner
from meetings.models import Meeting
from organisations.dates import write_date
from organisations.models import Board, Organisation, Person, Seat, Theme
from organisations.roles import roles_of

if TYPE_CHECKING:
    from organisations.roles import AnyUser

Choices = list[tuple[str, str]]

NO_ORGANISATION = "none"
NO_THEME = "none"
IN_WORDS = [("words", "A group in words"), ("nobody", "Nobody")]


def board_choices(user: AnyUser) -> Choices:
    boards = Board.objects.visible_to(user).only("slug", "name", "acronym")
    return [(board.slug, str(board)) for board in boards]


def person_choices(user: AnyUser, chosen: str | None) -> Choices:
    """People of the reader's directory who own an action that the reader sees, and the one whom the address names."""
    owns = Exists(Action.objects.visible_to(user).filter(owners__person=OuterRef("pk")))
    people = Person.objects.visible_to(user).filter(owns | Q(pk=number_in(chosen)))
    return [(str(pk), name) for pk, name in people.values_list("pk", "name")]


def organisation_choices(user: AnyUser, chosen: str | None) -> Choices:
    """Organisations that own an action the reader sees, themselves or through their people; and the one named.

    Whom a person works for is in the directory, which is for those who have a role on a board.
    """
    seen = Action.objects.visible_to(user)
    owns = Exists(seen.filter(owners__organisation=OuterRef("pk")))
    through_people = Exists(seen.filter(owners__person__organisation=OuterRef("pk")))
    known = Organisation.objects.visible_to(user).filter(owns | through_people | Q(pk=number_in(chosen)))
    rows = [(str(organisation.pk), str(organisation)) for organisation in known.only("name", "acronym")]
    return [*rows, (NO_ORGANISATION, "No organisation")] if rows or chosen == NO_ORGANISATION else []


def meeting_choices(user: AnyUser, boards: Iterable[str], chosen: str | None) -> Choices:
    """Meetings of the chosen boards, latest first: those of every board would be thousands."""
    meetings = Meeting.objects.with_minutes_for(user).filter(Q(board__slug__in=boards) | Q(pk=number_in(chosen)))
    rows = meetings.select_related("board").only("held_on", "title", "board__name", "board__acronym")
    return [
        (str(meeting.pk), f"{meeting.title or meeting.board.short_name}, {write_date(meeting.held_on)}")
        for meeting in rows
    ]


def owner_choices(user: AnyUser, chosen: str | None) -> Choices:
    """Roles, and the seats that own an action the reader sees; a person or an organisation where the address names one."""
    roles = [(f"role-{role.value}", str(role.label)) for role in ActionOwner.Role]
    return [*_owner_named(user, chosen or ""), *roles, *_seat_choices(user, chosen or ""), *IN_WORDS]


def _owner_named(user: AnyUser, chosen: str) -> Choices:
    kind, _, key = chosen.partition("-")
    if kind not in ("person", "organisation") or not (pk := number_in(key)):
        return []
    known = Person.objects.visible_to(user) if kind == "person" else Organisation.objects.visible_to(user)
    return [(chosen, one.name) for one in known.filter(pk=pk)]


def _seat_choices(user: AnyUser, chosen: str) -> Choices:
    """Whether there is such a seat is for those who have a role on its board."""
    seats = Seat.objects.filter(Q() if roles_of(user).sees_all else Q(board__in=roles_of(user).boards))
    owns = Exists(Action.objects.visible_to(user).filter(owners__seat=OuterRef("pk")))
    named = Q(pk=number_in(chosen.removeprefix("seat-")))
    rows = list(
        seats.filter(owns | named).select_related("board").order_by("board__name", "board_id", "position", "title")
    )
    several = len({seat.board_id for seat in rows}) > 1
    return [(f"seat-{one.pk}", f"{one.title} ({one.board.short_name})" if several else one.title) for one in rows]


def theme_choices(user: AnyUser, chosen: str | None) -> Choices:
    """The themes of all boards and of the reader's; the board's name goes with its own where there are several."""
    rows = list(Theme.objects.visible_to(user).select_related("board"))
    several = len({theme.board_id for theme in rows}) > 1
    known = [
        (str(theme.pk), f"{theme.name} ({theme.board.short_name})" if theme.board and several else theme.name)
        for theme in rows
    ]
    return [*known, (NO_THEME, "No theme")] if rows or chosen == NO_THEME else []
