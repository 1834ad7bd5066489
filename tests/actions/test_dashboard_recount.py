"""Every figure of the dashboard beside a plain recount in Python, whatever was raised, reported and asked for."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from statistics import median

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from actions.dashboard import Scope, dashboard_of
from actions.dashboard.trend import months_to
from actions.models import CLOSED, WORKING, Action, ActionOwner, Status
from actions.services import Due, report_progress
from organisations.dates import months_before
from organisations.models import Membership
from tests.factories import (
    DAY,
    make_action,
    make_board,
    make_meeting,
    make_membership,
    make_organisation,
    make_person,
    make_seat,
    make_theme,
    make_user,
)

LONGEST_AGO = 500


def days(count):
    return dt.timedelta(days=count)


@dataclass(frozen=True)
class Said:
    after: int
    """Days after the action was raised."""
    status: str
    due_in: int | None
    """Days after it was raised on which it is due from now on; None leaves that as it is."""


@dataclass(frozen=True)
class Asked:
    board: int
    ago: int
    due_in: int | None
    owners: frozenset[int]
    themes: frozenset[int]
    said: tuple[Said, ...]


def offsets(least, most):
    """Often near the edges that the dashboard draws."""
    edges = [edge for edge in (0, 1, 14, 15, 30, 31, 60, 90, 91, 180, 181, 365, 366) if least <= edge <= most]
    return st.sampled_from(edges) | st.integers(least, most)


reports = st.lists(
    st.builds(Said, offsets(0, 400), st.sampled_from(Status.values), st.none() | offsets(0, 450)), max_size=4
).map(tuple)
raised = st.builds(
    Asked,
    st.integers(0, 1),
    offsets(0, LONGEST_AGO),
    st.none() | offsets(0, 450),
    st.frozensets(st.integers(0, 5), max_size=3),
    st.frozensets(st.integers(0, 1)),
    reports,
)
asked = st.fixed_dictionaries(
    {
        "boards": st.sampled_from([(), ("first",), ("second",), ("first", "second")]),
        "organisation": st.sampled_from(["", "", "police", "none"]),
        "theme": st.sampled_from(["", "", "homes", "none"]),
        "first": offsets(0, 400),
        "length": offsets(0, 400),
        "since": offsets(0, 120),
    }
)


class AnyRegister(TestCase):
    @settings(max_examples=25, suppress_health_check=list(HealthCheck))
    @given(actions=st.lists(raised, max_size=6), asked=asked)
    def test_every_figure_is_what_python_counts(self, actions, asked):
        world = World()
        for one in actions:
            world.play(one)
        scope = world.scope(**asked)

        shown = dashboard_of(
            scope, themes={str(world.homes.pk): "Homes", str(world.jobs.pk): "Jobs", "none": "No theme"}
        )

        assert figures_of(shown) == Recount(scope).figures()


class World:
    def __init__(self):
        self.reader = make_user()
        self.boards = [make_board("First", slug="first"), make_board("Second", slug="second")]
        self.police, self.health = make_organisation("Police"), make_organisation("Health")
        constable, alone = make_person("Ann Ashby", organisation=self.police), make_person("Bo Birch")
        self.homes, self.jobs = make_theme(name="Homes"), make_theme(name="Jobs")
        person = make_person(user=self.reader)
        for board in self.boards:
            make_membership(board, person=person, role=Membership.Role.SECRETARIAT)
            for ago in (400, 200, 90, 30, 1, 0):
                make_meeting(board, held_on=DAY - days(ago))
        self.owners = [
            lambda board: {"organisation": self.police},
            lambda board: {"organisation": self.health},
            lambda board: {"person": constable},
            lambda board: {"person": alone},
            lambda board: {"role": "chair"},
            lambda board: {"seat": board.seats.first() or make_seat(board, title=f"Seat of {board}")},
        ]

    def play(self, asked):
        """Raise it and report on it through the services; nothing is said after DAY."""
        raised_on, board = DAY - days(asked.ago), self.boards[asked.board]
        owners = [ActionOwner(**self.owners[one](board)) for one in sorted(asked.owners)]
        due_on = None if asked.due_in is None else raised_on + days(asked.due_in)
        action = make_action(board, raised_on=raised_on, due_on=due_on, owners=owners)
        action.themes.set([[self.homes, self.jobs][one] for one in asked.themes])
        for said in asked.said:
            on = min(raised_on + days(said.after), DAY)
            is_late = action.updates.filter(reported_on__gt=on).exists()
            report_progress(
                action,
                status=said.status,
                reported_on=on,
                text="So it was said.",
                due=None if said.due_in is None else Due(on=raised_on + days(said.due_in)),
                reopen=action.is_closed and said.status not in CLOSED and not is_late,
            )

    def scope(self, *, boards, organisation, theme, first, length, since):
        starts = DAY - days(first)
        return Scope(
            reader=self.reader,
            on=DAY,
            first=starts,
            last=starts + days(length),
            since=DAY - days(since),
            boards=boards,
            organisation=str(self.police.pk) if organisation == "police" else organisation,
            theme=str(self.homes.pk) if theme == "homes" else theme,
        )


def figures_of(shown):
    """All of the dashboard as plain numbers."""
    return {
        "now": [figure.count for figure in shown.now],
        "in_period": [figure.count for figure in shown.in_period],
        "on_time": {name: figure.count for name, figure in shown.on_time.items()},
        "median": shown.median_days,
        "moved": [figure.count for figure in [*shown.moved.open_now, shown.moved.in_period]],
        "changed": [figure.count for figure in shown.changed],
        "by_status": [figure.count for figure in shown.by_status],
        "by_age": [figure.count for figure in shown.by_age],
        "by_carried": [figure.count for figure in shown.by_carried],
        "by_lateness": [figure.count for figure in shown.by_lateness],
        "months": [(m.raised.count, m.completed.count, m.open_then.count) for m in shown.months],
        "by_board": lines_of(shown.by_board),
        "by_organisation": lines_of(shown.by_organisation),
        "by_owner": lines_of(shown.by_owner),
        "by_theme": lines_of(shown.by_theme),
        "longest": [one.row.action.pk for one in shown.longest],
        "most_put_off": [(one.row.action.pk, one.row.slips) for one in shown.most_put_off],
    }


def lines_of(table):
    return {
        line.label: (
            line.rag.word,
            *(n for cell in line.cells for n in (cell.figure.count, *([cell.of.count] if cell.of else []))),
        )
        for line in table.lines
    }


class Recount:
    """Counts rows that were fetched, one by one."""

    def __init__(self, scope):
        self.scope = scope
        fetched = Action.objects.select_related("board").prefetch_related(
            "owners__person__organisation", "owners__organisation", "owners__seat", "updates", "themes"
        )
        self.actions = [action for action in fetched if self.is_in(action)]
        self.open = [action for action in self.actions if action.status not in CLOSED]
        self.overdue = [action for action in self.open if self.is_overdue(action)]

    def is_in(self, action):
        scope = self.scope
        organisations, themes = (
            {str(one.pk) for one in of_organisations(action)},
            {str(t.pk) for t in action.themes.all()},
        )
        return (
            (not scope.boards or action.board.slug in scope.boards)
            and (not scope.organisation or scope.organisation in (organisations or {"none"}))
            and (not scope.theme or scope.theme in (themes or {"none"}))
        )

    def is_overdue(self, action):
        return action.status in WORKING and action.due_on is not None and action.due_on < self.scope.on

    def in_period(self, day):
        return day is not None and self.scope.first <= day <= self.scope.last

    def is_completed(self, action):
        return action.status == Status.COMPLETE and self.in_period(action.closed_on)

    def moves(self, action):
        return [u for u in action.updates.all() if u.due_before and u.due_after and u.due_after > u.due_before]

    def was_open(self, action, day):
        told = sorted((u for u in action.updates.all() if u.reported_on <= day), key=lambda u: (u.reported_on, u.pk))
        return action.raised_on <= day and (not told or told[-1].status_after not in CLOSED)

    def count(self, actions):
        """What the tables show of some of them."""
        actions = list(actions)
        opened = [action for action in actions if action in self.open]
        overdue = [action for action in actions if action in self.overdue]
        completed = [action for action in actions if self.is_completed(action)]
        dated = [action for action in completed if action.due_on]
        return {
            "opened": len(opened),
            "soon": sum(
                action.status in WORKING and action.due_on is not None and DAY <= action.due_on <= DAY + days(14)
                for action in opened
            ),
            "overdue": len(overdue),
            **{status: sum(action.status == status for action in actions) for status in Status},
            "put_off": sum(bool(self.moves(action)) for action in opened),
            "completed": len(completed),
            "on_time": sum(action.closed_on <= action.due_on for action in dated),
            "dated": len(dated),
            "no_longer": sum(
                action.status == Status.NO_LONGER_NEEDED and self.in_period(action.closed_on) for action in actions
            ),
            "rating": rating(opened, overdue),
        }

    def table(self, names_of, columns):
        named = {}
        for action in self.actions:
            for name in names_of(action):
                named.setdefault(name, []).append(action)
        lines = {}
        for name, actions in named.items():
            counts = self.count(actions)
            numbers = [counts[column] for column in columns]
            if any(numbers):
                lines[name] = (counts["rating"], *numbers)
        return lines

    def figures(self):
        usual = (
            "opened",
            "soon",
            "overdue",
            Status.TO_BE_AGREED,
            "put_off",
            "completed",
            "on_time",
            "dated",
            "no_longer",
        )
        every, scope = self.count(self.actions), self.scope
        ages = [(DAY - action.raised_on).days for action in self.open]
        completed = [action for action in self.actions if self.is_completed(action)]
        moved = sorted(
            ((len(self.moves(action)), action) for action in self.open if self.moves(action)),
            key=lambda pair: (-pair[0], pair[1].raised_on, pair[1].pk),
        )
        carried = [
            action.board.meetings.filter(held_on__gt=action.raised_on, held_on__lte=DAY).count() for action in self.open
        ]
        late_by = [
            sum(action.due_on <= edge for edge in (months_before(DAY, 1), months_before(DAY, 3)))
            for action in self.overdue
        ]
        themes = self.table(lambda action: [theme.name for theme in action.themes.all()] or ["No theme"], usual)
        if scope.theme:
            themes = {
                name: line
                for name, line in themes.items()
                if name in ("Homes", "No theme")[scope.theme == "none" :][:1]
            }
        organisations = self.table(
            lambda action: [one.name for one in of_organisations(action)] or ["No organisation"],
            (
                "opened",
                "overdue",
                Status.OPEN,
                Status.IN_PROGRESS,
                Status.DELAYED,
                Status.TO_BE_AGREED,
                "completed",
                "on_time",
                "dated",
                "no_longer",
            ),
        )
        if scope.organisation:
            organisations = {
                name: line
                for name, line in organisations.items()
                if name == ("No organisation" if scope.organisation == "none" else "Police")
            }
        return {
            "now": [every["opened"], every["soon"], every["overdue"], every[Status.TO_BE_AGREED]],
            "in_period": [every["completed"], every["no_longer"]],
            "on_time": {
                "on_time": every["on_time"],
                "dated": every["dated"],
                "late": every["dated"] - every["on_time"],
                "undated": every["completed"] - every["dated"],
            },
            "median": median((a.closed_on - a.raised_on).days for a in completed) if completed else None,
            "moved": [
                *(sum(times >= least for times, _ in moved) for least in (1, 2, 3)),
                sum(any(self.in_period(u.reported_on) for u in self.moves(action)) for action in self.actions),
            ],
            "changed": [
                sum(scope.since <= action.raised_on <= DAY for action in self.actions),
                sum(a.status == Status.COMPLETE and scope.since <= a.closed_on <= DAY for a in self.actions),
                sum(any(u.reported_on >= scope.since for u in self.moves(action)) for action in self.actions),
                sum(any(u.reopens and u.reported_on >= scope.since for u in a.updates.all()) for a in self.actions),
            ],
            "by_status": [every[status] for status in Status],
            "by_age": [
                sum(least <= age <= most for age in ages)
                for least, most in ((0, 30), (31, 90), (91, 180), (181, 365), (366, 10**6))
            ],
            "by_carried": [
                sum(least <= n <= most for n in carried) for least, most in ((0, 0), (1, 1), (2, 2), (3, 5), (6, 10**6))
            ],
            "by_lateness": [Counter(late_by)[n] for n in (0, 1, 2)],
            "months": [
                (
                    sum(first <= action.raised_on <= last for action in self.actions),
                    sum(a.status == Status.COMPLETE and first <= a.closed_on <= last for a in self.actions),
                    sum(self.was_open(action, last) for action in self.actions),
                )
                for first, last in months_to(min(scope.last, DAY))
            ],
            "by_board": self.table(lambda action: [action.board.name], usual),
            "by_organisation": organisations,
            "by_owner": self.table(
                lambda action: [owner_name(one) for one in action.owners.all()] or ["Nobody"], usual
            ),
            "by_theme": themes if themes.keys() != {"No theme"} else {},
            "longest": [a.pk for a in sorted(self.open, key=lambda a: (a.raised_on, a.pk))[:5]],
            "most_put_off": [(action.pk, times) for times, action in moved[:5]],
        }


def of_organisations(action):
    """Each once, whether it owns the action itself or somebody who is of it does."""
    owners = action.owners.all()
    found = {owner.organisation or (owner.person and owner.person.organisation) for owner in owners}
    return [one for one in found if one]


def owner_name(owner):
    return owner.organisation.name if owner.organisation else owner.name


def rating(opened, overdue):
    if not opened:
        return "Clear"
    very_late = [action for action in overdue if action.due_on <= months_before(DAY, 3)]
    if very_late or len(overdue) / len(opened) > 0.25:
        return "Red"
    return "Amber" if overdue else "Green"
