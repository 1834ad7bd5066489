import datetime as dt

import pytest
from django.utils import timezone

from meetings.models import Meeting
from organisations.models import Board, Membership
from tests.factories import (
    make_action,
    make_board,
    make_meeting,
    make_membership,
    make_organisation,
    make_person,
    make_seat,
)

Role = Membership.Role
pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def today():
    return timezone.localdate()


def names(response):
    return [(branch.board.short_name, branch.depth) for branch in response.context["branches"]]


def test_the_list_has_the_boards_one_may_know_of_with_groups_below(client, board, member, outsider):
    make_board("Zeta group", acronym="ZG", parent=board, minutes_visible_to=Board.Visibility.PUBLIC)
    make_board("Hidden group", parent=board)
    client.force_login(member)

    response = client.get("/boards/")

    assert names(response) == [("RR3", 0), ("ZG", 1)]
    assert "Hidden group" not in response.text
    assert "Somebody else’s board" not in response.text


def test_the_list_says_when_a_board_meets_next(client, board, member, today):
    for days in (-9, 20, 5):
        make_meeting(board, held_on=today + days * DAY)
    client.force_login(member)

    assert client.get("/boards/").context["branches"][0].board.next_meeting_on == today + 5 * DAY


def test_the_next_meeting_of_a_public_board_is_for_its_own(client, board, member, today):
    board.minutes_visible_to = Board.Visibility.PUBLIC
    board.save()
    day = today + 40 * DAY
    make_meeting(board, held_on=day)
    shown = f"{day:%-d %B %Y}"

    assert shown not in client.get("/boards/").text
    client.force_login(member)
    assert shown in client.get("/boards/").text


def test_boards_that_stopped_meeting_are_apart(client, board, member, today):
    board.closed_on = today - DAY
    board.save()
    client.force_login(member)

    response = client.get("/boards/")

    assert (names(response), response.context["closed"]) == ([], [board])


def test_the_empty_list_says_why(client, board, stranger):
    assert "Sign in to see the boards that you belong to." in client.get("/boards/").text
    client.force_login(stranger)
    assert "You have no role on a board" in client.get("/boards/").text


def test_only_a_secretariat_is_offered_to_set_up_a_board(client, secretary, member):
    client.force_login(member)
    assert "Set up a board" not in client.get("/boards/").text
    client.force_login(secretary)
    assert "Set up a board" in client.get("/boards/").text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_database_as_often_for_three_as_for_one(
    client, member, rows, django_assert_num_queries, today
):
    for n in range(rows):
        board = make_board(f"Board {n}", secretariat=make_organisation())
        make_membership(board, person=member.person)
        make_meeting(board, held_on=today + DAY)
    client.force_login(member)

    with django_assert_num_queries(5):
        client.get("/boards/")


@pytest.mark.parametrize("rows", [1, 3])
def test_a_board_asks_the_database_as_often_for_three_as_for_one(
    client, board, secretary, rows, django_assert_num_queries, today
):
    board.parent, board.secretariat = make_board(), make_organisation()
    board.save()
    make_membership(board.parent, person=secretary.person)
    for n in range(rows):
        person = make_person(organisation=make_organisation())
        seat = make_seat(board)
        make_membership(board, person=person, organisation=person.organisation, seat=seat, deputy=make_person())
        make_membership(board, ends_on=today - DAY)
        make_membership(board, starts_on=today + DAY)
        make_membership(board, role=Role.OFFICIAL)
        make_seat(board, abolished_on=today)
        make_membership(make_board(parent=board), person=secretary.person)
        make_meeting(board, held_on=today - n * DAY)
        make_meeting(board, held_on=today + (n + 1) * DAY)
        make_action(board, due_on=today + DAY)
    client.force_login(secretary)

    with django_assert_num_queries(14):
        client.get("/boards/rr3/")


