"""A heading inside a restricted item is restricted, however it came to stand there, and nothing opens it in passing."""

import datetime as dt

import pytest

from meetings.models import AgendaItem, Meeting
from meetings.services import change_item, plan_meeting
from tests.administration import admin_list, admin_url, form_of
from tests.factories import DAY, make_item, make_meeting


def flags(meeting):
    return dict(meeting.items.values_list("title", "is_restricted"))


def test_another_place_of_a_heading_opens_none_beside_it(board, secretary):
    meeting = make_meeting(board)
    make_item(meeting, title="Open")
    first = make_item(meeting, title="First", depth=2)
    make_item(meeting, title="Second", depth=2, is_restricted=True)

    change_item(first, depth=1, by=secretary)

    assert flags(meeting) == {"Open": False, "First": False, "Second": True}


def test_a_heading_that_is_opened_and_stands_alone_opens_none_that_follows(board, secretary):
    meeting = make_meeting(board)
    make_item(meeting, title="Closed", is_restricted=True)
    first = make_item(meeting, title="First", depth=2, is_restricted=True)
    make_item(meeting, title="Second", depth=2, is_restricted=True)

    change_item(first, depth=1, is_restricted=False, by=secretary)

    assert flags(meeting) == {"Closed": True, "First": False, "Second": True}


def test_a_copied_heading_that_comes_to_stand_inside_is_restricted(board, secretary):
    like = make_meeting(board)
    make_item(like, title="Closed", is_restricted=True)
    make_item(like, title="Late", is_late=True)
    make_item(like, title="Below", depth=2)
    meeting = Meeting(board=board, held_on=DAY + dt.timedelta(days=30))

    plan_meeting(meeting, like=like, by=secretary)

    assert flags(meeting) == {"Closed": True, "Below": True}


# The admin, which writes rows without the services


@pytest.fixture
def agenda(board):
    meeting = make_meeting(board)
    make_item(meeting, title="Closed", is_restricted=True)
    make_item(meeting, title="Open")
    make_item(meeting, title="Below", depth=2)
    return meeting


def test_a_heading_that_the_admin_moves_into_a_restricted_item_is_restricted(client, agenda, secretary):
    client.force_login(secretary)
    data = form_of(client.get(admin_url(agenda)))
    # "Open" goes to the top, and "Below" comes to stand under what is restricted.
    at = next(name for name, value in data.items() if value == "Open").removesuffix("-title")
    assert client.post(admin_url(agenda), data | {f"{at}-position": 0}).status_code == 302

    assert flags(agenda) == {"Open": False, "Closed": True, "Below": True}
    below = agenda.items.get(title="Below")
    assert below.history.first().history_user == secretary


def test_an_item_that_the_admin_moves_leaves_its_heading_restricted(client, agenda, secretary):
    client.force_login(secretary)
    address = admin_url(agenda.items.get(title="Open"))
    assert client.post(address, form_of(client.get(address)) | {"position": 9}).status_code == 302

    assert flags(agenda)["Below"] is True


@pytest.mark.parametrize("many", [False, True])
def test_an_item_that_the_admin_deletes_leaves_its_heading_restricted(client, agenda, secretary, many):
    client.force_login(secretary)
    item = agenda.items.get(title="Open")
    if many:
        chosen = {"action": "delete_selected", "_selected_action": [item.pk], "post": "yes"}
        client.post(admin_list(AgendaItem), chosen)
    else:
        client.post(admin_url(item, "delete"), {"post": "yes"})

    assert flags(agenda) == {"Closed": True, "Below": True}
