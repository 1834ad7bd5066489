"""What the record tells of a restricted item by itself, where it is not restricted."""

import datetime as dt

import pytest
from django.urls import reverse

from actions.models import ActionUpdate
from actions.services import Due
from meetings.models import AgendaItem, Meeting
from meetings.services import ForRead, approve_minutes, move_minutes
from tests.factories import DAY, MOMENT, make_action, make_item, make_meeting, make_minute, make_update

SECRET = "zinnober"
Stage = Meeting.Stage


@pytest.fixture
def later(board):
    return make_meeting(board, held_on=DAY + dt.timedelta(days=1))


def agreed(meeting, later, secretary, minute):
    line = ForRead(minute.pk, words=SECRET, read="quastel")
    approve_minutes(meeting, at_meeting=later, amendments=[line], at=MOMENT, by=secretary)
    return later.items.get().minutes.get().text


def test_an_amendment_of_a_restricted_paragraph_without_a_number_is_told_without_its_heading(board, secretary, later):
    make_item(later, kind=AgendaItem.Kind.LAST_MINUTES)
    meeting = make_meeting(board, stage=Stage.CIRCULATED)
    minute = make_minute(make_item(meeting, title=SECRET, is_restricted=True), text=f"On {SECRET}.", number="")

    text = agreed(meeting, later, secretary, minute)

    assert text.endswith("were agreed as a correct record, subject to: a restricted paragraph.")


def test_a_restricted_item_tells_of_it_in_full(board, secretary, later):
    make_item(later, kind=AgendaItem.Kind.LAST_MINUTES, is_restricted=True)
    meeting = make_meeting(board, stage=Stage.CIRCULATED)
    minute = make_minute(make_item(meeting, is_restricted=True), text=f"On {SECRET}.", number="7.1")

    assert f"paragraph 7.1, for “{SECRET}” read “quastel”" in agreed(meeting, later, secretary, minute)


@pytest.fixture
def reported(board, secretary):
    """An open paragraph of approved minutes that reports on an action asked for in confidence."""
    action = make_action(
        raised_in=make_minute(make_item(make_meeting(board, held_on=DAY - dt.timedelta(days=30)), is_restricted=True))
    )
    meeting = make_meeting(board, stage=Stage.CIRCULATED)
    minute = make_minute(make_item(meeting), text="One report was taken.")
    make_update(action, recorded_in=minute, reported_on=DAY, text=f"Of {SECRET}", due=Due(text=f"by {SECRET}"))
    make_update(make_action(board), recorded_in=minute, reported_on=DAY, text="Of all")
    move_minutes(meeting, to=Stage.APPROVED, at=MOMENT, by=secretary)
    return action


def pages(meeting):
    edition = meeting.editions.get()
    return [
        meeting.get_absolute_url(),
        edition.get_absolute_url(),
        reverse("meetings:edition_changes", args=[meeting.pk, edition.pk]),
    ]


def test_what_the_open_minutes_report_of_an_action_in_confidence_is_for_its_readers(client, reported, official, member):
    meeting = Meeting.objects.get(minutes_stage=Stage.APPROVED)

    for reader, sees in ((official, False), (member, True)):
        client.force_login(reader)
        for address in pages(meeting)[:2]:
            page = client.get(address).content.decode()
            assert (SECRET in page) is sees, address
            assert (f"{reported.reference}<" in page) is sees, address
            assert "One report was taken." in page
        assert reported.updates.count() == 1
        assert reported.updates.visible_to(reader).exists() is sees
        assert ActionUpdate.objects.visible_to(reader).filter(text="Of all").exists()


def test_what_changed_since_an_edition_tells_nothing_of_it(client, reported, official):
    meeting = Meeting.objects.get(minutes_stage=Stage.APPROVED)
    client.force_login(official)

    for address in pages(meeting):
        assert SECRET not in client.get(address).content.decode(), address
