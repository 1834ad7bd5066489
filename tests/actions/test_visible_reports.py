"""Who sees a report and its evidence: a table of kind of report and kind of person."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from actions.models import ActionOwner, ActionReport, Evidence, Status
from actions.services import GivenEvidence, accept_report, turn_down_report
from organisations.models import Membership
from tests.evidence_files import MESSAGE
from tests.factories import (
    DAY,
    MOMENT,
    make_action,
    make_board,
    make_item,
    make_meeting,
    make_membership,
    make_minute,
    make_person,
    make_report,
    make_user,
)

ASKS = {"due_on": DAY + dt.timedelta(days=60), "due_reason": "Because of the hushed visit."}
LINK = GivenEvidence(url="https://example.org/hushed")
FILE = GivenEvidence(file_name="hushed.txt", data=b"words")
MAIL = GivenEvidence(file_name="hushed.eml", data=MESSAGE, is_message=True)
BOARD = {"secretary", "chair", "member", "official"}


@pytest.fixture
def people(secretary, chair, member, official, outsider, stranger, board):
    former = make_user("former@example.org")
    person = make_person("Fay Former", user=former)
    make_membership(board, person=person, ends_on=DAY - dt.timedelta(days=1))
    other = make_user("elsewhere@example.org")
    make_membership(make_board(), person=make_person(user=other), role=Membership.Role.MEMBER)
    of_board = {"secretary": secretary, "chair": chair, "member": member, "official": official}
    others = {"outsider": outsider, "stranger": stranger, "former": former, "elsewhere": other}
    return {**of_board, **others, "anonymous": AnonymousUser()}


@pytest.fixture
def action(board, member):
    return make_action(board, owners=[ActionOwner(person=member.person)])


def who_sees(people, rows):
    return {who for who, user in people.items() if rows.model.objects.visible_to(user).filter(pk__in=rows).exists()}


def seen(people, report):
    return (
        who_sees(people, ActionReport.objects.filter(pk=report.pk)),
        who_sees(people, Evidence.objects.filter(report=report, is_message=False)),
        who_sees(people, Evidence.objects.filter(report=report, is_message=True)),
    )


def test_what_waits_is_seen_by_the_secretariat_and_who_made_it(people, action, member):
    report = make_report(action, reported_by=member.person, evidence=[LINK, FILE], **ASKS)

    assert seen(people, report) == ({"secretary", "member"}, {"secretary", "member"}, set())


def test_what_was_turned_down_too(people, action, member, secretary):
    report = make_report(action, reported_by=member.person, evidence=[FILE])
    turn_down_report(report, by=secretary, at=MOMENT, answer="No.")

    assert seen(people, report) == ({"secretary", "member"}, {"secretary", "member"}, set())


def test_what_was_accepted_is_seen_by_the_board(people, action, member, secretary):
    report = make_report(action, reported_by=member.person, evidence=[LINK])
    accept_report(report, by=secretary, at=MOMENT, today=DAY)

    assert seen(people, report) == (BOARD, BOARD, set())


def test_what_was_recorded_is_seen_by_the_board_and_its_message_by_the_secretariat(people, action, member, secretary):
    given = {"channel": "email", "by": secretary, "reported_by": member.person}
    report = make_report(action, **given, evidence=[FILE, MAIL])

    assert seen(people, report) == (BOARD, BOARD, {"secretary"})


def test_on_a_public_board_reports_between_meetings_are_the_boards_own(people, board, member, action):
    board.minutes_visible_to = "public"
    board.save()
    minute = make_minute(make_item(make_meeting(board, "published")))
    public = make_action(raised_in=minute, owners=[ActionOwner(person=member.person)])
    report = make_report(public, channel="signed_in", by=member, evidence=[FILE])

    assert seen(people, report) == (BOARD, BOARD, set())


def test_who_left_sees_no_more_of_what_they_reported(people, board, action):
    person = people["former"].person
    report = make_report(action, reported_by=person, evidence=[FILE])

    assert seen(people, report) == ({"secretary"}, {"secretary"}, set())


@pytest.mark.parametrize("state", ["waiting", "accepted", "recorded"])
def test_on_what_a_restricted_item_asked_for_only_those_inside_see_any(client, people, board, member, secretary, state):
    item = make_item(make_meeting(board, "approved"), is_restricted=True)
    action = make_action(raised_in=make_minute(item), owners=[ActionOwner(person=member.person)])
    given = {"text": "About the hushed visit.", "evidence": [LINK, FILE], "reported_by": member.person}
    if state == "recorded":
        given |= {"channel": "signed_in", "by": member}
    report = make_report(action, **given, **ASKS)
    if state == "accepted":
        accept_report(report, by=secretary, at=MOMENT, today=DAY)

    inside = {"secretary", "member"} | (set() if state == "waiting" else {"chair"})
    assert seen(people, report) == (inside, inside, set())
    for who in set(people) - inside - {"chair", "anonymous"}:
        client.force_login(people[who])
        assert client.get(action.get_absolute_url()).status_code == 404, who
        for one in report.evidence.all():
            assert client.get(f"/actions/evidence/{one.pk}/").status_code == 404, who
        for address in ("/", "/dashboard/", "/actions/", "/actions/reports/"):
            assert "hushed" not in client.get(address).content.decode(), (who, address)


def test_the_queue_of_a_chair_does_not_tell_of_draft_minutes(client, board, chair, secretary):
    minute = make_minute(make_item(make_meeting(board)))
    action = make_action(raised_in=minute, text="A hushed thing.")
    make_report(action, channel="signed_in", by=secretary, status=Status.TO_BE_AGREED)

    client.force_login(chair)
    assert "hushed" not in client.get("/actions/reports/").content.decode()
    assert client.get(f"/actions/{action.reference}/agree/").status_code == 404
    client.force_login(secretary)
    assert "A hushed thing." in client.get("/actions/reports/").content.decode()


def test_a_former_member_cannot_report_nor_answer(client, people, board):
    action = make_action(board, owners=[ActionOwner(person=people["former"].person)])
    report = make_report(action, reported_by=people["former"].person)
    client.force_login(people["former"])

    assert client.post(f"/actions/{action.reference}/report/", {"status": "open", "text": "Hello."}).status_code == 404
    assert client.post(f"/actions/reports/{report.pk}/answer/", {"decision": "accept"}).status_code == 404
