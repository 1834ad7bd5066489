"""Who sees which rows: a table of stage and kind of person for every record behind a page."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from actions.models import Action, ActionUpdate
from actions.services import issue_to_board
from meetings.models import AgendaItem, Attendance, Meeting, Minute
from meetings.permissions import can_read_minutes
from organisations.models import Board, Membership, Organisation, Person
from organisations.roles import roles_of
from tests.factories import (
    DAY,
    MOMENT,
    make_action,
    make_attendance,
    make_document,
    make_item,
    make_meeting,
    make_membership,
    make_minute,
    make_person,
    make_update,
    make_user,
)

WHO = ("secretary", "chair", "member", "official", "outsider", "stranger", "anonymous")

PRIVATE = {
    "drafting": {"secretary"},
    "with_chair": {"secretary", "chair"},
    "circulated": {"secretary", "chair", "member"},
    "approved": {"secretary", "chair", "member", "official"},
    "published": {"secretary", "chair", "member", "official"},
}
PUBLIC = {**PRIVATE, "published": set(WHO)}


@pytest.fixture
def people(secretary, chair, member, official, outsider, stranger):
    board = {"secretary": secretary, "chair": chair, "member": member, "official": official}
    return {**board, "outsider": outsider, "stranger": stranger, "anonymous": AnonymousUser()}


def who_sees(people, row):
    return {who for who, user in people.items() if type(row).objects.visible_to(user).filter(pk=row.pk).exists()}


@pytest.fixture
def publicity(board, request):
    board.minutes_visible_to = request.param
    board.save()
    return PUBLIC if request.param == Board.Visibility.PUBLIC else PRIVATE


@pytest.mark.parametrize("publicity", Board.Visibility, indirect=True)
@pytest.mark.parametrize("stage", Meeting.Stage)
@pytest.mark.django_db
def test_what_the_minutes_hold_is_seen_at_their_stage(board, people, publicity, stage):
    meeting = make_meeting(board, stage=stage)
    minute = make_minute(make_item(meeting))
    held = [
        minute,
        make_attendance(meeting),
        make_action(raised_in=minute),
        make_update(make_action(board), reported_on=DAY, recorded_in=minute),
    ]

    seen = {type(row): who_sees(people, row) for row in held}

    assert seen == dict.fromkeys((Minute, Attendance, Action, ActionUpdate), publicity[stage])
    assert {who for who, user in people.items() if can_read_minutes(user, meeting)} == publicity[stage]
    assert {who for who, user in people.items() if meeting in Meeting.objects.with_minutes_for(user)} == publicity[
        stage
    ]


@pytest.mark.parametrize("publicity", Board.Visibility, indirect=True)
@pytest.mark.parametrize("stage", Meeting.Stage)
@pytest.mark.django_db
def test_an_action_that_was_issued_is_seen_by_the_board_and_its_paragraph_at_its_stage(board, people, publicity, stage):
    minute = make_minute(make_item(make_meeting(board, stage=stage)))
    action = make_action(raised_in=minute)
    issue_to_board([action], at=MOMENT, by=make_user())

    assert who_sees(people, action) == {"secretary", "chair", "member", "official"} | publicity[stage]
    assert who_sees(people, minute) == publicity[stage]
    for who, user in people.items():
        seen = Action.objects.visible_to(user).with_paragraph_for(user).filter(pk=action.pk).first()
        assert bool(seen and seen.opens_paragraph) is (who in publicity[stage])


@pytest.mark.parametrize("publicity", Board.Visibility, indirect=True)
@pytest.mark.parametrize("stage", Meeting.Stage)
@pytest.mark.django_db
def test_a_meeting_and_its_agenda_are_known_to_all_of_its_board(board, people, publicity, stage):
    meeting = make_meeting(board, stage=stage)

    expected = {"secretary", "chair", "member", "official"} | publicity[stage]

    assert who_sees(people, meeting) == expected
    assert who_sees(people, make_item(meeting)) == expected
    assert AgendaItem.objects.visible_to(people["anonymous"]).exists() is ("anonymous" in expected)


@pytest.mark.parametrize("publicity", Board.Visibility, indirect=True)
@pytest.mark.parametrize("stage", Meeting.Stage)
@pytest.mark.django_db
def test_papers_are_seen_by_members_before_the_minutes_are(board, people, publicity, stage):
    paper = make_document(make_meeting(board, stage=stage), kind="paper")

    assert who_sees(people, paper) == {"chair", "member"} | publicity[stage]


@pytest.mark.parametrize("stage", Meeting.Stage)
@pytest.mark.django_db
def test_the_source_of_the_minutes_is_seen_by_the_secretariat_alone(board, people, stage):
    assert who_sees(people, make_document(make_meeting(board, stage=stage), kind="source")) == {"secretary"}


@pytest.mark.parametrize("publicity", Board.Visibility, indirect=True)
@pytest.mark.django_db
def test_what_happens_between_meetings_is_seen_by_the_board(board, people, publicity):
    action = make_action(board)

    assert who_sees(people, action) == {"secretary", "chair", "member", "official"}
    assert who_sees(people, make_update(action)) == {"secretary", "chair", "member", "official"}


@pytest.mark.django_db
def test_a_board_is_known_to_its_own_and_a_public_one_to_all(board, people):
    membership = make_membership(board)
    assert who_sees(people, board) == who_sees(people, membership) == {"secretary", "chair", "member", "official"}

    board.minutes_visible_to = Board.Visibility.PUBLIC
    board.save()

    assert who_sees(people, board) == who_sees(people, membership) == set(WHO)


@pytest.mark.django_db
def test_organisations_are_seen_by_whoever_has_a_role(people, member):
    assert who_sees(people, member.person.organisation) == {"secretary", "chair", "member", "official", "outsider"}


@pytest.mark.django_db
def test_people_are_seen_by_those_they_sit_with_and_by_every_secretariat(board, people):
    sits, came, nobody = make_person(), make_person(), make_person()
    make_membership(board, person=sits)
    make_attendance(make_meeting(board, stage="approved"), person=came)

    assert who_sees(people, sits) == who_sees(people, came) == {"secretary", "chair", "member", "official", "outsider"}
    assert who_sees(people, nobody) == {"secretary", "outsider"}


@pytest.mark.django_db
@pytest.mark.parametrize(("stage", "readers"), [("drafting", set()), ("circulated", {"member", "chair"})])
def test_a_roll_tells_of_nobody_before_it_may_be_read(board, people, stage, readers):
    came = make_person()
    make_attendance(make_meeting(board, stage=stage), person=came)

    assert who_sees(people, came) == {"secretary", "outsider"} | readers


@pytest.mark.django_db
def test_a_person_is_seen_once_however_often_they_came(board, member):
    person = make_person()
    for day in range(3):
        make_attendance(make_meeting(board, "circulated", held_on=DAY + dt.timedelta(days=day)), person=person)
        make_membership(board, person=person)

    assert Person.objects.visible_to(member).filter(pk=person.pk).count() == 1


@pytest.mark.django_db
def test_a_superuser_sees_everything(board, people):
    admin = make_user(is_superuser=True)
    meeting = make_meeting(board)
    minute = make_minute(make_item(meeting))
    rows = [
        board,
        meeting,
        minute,
        make_attendance(meeting),
        make_action(raised_in=minute),
        make_document(meeting, kind="source"),
        make_membership(board),
        make_person(),
    ]

    assert [type(row) for row in rows if not who_sees({"admin": admin}, row)] == []


@pytest.mark.parametrize(
    ("starts", "ends", "counts"), [(0, None, True), (0, 0, True), (-9, 9, True), (1, None, False), (-9, -1, False)]
)
@pytest.mark.django_db
def test_a_membership_gives_its_role_from_its_first_day_to_its_last(board, starts, ends, counts):
    from django.utils import timezone

    today = timezone.localdate()
    user = make_user()
    term = {
        "starts_on": today + dt.timedelta(days=starts),
        "ends_on": None if ends is None else today + dt.timedelta(ends),
    }
    make_membership(board, person=make_person(user=user), **term)

    assert roles_of(user).any is counts


@pytest.mark.parametrize(
    ("role", "given"),
    [
        (Membership.Role.CHAIR, {"member", "chair"}),
        (Membership.Role.DEPUTY_CHAIR, {"member"}),
        (Membership.Role.MEMBER, {"member"}),
        (Membership.Role.OFFICIAL, {"official"}),
        (Membership.Role.SECRETARIAT, {"secretariat"}),
    ],
)
@pytest.mark.django_db
def test_each_role_on_a_board_gives_what_it_says(board, role, given):
    user = make_user()
    make_membership(board, person=make_person(user=user), role=role)

    roles = roles_of(user)

    assert {name for name in ("secretariat", "member", "official", "chair") if getattr(roles, name)} == given


@pytest.mark.django_db
def test_the_membership_of_an_organisation_lets_none_of_its_people_in(board, stranger):
    body = Organisation.objects.create(name="Elms Trust")
    make_person(user=stranger, organisation=body)
    make_membership(board, person=None, organisation=body)

    assert not roles_of(stranger).any


@pytest.mark.django_db
def test_a_user_switched_off_has_no_role(member):
    member.is_active = False

    assert not roles_of(member).any


@pytest.mark.django_db
def test_roles_are_read_once(member, django_assert_num_queries):
    with django_assert_num_queries(1):
        roles_of(member)
        roles_of(member)
