import datetime as dt

import pytest
from django.utils import timezone

from actions.models import ActionOwner, Status
from meetings.models import MinutesStage
from organisations.models import Board, Membership
from tests.factories import (
    DAY,
    make_action,
    make_board,
    make_item,
    make_meeting,
    make_membership,
    make_minute,
    make_update,
)


@pytest.fixture
def today():
    return timezone.localdate()


def home(client, user=None):
    if user:
        client.force_login(user)
    response = client.get("/")
    assert response.status_code == 200
    return response


def owned_by(user, **overrides):
    return make_action(owners=[ActionOwner(person=user.person)], **overrides)


def raised_in_minutes(board, stage, held_on, **overrides):
    meeting = make_meeting(board, stage=stage, held_on=held_on)
    return make_action(raised_in=make_minute(make_item(meeting)), **overrides)


def test_a_visitor_sees_the_public_boards_what_they_published_and_the_way_in(client, board):
    public = make_board("Open board", acronym="OPEN", minutes_visible_to=Board.Visibility.PUBLIC)
    make_meeting(public, stage=MinutesStage.PUBLISHED)
    make_meeting(public, held_on=dt.date(2025, 1, 9), stage=MinutesStage.APPROVED)
    make_meeting(board, stage=MinutesStage.PUBLISHED)
    response = home(client)
    assert [b.name for b in response.context["boards"]] == ["Open board"]
    assert [str(m) for m in response.context["latest"]] == ["OPEN, 5 March 2026"]
    assert "9 January 2025" not in response.content.decode()
    assert '<a class="govuk-button" href="/accounts/login/">Sign in</a>' in response.content.decode()


def test_somebody_without_a_role_is_told_what_to_do(client, stranger):
    text = " ".join(home(client, stranger).content.decode().split())
    assert "you have no role on a board yet. Ask the secretariat of your board to add you" in text
    assert "govuk-button" not in text.split("<main")[1]


def test_an_empty_site_says_so(client, db):
    text = home(client).content.decode()
    assert "No board publishes its minutes here yet." in text
    assert "There are no minutes to read yet." in text


def test_the_secretary_sees_the_minutes_to_finish_the_oldest_first(client, secretary, board, today):
    late = make_meeting(board, held_on=today - dt.timedelta(days=40))
    later = make_meeting(board, held_on=today)
    make_meeting(board, held_on=today + dt.timedelta(days=1))
    make_meeting(board, held_on=today - dt.timedelta(days=90), stage=MinutesStage.CIRCULATED)
    make_meeting(make_board(), held_on=today)
    page = home(client, secretary).context["page"]
    assert page.to_finish == [late, later]


def test_only_a_secretary_has_the_links_to_add(client, secretary, member):
    assert 'href="/meetings/add/"' in home(client, secretary).content.decode()
    assert 'href="/meetings/add/"' not in home(client, member).content.decode()


def test_a_member_sees_what_they_owe_the_soonest_first_with_the_way_to_report(client, member, board, today):
    soon = owned_by(member, board=board, raised_on=today, due_on=today + dt.timedelta(days=2))
    undated = owned_by(member, board=board)
    make_update(owned_by(member, board=board), status=Status.COMPLETE)
    make_action(board)
    response = home(client, member)
    assert [row.action for row in response.context["page"].owed] == [soon, undated]
    assert f'href="/actions/{soon.reference}/report/"' in response.content.decode()


def test_the_first_ten_owed_lead_to_all_of_them_in_the_same_order(client, member, board, today):
    make_update(owned_by(member, board=board, due_on=DAY), status=Status.TO_BE_AGREED)
    for offset in (2, -2, *range(20, 30)):
        owned_by(member, board=board, due_on=today + dt.timedelta(days=offset))
    response = home(client, member)
    assert '<a class="govuk-link" href="/my/actions/">All your actions</a>' in response.content.decode()
    sections = client.get("/my/actions/").context["owed"].sections
    every = [row.action for part in sections for row in part.rows]
    assert ([row.action for row in response.context["page"].owed], len(every)) == (every[:10], 13)


