"""Joint actions are ticked off owner by owner."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from actions.models import Action, ActionOwner, Status
from actions.services import correct_action, take_back_part, tick_off_part
from organisations.models import Membership
from tests.factories import DAY, MOMENT, make_action, make_membership, make_organisation, make_seat, make_update

pytestmark = pytest.mark.django_db
LATER = DAY + dt.timedelta(days=30)


@pytest.fixture
def action(board, member):
    return make_action(board, owners=[ActionOwner(person=member.person), ActionOwner(words="Theme leads")])


def part(action, **who):
    return action.owners.get(**who)


def test_one_part_done_starts_the_action_and_names_the_owner(action, member):
    update = tick_off_part(part(action, person=member.person), on=LATER, by=member, at=MOMENT, text="Sent.")

    action.refresh_from_db()
    assert action.status == Status.IN_PROGRESS
    assert (update.ticked_off, update.text) == ("Mina Hollis", "The part of Mina Hollis is done. Sent.")
    assert part(action, person=member.person).done_on == LATER
    assert not Action.objects.owed_by_user(member).exists()


def test_the_last_part_done_is_to_be_agreed(action, member, secretary):
    tick_off_part(part(action, words="Theme leads"), on=LATER, by=secretary, at=MOMENT)
    tick_off_part(part(action, person=member.person), on=LATER, by=member, at=MOMENT)

    action.refresh_from_db()
    assert action.status == Status.TO_BE_AGREED


def test_a_part_is_taken_back_by_the_secretariat(action, member, secretary):
    for row in action.owners.all():
        tick_off_part(row, on=LATER, by=secretary, at=MOMENT)

    take_back_part(part(action, person=member.person), on=LATER, by=secretary, at=MOMENT)

    action.refresh_from_db()
    assert (action.status, part(action, person=member.person).done_on) == (Status.IN_PROGRESS, None)
    assert Action.objects.owed_by_user(member).get() == action


def test_what_is_refused(action, member, secretary, official):
    mine, theirs = part(action, person=member.person), part(action, words="Theme leads")
    for who, row, message in ((member, theirs, "is not yours"), (official, mine, "is not yours")):
        with pytest.raises(ValidationError, match=message):
            tick_off_part(row, on=LATER, by=who, at=MOMENT)
    tick_off_part(mine, on=LATER, by=member, at=MOMENT)
    with pytest.raises(ValidationError, match="done already"):
        tick_off_part(mine, on=LATER, by=secretary, at=MOMENT)
    with pytest.raises(ValidationError, match="Only the secretariat"):
        take_back_part(mine, on=LATER, by=member, at=MOMENT)
    make_update(action, status=Status.COMPLETE, reported_on=LATER)
    for verb, row in ((tick_off_part, theirs), (take_back_part, mine)):
        with pytest.raises(ValidationError, match="is closed"):
            verb(row, on=LATER, by=secretary, at=MOMENT)


def held_by(board, user, way):
    """An owner that the user answers for, or not."""
    person, membership = user.person, user.person.memberships.get()
    if way == "seat":
        membership.seat = make_seat(board)
        membership.save()
        return ActionOwner(seat=membership.seat), True
    if way == "organisation":
        return ActionOwner(organisation=person.organisation), True
    if way == "another organisation":
        return ActionOwner(organisation=make_organisation()), False
    if way == "organisation on another board":
        other = make_organisation()
        make_membership(make_action().board, person=person, organisation=other)
        return ActionOwner(organisation=other), False
    if way == "chair":
        membership.role = Membership.Role.CHAIR
        membership.save()
        return ActionOwner(role="chair"), True
    return ActionOwner(role=way), False


WAYS = (
    "seat",
    "organisation",
    "another organisation",
    "organisation on another board",
    "chair",
    "members",
    "officials",
)


@pytest.mark.parametrize("way", WAYS)
def test_whose_part_is_ones_own(client, board, member, way):
    row, is_theirs = held_by(board, member, way)
    action = make_action(board, owners=[row, ActionOwner(person=member.person)])
    client.force_login(member)
    owner = next(one for one in action.owners.all() if not one.person_id)

    response = client.post(reverse("actions:owner_part", args=[action.reference, owner.pk]), {"text": "Sent."})

    assert response.status_code == (302 if is_theirs else 403)
    owner.refresh_from_db()
    assert (owner.done_on is not None) == is_theirs


def test_the_page_of_the_action_offers_it_where_there_are_several(client, member, board, action):
    alone = make_action(board, owners=[ActionOwner(person=member.person)])
    client.force_login(member)

    assert client.get(action.get_absolute_url()).text.count("Tick off") == 1
    assert "Tick off" not in client.get(alone.get_absolute_url()).text


def test_a_part_done_before_the_newest_report_moves_the_action_all_the_same(action, secretary):
    make_update(action, reported_on=DAY)

    for row in action.owners.all():
        update = tick_off_part(row, on=DAY, by=secretary, at=MOMENT)

    action.refresh_from_db()
    assert action.status == Status.TO_BE_AGREED
    assert update.text == "The part of Theme leads was done on 5 March 2026."
    assert {row.done_on for row in action.owners.all()} == {DAY}


def test_who_ticks_off_their_own_part_reported_it_and_the_secretariat_for_another_did_not(action, member, secretary):
    mine = tick_off_part(part(action, person=member.person), on=LATER, by=member, at=MOMENT)
    others = tick_off_part(part(action, words="Theme leads"), on=LATER, by=secretary, at=MOMENT)

    assert (mine.reported_by, mine.entered_by) == (member.person, member)
    assert (others.reported_by, others.entered_by) == (None, secretary)


def test_a_day_before_the_action_was_raised_is_refused(action, secretary):
    with pytest.raises(ValidationError, match="was raised on 5 March 2026"):
        tick_off_part(action.owners.first(), on=DAY - dt.timedelta(days=1), by=secretary, at=MOMENT)


def test_a_reopened_action_keeps_its_done_parts_and_says_that_nobody_owes_it(client, action, member, secretary):
    for row in action.owners.all():
        tick_off_part(row, on=LATER, by=secretary, at=MOMENT)
    make_update(action, Status.COMPLETE, reported_on=LATER)
    client.force_login(member)
    said = "The part of every owner is done and the action is not"
    assert said not in client.get(action.get_absolute_url()).text

    make_update(action, Status.IN_PROGRESS, reported_on=LATER, reopen=True)

    assert {row.done_on for row in action.owners.all()} == {LATER}
    assert said in client.get(action.get_absolute_url()).text


def test_owners_who_stay_keep_what_they_have_done(action, member, secretary):
    tick_off_part(part(action, person=member.person), on=LATER, by=secretary, at=MOMENT)

    correct_action(action, text="Do it", owners=[ActionOwner(role="chair"), ActionOwner(person=member.person)])

    assert part(action, person=member.person).done_on == LATER
