"""Boards with their seats, themes, and who belonged to them from when to when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from random import Random

from django.utils.text import slugify
from simple_history.utils import bulk_create_with_history

from organisations.models import Board, Membership, Organisation, Person, Seat, Theme
from rr3tracker.scale.directory import Directory
from rr3tracker.scale.size import Size, Years, add_all
from rr3tracker.scale.words import KINDS_OF_BOARD, PLACES, SEATS, THEMES, Words

Role = Membership.Role
OLDEST = 15 * 365
"""Days since the oldest board was set up."""
SERVED = {"secretary": (Role.SECRETARIAT, 6), "member": (Role.MEMBER, 3), "official": (Role.OFFICIAL, 8)}
"""What those who sign in are, and of how many of the first boards."""


def make_boards(size: Size, directory: Directory, words: Words, *, today: dt.date) -> list[Years]:
    rng = words.rng
    years = [Years(board_of(n, directory, rng), directory.users["secretary"]) for n in range(size.boards)]
    groups = size.boards // 5
    # A group of another board comes after it, so that its parent is saved first.
    for parent, group in zip(years, years[size.boards - groups :], strict=False):
        group.board.parent = parent.board
        group.board.name = f"{parent.board.name}: special interest group on {rng.choice(SEATS).lower()}"
    boards = [one.board for one in years]
    bulk_create_with_history(boards[: size.boards - groups], Board)
    bulk_create_with_history(boards[size.boards - groups :], Board)
    for n, one in enumerate(years):
        since = today - dt.timedelta(days=OLDEST - 300 * (n % 10))
        one.seats = seats_of(one.board)
        one.memberships = list(memberships_of(one, directory, rng, since=since, today=today))
        for name, (role, of_boards) in SERVED.items():
            if n < of_boards:
                person = directory.signing_in[name]
                one.memberships.append(belongs(one.board, person, role, starts_on=since))
        one.themes = themes_of(one.board, rng, today=today)
    add_all(Seat, [seat for one in years for seat in one.seats])
    add_all(Membership, [membership for one in years for membership in one.memberships])
    for_all = [Theme(name=name) for name in THEMES]
    add_all(Theme, [*for_all, *(theme for one in years for theme in one.themes)])
    for one in years:
        one.themes += for_all
    return years


def board_of(n: int, directory: Directory, rng: Random) -> Board:
    kind = KINDS_OF_BOARD[n % len(KINDS_OF_BOARD)]
    place = PLACES[n % len(PLACES)] + (f" {n // len(PLACES) + 1}" if n >= len(PLACES) else "")
    acronym = f"{place[:3].upper()}{n + 1}" if n % 3 else ""
    return Board(
        name=f"{place} {kind}",
        slug=slugify(f"{place} {kind}")[:60],
        acronym=acronym,
        # One is as long as may be.
        reference_prefix="LONGESTPREF1" if n == 2 else f"{place[:3].upper()}{n + 1}",
        secretariat=rng.choice(directory.organisations),
        purpose="Brings together those who work with people who leave prison, and asks of them what none can do alone. "
        "It meets every other month, and reports once a year.",
        quorum=rng.choice((None, 4, 5, 6)),
        minutes_target_days=rng.choice((None, 10, 14, 21)),
        minutes_visible_to=Board.Visibility.PUBLIC if n % 2 == 0 else Board.Visibility.MEMBERS,
        attendance_of=Board.AttendanceOf.ORGANISATIONS if n % 4 == 3 else Board.AttendanceOf.PEOPLE,
        minutes_label="Notes" if n % 3 == 0 else "Minutes",
    )


def seats_of(board: Board) -> list[Seat]:
    if board.attendance_of == Board.AttendanceOf.ORGANISATIONS:
        return []
    return [Seat(board=board, title=title, position=position) for position, title in enumerate(SEATS, start=1)]


def themes_of(board: Board, rng: Random, *, today: dt.date) -> list[Theme]:
    """Two subjects of its own, and a priority of last year's workplan and of this year's."""
    subjects = [Theme(board=board, name=f"{name} locally") for name in rng.sample(THEMES, 2)]
    new_year = today.replace(month=1, day=1)
    for year in (new_year.year - 1, new_year.year):
        subjects.append(
            Theme(
                board=board,
                name=f"Priority of {year}: {rng.choice(THEMES).lower()}",
                note="From the workplan.",
                starts_on=dt.date(year, 1, 1),
                ends_on=dt.date(year, 12, 31),
            )
        )
    return subjects


def memberships_of(
    years: Years, directory: Directory, rng: Random, *, since: dt.date, today: dt.date
) -> list[Membership]:
    board = years.board
    people = iter(rng.sample(directory.people, len(directory.people)))
    rows = terms(board, Role.CHAIR, people, rng, since=since, today=today)
    for _ in range(2):
        rows += terms(board, Role.OFFICIAL, people, rng, since=since, today=today)
    rows += terms(board, Role.SECRETARIAT, people, rng, since=since, today=today)
    if years.seats:
        for seat in years.seats:
            rows += terms(board, Role.MEMBER, people, rng, since=since, today=today, seat=seat)
        return rows
    for organisation in rng.sample(directory.organisations, 12):
        leaves = rng.random() < 0.2
        ends_on = since + dt.timedelta(days=rng.randint(400, 2500)) if leaves else None
        rows.append(Membership(board=board, organisation=organisation, starts_on=since, ends_on=ends_on))
    return rows


def terms(
    board: Board,
    role: str,
    people: Iterator[Person],
    rng: Random,
    *,
    since: dt.date,
    today: dt.date,
    seat: Seat | None = None,
) -> list[Membership]:
    """One after the other, now and then with a while between; the last lasts, or has a last day that comes soon."""
    rows: list[Membership] = []
    starts_on = since
    while starts_on <= today:
        person = next(people, None)
        if person is None:
            break
        ends_on: dt.date | None = starts_on + dt.timedelta(days=rng.randint(600, 1900))
        if ends_on and ends_on > today and rng.random() < 0.7:
            ends_on = None
        rows.append(belongs(board, person, role, starts_on=starts_on, ends_on=ends_on, seat=seat))
        if ends_on is None:
            break
        starts_on = ends_on + dt.timedelta(days=1 if rng.random() < 0.7 else rng.randint(60, 400))
    return rows


def belongs(
    board: Board,
    person: Person,
    role: str,
    *,
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    seat: Seat | None = None,
) -> Membership:
    organisation: Organisation | None = person.organisation
    return Membership(
        board=board,
        person=person,
        organisation=organisation,
        role=role,
        seat=seat,
        starts_on=starts_on,
        ends_on=ends_on,
    )
