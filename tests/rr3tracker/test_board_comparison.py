"""Boards side by side: what is counted of each, in which order, for whom, and that each number opens its list."""

from __future__ import annotations

import csv
import datetime as dt

import pytest

from actions.rag import Rag
from actions.services import Due
from meetings.attendance_record import Share
from meetings.models import Attendance, Meeting
from organisations.models import Membership
from rr3tracker.oversight.comparison import BY_NAME, comparison_of
from tests.factories import (
    make_action,
    make_advice,
    make_attendance,
    make_board,
    make_meeting,
    make_membership,
    make_organisation,
    make_person,
    make_recommendation,
    make_seat,
    make_update,
    make_user,
)

Stage, Role, Status = Meeting.Stage, Membership.Role, Attendance.Status
TODAY = dt.date(2026, 3, 5)
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: TODAY)


def overdue(board, days=1, **overrides):
    return make_action(
        board, raised_on=TODAY - dt.timedelta(days=200), due_on=TODAY - dt.timedelta(days=days), **overrides
    )


def not_due(board, n=1):
    return [make_action(board, raised_on=TODAY - dt.timedelta(days=20 + k)) for k in range(n)]


def completed(board, closed, due):
    action = make_action(board, raised_on=dt.date(2025, 1, 1), due_on=due)
    make_update(action, "complete", reported_on=closed)


def order(user, **sort):
    return [row.name for row in comparison_of(user, on=TODAY, **sort).rows]


def gives_role(user, board, role=Role.OFFICIAL):
    make_membership(board, person=user.person, role=role)
    user.__dict__.pop("_board_roles", None)
    return board


def main_of(page):
    """Without the navigation, which counts what one owes on all boards."""
    return page.partition("<main")[2].partition("</main>")[0]


@pytest.fixture
def busy(board):
    """With one of everything that is counted."""
    board.quorum = 1
    board.save()
    not_due(board, 5)
    overdue(board)
    make_action(board, raised_on=TODAY - 30 * DAY, due_on=TODAY)
    done = make_action(board, raised_on=TODAY - 30 * DAY)
    make_update(done, "to_be_agreed", reported_on=TODAY)
    completed(board, dt.date(2025, 3, 5), dt.date(2025, 3, 5))
    completed(board, dt.date(2025, 3, 6), dt.date(2025, 3, 6))
    completed(board, TODAY, TODAY - DAY)
    make_meeting(board, Stage.APPROVED, held_on=dt.date(2020, 1, 1))
    meeting = make_meeting(board, Stage.APPROVED, held_on=dt.date(2025, 3, 6))
    make_attendance(meeting)
    make_attendance(meeting, status=Status.APOLOGIES)
    make_meeting(board, held_on=TODAY - DAY)
    make_meeting(board, held_on=TODAY)
    make_seat(board)
    make_membership(board, seat=make_seat(board), person=make_person())
    make_seat(board, abolished_on=TODAY)
    make_recommendation(make_advice(board), make_organisation(), make_organisation())
    make_recommendation(make_advice(board, given_on=None))
    return board


def test_what_is_counted_of_a_board(busy, official):
    [row] = comparison_of(official, on=TODAY).rows

    assert row.sums.actions == {
        "open_now": 8,
        "overdue": 1,
        "long_overdue": 0,
        "due_soon": 1,
        "agreeing": 1,
        "completed": 2,
        "on_time": 1,
        "late": 1,
    }
    assert (row.sums.rag, row.sums.percent_on_time) == (Rag.AMBER, 50)
    assert (row.sums.attendance.there, row.sums.not_circulated, row.sums.vacancies, row.sums.awaiting) == (1, 1, 1, 2)
    assert (row.longest_days, row.next.held_on, row.last.held_on) == (200, TODAY, TODAY - DAY)
    assert (row.quorum.words, row.quorum.meeting.held_on) == ("Quorate", dt.date(2025, 3, 6))


def test_a_meeting_of_today_is_still_to_be_held_and_a_draft_of_it_is_not_outstanding(board, official):
    make_meeting(board, held_on=TODAY)

    [row] = comparison_of(official, on=TODAY).rows

    assert (row.next.held_on, row.last, row.sums.not_circulated) == (TODAY, None, 0)


@pytest.mark.parametrize("who", ["secretary", "member", "official"])
def test_every_number_opens_a_list_of_that_length(request, client, busy, who):
    user = request.getfixturevalue(who)
    group = gives_role(user, make_board("A group", parent=busy))
    overdue(group, 100)
    completed(group, TODAY, TODAY)
    client.force_login(user)

    rows = client.get("/summaries/").context["comparison"].rows

    assert [row.name for row in rows] == [busy.name, "A group", "RR3 with its groups"]
    for row in rows:
        for figure in [*row.figures, row.on_time, row.late, row.awaiting]:
            listed = client.get(figure.address)
            assert listed.context["page"].paginator.count == figure.count, figure


def test_the_worst_stand_first_and_a_group_stays_under_its_board(board, official):
    red, amber = gives_role(official, make_board("Zebra")), gives_role(official, make_board("Amber"))
    group = gives_role(official, make_board("Group of RR3", parent=board))
    overdue(red, 92)
    not_due(amber, 9)
    overdue(amber)
    not_due(group)

    together = "RR3 with its groups"
    assert order(official) == ["Zebra", "Amber", board.name, "Group of RR3", together]
    assert order(official, sort=BY_NAME) == ["Amber", board.name, "Group of RR3", together, "Zebra"]


