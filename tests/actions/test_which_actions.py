"""Every question that is asked of actions, as a table of what should answer it."""

import datetime as dt

import pytest

from actions.models import Action, ActionOwner, Status
from tests.factories import DAY, make_action, make_meeting, make_membership, make_organisation, make_person, make_update

TODAY = DAY + dt.timedelta(days=100)


def day(offset):
    return TODAY + dt.timedelta(days=offset)


def _in_status(board, status, **fields):
    action = make_action(board, **fields)
    if status != Status.OPEN:
        make_update(action, status)
    return action


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "due", "overdue", "due_soon"),
    [
        (Status.OPEN, -1, True, False),
        (Status.OPEN, 0, False, True),
        (Status.OPEN, 14, False, True),
        (Status.OPEN, 15, False, False),
        (Status.OPEN, None, False, False),
        (Status.IN_PROGRESS, -1, True, False),
        (Status.DELAYED, -1, True, False),
        (Status.DELAYED, 1, False, True),
        (Status.TO_BE_AGREED, -1, False, False),
        (Status.TO_BE_AGREED, 1, False, False),
        (Status.COMPLETE, -1, False, False),
        (Status.NO_LONGER_NEEDED, -1, False, False),
        (Status.REFERRED, 1, False, False),
    ],
)
@pytest.mark.parametrize("at_meeting", [False, True])
def test_overdue_and_due_soon(board, status, due, overdue, due_soon, at_meeting):
    when = {} if due is None else {"due_on": day(due)}
    if when and at_meeting:
        when = {"due_at": make_meeting(board, held_on=day(due))}
    action = _in_status(board, status, **when)

    assert Action.objects.overdue(on=TODAY).exists() is overdue
    assert Action.objects.due_soon(on=TODAY).exists() is due_soon
    assert action.is_overdue(TODAY) is overdue


@pytest.mark.django_db
@pytest.mark.parametrize("status", Status)
def test_open_and_closed_part_all_statuses_between_them(board, status):
    _in_status(board, status)

    assert Action.objects.open().exists() is not Action.objects.closed().exists()
    assert Action.objects.to_be_agreed().exists() is (status == Status.TO_BE_AGREED)


@pytest.mark.django_db
def test_completed_between_counts_both_days(board):
    action = make_action(board)
    make_update(action, Status.COMPLETE, reported_on=day(0))

    found = [
        Action.objects.completed_between(day(first), day(last)).exists()
        for first, last in [(0, 0), (-3, 0), (0, 3), (1, 3), (-3, -1)]
    ]

    assert found == [True, True, True, False, False]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("first", "last", "found"),
    [(0, 0, True), (None, 0, True), (0, None, True), (None, None, True), (1, None, False), (None, -1, False)],
)
@pytest.mark.parametrize("at_meeting", [False, True])
def test_due_between_counts_both_days(board, first, last, found, at_meeting):
    make_action(board, **({"due_at": make_meeting(board, held_on=day(0))} if at_meeting else {"due_on": day(0)}))
    bounds = [None if offset is None else day(offset) for offset in (first, last)]

    assert Action.objects.due_between(*bounds).exists() is found


@pytest.mark.django_db
def test_an_organisation_owes_its_own_actions_and_those_of_its_people_once(board):
    body = make_organisation()
    person = make_person(organisation=body)
    both = make_action(board, owners=[ActionOwner(organisation=body), ActionOwner(person=person)])
    theirs = make_action(board, owners=[ActionOwner(person=person)])
    make_action(board, owners=[ActionOwner(words=body.name)])

    assert list(Action.objects.owned_by(organisation=body)) == [both, theirs]
    assert list(Action.objects.owned_by(person=person)) == [both, theirs]


@pytest.mark.django_db
def test_somebody_owes_by_name_through_their_organisation_and_by_role(board, member, secretary, outsider):
    by_name = make_action(board, owners=[ActionOwner(person=member.person)])
    by_organisation = make_action(board, owners=[ActionOwner(organisation=member.person.organisation)])
    by_role = make_action(board, owners=[ActionOwner(role="members")])
    secretariats = make_action(board, owners=[ActionOwner(role="secretariat")])
    elsewhere = make_action(owners=[ActionOwner(organisation=member.person.organisation)])

    assert list(Action.objects.owed_by_user(member)) == [by_name, by_organisation, by_role]
    assert list(Action.objects.owed_by_user(secretary)) == [secretariats]
    assert list(Action.objects.owed_by_user(outsider)) == []
    assert elsewhere not in Action.objects.owed_by_user(member)


@pytest.mark.django_db
def test_the_chair_owes_what_the_chair_was_asked(board):
    from tests.factories import make_user

    chair = make_user()
    make_membership(board, person=make_person(user=chair), role="chair")
    action = make_action(board, owners=[ActionOwner(role="chair")])

    assert list(Action.objects.owed_by_user(chair)) == [action]


@pytest.mark.django_db
def test_outstanding_is_what_was_open_before_and_what_was_finished_since_the_last_meeting(board):
    make_meeting(board, held_on=day(-30))
    coming = make_meeting(board, held_on=day(0))
    still_open = make_action(board)
    finished_since = make_action(board)
    make_update(finished_since, Status.COMPLETE, reported_on=day(-10))
    finished_before = make_action(board)
    make_update(finished_before, Status.COMPLETE, reported_on=day(-40))
    make_action(board, raised_on=day(0))
    make_action()

    assert list(Action.objects.outstanding_at(coming)) == [still_open, finished_since]


@pytest.mark.django_db
def test_carried_counts_the_meetings_of_the_board_since_it_was_raised(board):
    for offset in (-100, -60, -30, 30):
        make_meeting(board, held_on=day(offset))
    make_meeting(held_on=day(-20))
    carried = make_action(board)
    closed = make_action(board)
    make_update(closed, Status.COMPLETE, reported_on=day(-60))

    counts = dict(Action.objects.with_meetings_carried(on=TODAY).values_list("pk", "meetings_carried"))

    assert counts == {carried.pk: 2, closed.pk: 1}