def test_a_board_shows_what_it_is_and_who_is_on_it(client, board, member, secretary):
    body = make_organisation("Elms Trust")
    board.purpose, board.quorum, board.secretariat = "To advise ministers.", 8, body
    board.save()
    make_membership(board, seat=make_seat(board, title="Arts"), person=make_person("Lola Large"), organisation=body)
    make_seat(board, title="Sport")
    client.force_login(member)

    text = client.get("/boards/rr3/").text

    for shown in (
        "To advise ministers.",
        "8 members present",
        "Its members once they are circulated, and its officials once they are approved. Nobody else.",
        "Lola Large",
        "Elms Trust",
        "Vacant",
        "2 members and 1 vacant seat today.",
        "Sadia Marsh",
    ):
        assert shown in text


def test_only_its_secretariat_is_offered_to_change_a_board(client, board, member, secretary):
    make_membership(board, seat=make_seat(board))
    make_seat(board)
    changes = ("/edit/", "/members/add/", "/seats/add/")
    client.force_login(member)
    assert [change for change in changes if change in client.get("/boards/rr3/").text] == []
    client.force_login(secretary)
    assert [change for change in changes if change in client.get("/boards/rr3/").text] == list(changes)


def test_a_public_board_shows_everybody_its_members_and_what_is_published(client, board, secretary, today):
    board.minutes_visible_to, board.purpose = Board.Visibility.PUBLIC, "To advise ministers."
    board.save()
    body = make_organisation("Elms Trust")
    lola = make_person("Lola Large", job_title="Treasurer", email="lola@example.org")
    make_membership(board, person=lola, organisation=body, deputy=make_person("Dan Deputy"))
    make_membership(board, person=make_person("Fay Former"), ends_on=today - DAY)
    make_membership(board, person=make_person("Ned Next"), starts_on=today + DAY)
    published = make_meeting(board, stage=Meeting.Stage.PUBLISHED)
    drafted = make_meeting(board, held_on=published.held_on + DAY)
    make_action(board, text="Between meetings")

    text = client.get("/boards/rr3/").text

    for shown in (
        "To advise ministers.",
        "Lola Large",
        "Elms Trust",
        "Everybody, once they are published.",
        "5 March 2026",
    ):
        assert shown in text
    for hidden in (
        "Fay Former",
        "Ned Next",
        "Dan Deputy",
        "lola@example.org",
        f"{drafted.held_on:%-d %B %Y}",
        "state=open",
    ):
        assert hidden not in text
    for address in (lola.get_absolute_url(), body.get_absolute_url()):
        assert f'href="{address}"' not in text


def test_former_members_are_for_the_boards_own(client, board, member, today):
    make_membership(board, person=make_person("Fay Former"), ends_on=today - DAY)
    client.force_login(member)

    assert "Fay Former" in client.get("/boards/rr3/").text


def test_a_parent_and_groups_that_one_may_not_know_of_stay_out(client, board, member):
    board.parent = make_board("Secret parent")
    board.save()
    make_board("Secret group", parent=board)
    client.force_login(member)

    text = client.get("/boards/rr3/").text

    assert "Secret parent" not in text
    assert "Secret group" not in text


def test_a_name_that_one_may_not_open_is_no_link(client, board, member):
    deputy = make_person("Dan Deputy")
    make_membership(board, person=make_person("Lola Large"), deputy=deputy)
    client.force_login(member)

    text = client.get("/boards/rr3/").text

    assert "Dan Deputy" in text
    assert f'href="{deputy.get_absolute_url()}"' not in text


def test_an_empty_board_says_so(client, board, secretary):
    Membership.objects.filter(board=board).update(board=make_board())
    superuser = secretary
    superuser.is_superuser = True
    superuser.save()
    client.force_login(superuser)

    text = client.get("/boards/rr3/").text

    assert "The board has no seats and no members yet." in text
    assert "Secretariat</h2>" not in text


def test_a_board_of_sixty_members_is_one_page(client, board, secretary):
    for _ in range(60):
        make_membership(board, seat=make_seat(board))
    client.force_login(secretary)

    assert "60 members today." in client.get("/boards/rr3/").text
