"""Who stands for an owner, as each reader may know it."""

from __future__ import annotations

import datetime as dt

import pytest

from actions.models import Action, ActionOwner, Status
from actions.owner_lines import owner_lines
from organisations.models import Membership
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
    make_seat,
    make_update,
)

pytestmark = pytest.mark.django_db
LATER = DAY + dt.timedelta(days=30)


def said(action, user, on=LATER):
    return {
        line.owner.name: line.standing
        for line in owner_lines(Action.objects.with_owners().select_related("board").get(pk=action.pk), user, on=on)
    }


def owned_every_way(board, **raised):
    """By an organisation, the chair, a seat, a vacant one and words; the first three changed hands on DAY."""
    body, seat = make_organisation("Clinks"), make_seat(board, title="Large provider")
    for name, term in (("Old", {"ends_on": DAY}), ("New", {"starts_on": DAY + dt.timedelta(days=1)})):
        make_membership(board, person=make_person(f"{name} Acton"), organisation=body, **term)
        make_membership(board, person=make_person(f"{name} Chairman"), role=Membership.Role.CHAIR, **term)
        make_membership(board, person=make_person(f"{name} Holder"), seat=seat, **term)
    owners = [
        ActionOwner(organisation=body),
        ActionOwner(role="chair"),
        ActionOwner(seat=seat),
        ActionOwner(seat=make_seat(board, title="Women")),
        ActionOwner(words="Theme leads"),
    ]
    return make_action(board, owners=owners, **raised)


def test_an_open_action_says_who_stands_for_each_today(board, member):
    assert said(owned_every_way(board), member) == {
        "Clinks": "New Acton acts for it on this board",
        "Chair": "New Chairman",
        "Large provider": "Seat, held by New Holder",
        "Women": "Seat, vacant",
        "Theme leads": "",
    }


def test_a_closed_action_says_who_stood_for_each_when_it_was_closed(board, member):
    action = owned_every_way(board)
    make_update(action, Status.COMPLETE, reported_on=DAY)

    assert said(action, member) == {
        "Clinks": "Old Acton acted for it on this board when it was closed",
        "Chair": "Old Chairman when it was closed",
        "Large provider": "Seat, held by Old Holder when it was closed",
        "Women": "Seat, vacant when it was closed",
        "Theme leads": "",
    }


@pytest.mark.parametrize("is_closed", [False, True])
def test_on_a_public_board_a_member_of_another_learns_no_name_and_not_that_a_held_seat_is_vacant(member, is_closed):
    public = make_board(minutes_visible_to="public")
    action = owned_every_way(public, raised_in=make_minute(make_item(make_meeting(public, "published"))))
    if is_closed:
        make_update(action, Status.COMPLETE, reported_on=DAY)

    found = said(action, member)

    assert found["Large provider"] == ("" if is_closed else "Seat")
    assert (found["Clinks"], found["Chair"]) == ("", "")


def test_who_was_on_a_public_board_is_not_for_another_boards_secretariat(outsider):
    public = make_board(minutes_visible_to="public")
    action = owned_every_way(public, raised_in=make_minute(make_item(make_meeting(public, "published"))))
    assert said(action, outsider)["Chair"] == "New Chairman"

    make_update(action, Status.COMPLETE, reported_on=DAY)

    assert set(said(action, outsider).values()) == {""}
