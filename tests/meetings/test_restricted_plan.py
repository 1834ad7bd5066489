"""What is still to come, and is to be taken in confidence: on the forward plan, and among the standing items."""

import datetime as dt

from django.urls import reverse

from meetings.models import ForwardItem, Meeting
from meetings.services import change_item, delete_item, plan_ahead, plan_meeting
from tests.factories import DAY, make_forward_item, make_item, make_meeting, make_standing_item

SECRET = "zinnober"


def flags(meeting):
    return dict(meeting.items.values_list("title", "is_restricted"))


def test_what_is_taken_off_an_agenda_goes_back_to_the_plan_as_restricted(board, secretary, official, member):
    meeting = make_meeting(board, held_on=dt.date(2999, 3, 5))
    row, _ = plan_ahead(board, on=DAY, by=secretary, title="To come back")
    change_item(row.placed_as, title="To come back", is_restricted=True, by=secretary)

    delete_item(meeting.items.get(), by=secretary)

    assert not ForwardItem.objects.visible_to(official).exists()
    assert ForwardItem.objects.visible_to(member).get() == row
    again = Meeting(board=board, held_on=dt.date(2999, 4, 5))
    plan_meeting(again, is_empty=True, by=secretary)
    assert again.items.get().is_restricted


def test_the_plan_holds_what_is_to_be_taken_in_confidence(client, board, secretary, official, member):
    client.force_login(secretary)
    typed = {"title": SECRET, "purpose": "discussion", "is_restricted": "on"}
    client.post(reverse("meetings:forward_add", args=[board.slug]), typed)
    make_forward_item(board, title="For all")
    address = reverse("meetings:forward_plan", args=[board.slug])

    assert ">Restricted</strong>" in client.get(address).content.decode()
    for reader, sees in ((official, False), (member, True)):
        client.force_login(reader)
        page = client.get(address).content.decode()
        assert (SECRET in page) is sees
        assert "For all" in page

    meeting = Meeting(board=board, held_on=dt.date(2999, 4, 5))
    plan_meeting(meeting, is_empty=True, by=secretary)
    assert flags(meeting) == {SECRET: True, "For all": False}


def test_what_a_restricted_item_said_cannot_be_opened_on_the_plan(client, board, secretary):
    closed, open_item = make_item(make_meeting(board), is_restricted=True), make_item(make_meeting(board))
    client.force_login(secretary)

    for item, asks in ((closed, False), (open_item, True)):
        page = client.get(reverse("meetings:item_bring_back", args=[item.meeting_id, item.pk])).content.decode()
        assert ('name="is_restricted"' in page) is asks


def test_a_standing_item_is_restricted_on_every_agenda(board, secretary):
    make_standing_item(board, title="Staff", is_restricted=True)
    make_standing_item(board, title="Business")
    meeting = Meeting(board=board, held_on=DAY)

    plan_meeting(meeting, by=secretary)

    assert flags(meeting) == {"Staff": True, "Business": False}