def test_a_family_stands_where_the_worst_of_it_would(board, official):
    group, amber = gives_role(official, make_board("A group", parent=board)), gives_role(official, make_board("Amber"))
    not_due(board, 9)
    overdue(group)
    not_due(amber, 9)
    overdue(amber)
    overdue(amber)

    rows = comparison_of(official, on=TODAY).rows

    assert [(row.name, row.sums.rag.word) for row in rows] == [
        (board.name, "Green"),
        ("A group", "Red"),
        ("RR3 with its groups", "Amber"),
        ("Amber", "Amber"),
    ]


def test_a_board_with_its_groups_is_as_bad_as_they_are_together(board, official):
    group = gives_role(official, make_board("Group of RR3", parent=board))
    overdue(group, 100)
    not_due(board, 3)

    mine, theirs, together = comparison_of(official, on=TODAY).rows

    assert [row.sums.rag for row in (mine, theirs, together)] == [Rag.GREEN, Rag.RED, Rag.RED]
    assert (together.sums.actions["open_now"], together.is_total, together.sums.attendance) == (4, True, Share())


def test_vacancies_are_those_of_the_page_of_the_board(board, official):
    from organisations.roster import roster_of

    vacant, held, of_chair, former = (make_seat(board) for _ in range(4))
    make_membership(board, seat=held)
    make_membership(board, seat=of_chair, role=Role.CHAIR)
    make_membership(board, seat=former, ends_on=TODAY - DAY)
    make_membership(board, seat=vacant, role=Role.OFFICIAL)
    make_seat(board, abolished_on=TODAY)
    make_seat(board, abolished_on=TODAY + DAY)

    [row] = comparison_of(official, on=TODAY).rows

    assert row.sums.vacancies == roster_of(board, on=TODAY).vacancies == 3


def test_boards_that_stopped_meeting_are_left_out(board, official):
    board.closed_on = TODAY - DAY
    board.save()

    assert comparison_of(official, on=TODAY).rows == []


def test_who_has_no_role_is_told_so(client, stranger, board):
    make_board("Public", minutes_visible_to="public")
    client.force_login(stranger)

    page = client.get("/summaries/").text

    assert "You have no role on a board that meets." in page
    assert "Public" not in main_of(page)


def test_an_official_of_one_board_learns_nothing_of_another(client, board, official):
    client.force_login(official)
    before = {address: main_of(client.get(address).text) for address in ("/summaries/",)}
    sheet = client.get("/summaries/csv/").content

    parent = make_board("Distinct parent", slug="distinct", minutes_visible_to="public")
    board.parent = parent
    board.save()
    group = make_board("Distinct group", parent=board)
    for other in (parent, group):
        overdue(other, 100)
        make_attendance(make_meeting(other, Stage.PUBLISHED, held_on=TODAY - DAY))
        make_meeting(other, held_on=TODAY + DAY)
        make_seat(other)
        make_recommendation(make_advice(other, is_published=True))

    assert {address: main_of(client.get(address).text) for address in before} == before
    assert client.get("/summaries/csv/").content == sheet


def test_an_official_counts_no_attendance_of_minutes_that_are_not_open_to_them(board, official, secretary):
    make_attendance(make_meeting(board, Stage.CIRCULATED, held_on=TODAY - DAY))

    [seen], [known] = (comparison_of(user, on=TODAY).rows for user in (official, secretary))

    assert (seen.sums.attendance, seen.quorum.words) == (Share(), "Not open to you yet")
    assert (known.sums.attendance, known.quorum.words) == (Share(1, 1), "No quorum set")


def test_the_file_has_a_line_a_board_and_runs_no_formula(client, board, official):
    gives_role(official, make_board("=cmd()", parent=board))
    client.force_login(official)

    answer = client.get("/summaries/csv/?sort=name")
    head, *lines = csv.reader(answer.content.decode("utf-8-sig").splitlines())

    assert answer["Content-Disposition"] == 'attachment; filename="boards-2026-03-05.csv"'
    assert [line[:4] for line in lines] == [
        [board.name, "", "Clear", "0"],
        ["'=cmd()", board.name, "Clear", "0"],
    ]
    assert {len(line) for line in lines} == {len(head)}


@pytest.mark.parametrize("boards", [1, 3, 20])
def test_it_takes_a_fixed_number_of_queries(client, board, official, boards, django_assert_num_queries):
    for n in range(boards):
        one = gives_role(official, make_board(f"Board {n}", parent=board)) if n else board
        action = overdue(one)
        make_update(action, "delayed", reported_on=TODAY, text="Why.", due=Due(TODAY + DAY))
        completed(one, TODAY, TODAY)
        make_attendance(make_meeting(one, Stage.APPROVED, held_on=TODAY - DAY), organisation=make_organisation())
        make_meeting(one, held_on=TODAY + DAY)
        make_seat(one)
        make_recommendation(make_advice(one))
    client.force_login(official)
    client.get("/summaries/")
    with django_assert_num_queries(15):
        client.get("/summaries/")


def test_a_superuser_sees_every_board(board):
    make_board("Another")

    assert order(make_user(is_superuser=True), sort=BY_NAME) == ["Another", board.name]