def test_a_member_does_not_see_minutes_being_drafted_nor_what_was_raised_in_them(client, member, board, today):
    draft = make_meeting(board, held_on=today - dt.timedelta(days=3))
    owned_by(member, raised_in=make_minute(make_item(draft)), text="Not to be known yet")
    response = home(client, member)
    page = response.context["page"]
    assert (page.owed, page.to_finish, page.latest) == ([], [], [])
    assert [figure.count for figure in page.boards[0].figures] == [0, 0, 0, 0]
    assert "Not to be known yet" not in response.content.decode()


def test_an_official_sees_the_figures_of_approved_minutes_each_linked_to_its_list(client, official, board, today):
    last_month = today - dt.timedelta(days=30)
    for days in (-1, 7, 7):
        raised_in_minutes(board, MinutesStage.APPROVED, last_month, due_on=today + dt.timedelta(days=days))
    make_update(raised_in_minutes(board, MinutesStage.APPROVED, last_month), status=Status.TO_BE_AGREED)
    raised_in_minutes(board, MinutesStage.CIRCULATED, last_month)
    response = home(client, official)
    figures = response.context["page"].boards[0].figures
    assert [(f.label, f.count) for f in figures] == [("open", 4), ("due soon", 2), ("overdue", 1), ("to be agreed", 1)]
    for figure in figures:
        assert client.get(figure.address).context["page"].paginator.count == figure.count


def test_a_board_shows_the_next_meeting_today_included(client, member, board, today):
    make_meeting(board, held_on=today + dt.timedelta(days=30))
    make_meeting(board, held_on=today)
    make_meeting(board, held_on=today - dt.timedelta(days=1))
    assert [row.next_on for row in home(client, member).context["page"].boards] == [today]


def test_boards_without_a_role_and_boards_that_closed_are_not_among_ones_own(client, member, board, today):
    make_board(minutes_visible_to=Board.Visibility.PUBLIC)
    closed = make_board(closed_on=today - dt.timedelta(days=1))
    make_membership(closed, person=member.person)
    assert [row.board for row in home(client, member).context["page"].boards] == [board]


def test_several_roles_show_the_parts_of_each(client, secretary, board, today):
    other = make_board("A second board")
    make_membership(other, person=secretary.person, role=Membership.Role.MEMBER)
    draft = make_meeting(board, held_on=today)
    make_meeting(other, held_on=today)
    circulated = make_meeting(other, held_on=today - dt.timedelta(days=20), stage=MinutesStage.CIRCULATED)
    page = home(client, secretary).context["page"]
    assert [row.board for row in page.boards] == [other, board]
    assert (page.to_finish, page.latest) == ([draft], [circulated])


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_queries_does_not_grow(client, secretary, board, today, rows, django_assert_num_queries):
    for n in range(rows):
        other = make_board()
        make_membership(other, person=secretary.person, role=Membership.Role.SECRETARIAT)
        make_meeting(other, held_on=today - dt.timedelta(days=n))
        owned_by(secretary, raised_in=make_minute(make_item(make_meeting(other, stage=MinutesStage.APPROVED))))
    client.force_login(secretary)
    # The session, the user, their roles; what they owe and its owners, boards, counts, to finish, latest, the reports
    # that wait; and what they owe once more, for the navigation.
    with django_assert_num_queries(11):
        response = client.get("/")
    assert len(response.context["page"].owed) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_queries_for_a_visitor_does_not_grow(client, db, rows, django_assert_num_queries):
    for _ in range(rows):
        public = make_board(minutes_visible_to=Board.Visibility.PUBLIC)
        make_meeting(public, stage=MinutesStage.PUBLISHED)
    with django_assert_num_queries(2):
        client.get("/")
