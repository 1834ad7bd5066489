import datetime as dt

import pytest

from organisations.models import Membership
from organisations.roster import roster_of
from organisations.tree import branches_of
from tests.factories import DAY, make_board, make_membership, make_organisation, make_person, make_seat

Role = Membership.Role
pytestmark = pytest.mark.django_db


def drawn(lines):
    return [
        (line.place, str(line.membership.person or line.membership.organisation))
        if line.membership
        else (line.place, None)
        for line in lines
    ]


def test_members_go_by_chair_then_seats_in_order_then_the_rest(board):
    large = make_seat(board, title="Large provider", position=2)
    small = make_seat(board, title="Small provider", position=1)
    make_membership(board, seat=large, person=make_person("Lola Large"))
    make_membership(board, seat=small, person=make_person("Sami Small"))
    make_membership(board, person=make_person("zed Without"))
    make_membership(board, person=make_person("Abe Without"))
    make_membership(board, role=Role.DEPUTY_CHAIR, person=make_person("Dee Vice"))
    make_membership(board, role=Role.CHAIR, person=make_person("Cass Chair"))

    roster = roster_of(board, on=DAY)

    assert drawn(roster.members) == [
        ("Chair", "Cass Chair"),
        ("Deputy chair", "Dee Vice"),
        ("Small provider", "Sami Small"),
        ("Large provider", "Lola Large"),
        ("", "Abe Without"),
        ("", "zed Without"),
    ]
    assert (roster.held, roster.vacancies) == (6, 0)


@pytest.mark.parametrize(
    ("starts", "ends", "vacant"),
    [(0, None, False), (0, 0, False), (-9, 0, False), (1, None, True), (-9, -1, True)],
)
def test_a_seat_is_vacant_on_a_day_when_nobody_holds_it(board, starts, ends, vacant):
    make_membership(
        board,
        seat=make_seat(board),
        starts_on=DAY + dt.timedelta(days=starts),
        ends_on=None if ends is None else DAY + dt.timedelta(days=ends),
    )

    assert roster_of(board, on=DAY).vacancies == int(vacant)


def test_a_seat_that_was_never_held_is_vacant(board):
    make_seat(board, title="Arts")

    assert drawn(roster_of(board, on=DAY).members) == [("Arts", None)]


def test_the_seat_of_the_chair_is_not_listed_as_vacant_nor_twice(board):
    seat = make_seat(board, title="Large provider")
    make_membership(board, seat=seat, role=Role.CHAIR, person=make_person("Cass Chair"))

    assert drawn(roster_of(board, on=DAY).members) == [("Chair, Large provider", "Cass Chair")]


def test_an_abolished_seat_is_no_vacancy(board):
    seat = make_seat(board, abolished_on=DAY)
    roster = roster_of(board, on=DAY)

    assert (roster.members, roster.abolished) == ([], [seat])
    assert roster_of(board, on=DAY - dt.timedelta(days=1)).vacancies == 1


def test_officials_and_secretariat_are_apart_from_members(board):
    make_membership(board, role=Role.OFFICIAL, person=make_person("Owen Official"))
    make_membership(board, role=Role.SECRETARIAT, person=make_person("Sadia Secretary"))

    roster = roster_of(board, on=DAY)

    assert (roster.members, drawn(roster.officials), drawn(roster.secretariat)) == (
        [],
        [("", "Owen Official")],
        [("", "Sadia Secretary")],
    )


def test_those_before_and_after_are_listed_with_what_they_were(board):
    day = dt.timedelta(days=1)
    make_membership(board, role=Role.CHAIR, ends_on=DAY - day, person=make_person("Late Chair"))
    make_membership(board, ends_on=DAY - 9 * day, person=make_person("Earlier Member"))
    make_membership(board, starts_on=DAY + day, seat=make_seat(board, title="Arts"), person=make_person("Next Arts"))

    roster = roster_of(board, on=DAY)

    assert drawn(roster.former) == [("Chair", "Late Chair"), ("Member", "Earlier Member")]
    assert drawn(roster.joining) == [("Arts", "Next Arts")]
    assert drawn(roster.members) == [("Arts", None)]


def test_an_organisation_is_a_member_by_itself(board):
    make_membership(board, organisation=make_organisation("Elms Trust"))

    assert drawn(roster_of(board, on=DAY).members) == [("", "Elms Trust")]


def test_a_roster_names_deputies_too(board):
    row = make_membership(board, deputy=make_person())

    assert roster_of(board, on=DAY).person_ids == {row.person_id, row.deputy_id}


@pytest.mark.parametrize("rows", [1, 3])
def test_a_roster_takes_two_queries(board, rows, django_assert_num_queries):
    for _ in range(rows):
        make_membership(board, seat=make_seat(board), organisation=make_organisation(), deputy=make_person())

    with django_assert_num_queries(2):
        drawn(roster_of(board, on=DAY).members)


def test_groups_follow_their_board():
    parent, other = make_board("B parent"), make_board("Z other")
    group = make_board("A group", parent=parent)
    below = make_board("A below", parent=group)

    branches = branches_of([group, below, parent, other])

    assert [(branch.board, branch.depth) for branch in branches] == [(parent, 0), (group, 1), (below, 2), (other, 0)]


def test_a_group_whose_parent_is_not_listed_stands_by_itself():
    group = make_board(parent=make_board())

    assert [(branch.board, branch.depth) for branch in branches_of([group])] == [(group, 0)]


def test_boards_in_a_circle_are_listed_once():
    one, two = make_board("One"), make_board("Two")
    one.parent, two.parent = two, one

    assert [branch.board for branch in branches_of([one, two])] == [one, two]
