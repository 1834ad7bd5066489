"""What an official's organisation owes, on their home page: each number opens the list that it counts."""

import datetime as dt

import pytest

from actions.models import ActionOwner, Status
from organisations.models import Board, Membership
from tests.factories import (
    DAY,
    make_action,
    make_board,
    make_item,
    make_meeting,
    make_membership,
    make_minute,
    make_organisation,
    make_person,
    make_update,
)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: DAY)


def after(count):
    return DAY + dt.timedelta(days=count)


def home(client, user):
    client.force_login(user)
    return client.get("/")


def owes_of(response):
    return {
        owes.organisation.name: {
            line.board.slug if line.board else "all": [figure.count for figure in line.figures] for line in owes.lines
        }
        for owes in response.context["page"].organisations
    }


def owed(board, *owners, due, status=Status.OPEN, raised_on=None, **overrides):
    action = make_action(board, raised_on=raised_on or after(-50), owners=list(owners), due_on=after(due), **overrides)
    if status != Status.OPEN:
        make_update(action, status)
    return action


def test_an_official_sees_what_their_organisation_and_its_people_owe(client, board, official):
    ours = official.person.organisation
    colleague = make_person(organisation=ours)
    owed(board, ActionOwner(organisation=ours), ActionOwner(person=colleague), due=-1)
    owed(board, ActionOwner(person=colleague), due=0)
    owed(board, ActionOwner(organisation=ours), due=40)
    owed(board, ActionOwner(organisation=ours), due=-1, status=Status.TO_BE_AGREED)
    owed(board, ActionOwner(organisation=ours), due=-1, status=Status.COMPLETE)
    owed(board, ActionOwner(organisation=make_organisation()), due=-1)

    response = home(client, official)

    assert owes_of(response) == {"Fairley Trust": {"rr3": [4, 1, 1, 1]}}
    (owes,) = response.context["page"].organisations
    for figure in owes.lines[0].figures:
        assert client.get(figure.address).context["page"].paginator.count == figure.count
    assert f'href="/dashboard/?organisation={ours.pk}"' in response.content.decode()


def test_several_boards_have_a_line_each_below_all_of_them(client, board, official):
    ours = official.person.organisation
    second = make_board("A second board", slug="second")
    make_membership(second, person=official.person, role=Membership.Role.OFFICIAL)
    for asking, due in ((board, -1), (board, 5), (second, -3)):
        owed(asking, ActionOwner(organisation=ours), due=due)

    response = home(client, official)

    assert owes_of(response) == {
        "Fairley Trust": {"all": [3, 1, 2, 0], "second": [1, 0, 1, 0], "rr3": [2, 1, 1, 0]},
    }
    for line in response.context["page"].organisations[0].lines:
        for figure in line.figures:
            assert client.get(figure.address).context["page"].paginator.count == figure.count


def test_an_official_of_two_organisations_sees_both(client, board, official):
    office = make_organisation("Another office")
    second = make_board("A second board", slug="second")
    make_membership(second, person=official.person, organisation=office, role=Membership.Role.OFFICIAL)
    owed(board, ActionOwner(organisation=office), due=-1)

    assert owes_of(home(client, official)) == {
        "Another office": {"all": [1, 0, 1, 0], "second": [0, 0, 0, 0], "rr3": [1, 0, 1, 0]},
        "Fairley Trust": {"rr3": [0, 0, 0, 0]},
    }


@pytest.mark.parametrize("who", ["secretary", "member", "chair", "outsider"])
def test_whoever_is_no_official_has_no_such_part(request, client, board, who):
    user = request.getfixturevalue(who)
    owed(board, ActionOwner(organisation=user.person.organisation), due=-1)

    assert owes_of(home(client, user)) == {}


def test_counts_nothing_that_the_official_may_not_see(client, board, official):
    ours = official.person.organisation
    hidden = make_board("A clandestine board", slug="clandestine")
    owed(hidden, ActionOwner(organisation=ours), due=-1)
    for stage, restricted in (("drafting", False), ("circulated", False), ("approved", True)):
        item = make_item(make_meeting(board, stage, held_on=after(-50)), is_restricted=restricted)
        owed(board, ActionOwner(organisation=ours), due=-1, raised_in=make_minute(item))

    response = home(client, official)

    assert owes_of(response) == {"Fairley Trust": {"rr3": [0, 0, 0, 0]}}
    assert "clandestine" not in response.content.decode()


def test_what_a_public_board_has_published_counts_too(client, board, official):
    public = make_board("An open board", slug="open", minutes_visible_to=Board.Visibility.PUBLIC)
    minute = make_minute(make_item(make_meeting(public, "published", held_on=after(-50))))
    owed(public, ActionOwner(organisation=official.person.organisation), due=-1, raised_in=minute)

    assert owes_of(home(client, official)) == {
        "Fairley Trust": {"all": [1, 0, 1, 0], "open": [1, 0, 1, 0], "rr3": [0, 0, 0, 0]}
    }


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_queries_does_not_grow(client, board, official, rows, django_assert_num_queries):
    for n in range(rows):
        other = make_board()
        office = make_organisation()
        make_membership(other, person=official.person, organisation=office, role=Membership.Role.OFFICIAL)
        owed(other, ActionOwner(organisation=office), ActionOwner(person=make_person(organisation=office)), due=-n)
    client.force_login(official)

    with django_assert_num_queries(12):
        response = client.get("/")

    assert len(owes_of(response)) == rows + 1


def test_each_board_leads_to_its_summary(client, board, official):
    words = home(client, official).content.decode()

    assert '<a class="govuk-link" href="/boards/rr3/summary/">Summary<' in words
    assert client.get("/boards/rr3/summary/").status_code == 200
