"""An old summary prints what was true then, whatever was done since."""

import datetime as dt
import re

import pytest
from django.apps import apps

from actions.models import ActionOwner, Status
from actions.services import Due, record_response
from meetings.models import Attendance, Meeting, Minute
from organisations.models import Board, Membership
from tests.factories import (
    DAY,
    MOMENT,
    make_action,
    make_advice,
    make_amendment,
    make_attendance,
    make_board,
    make_item,
    make_meeting,
    make_membership,
    make_minute,
    make_organisation,
    make_person,
    make_recommendation,
    make_seat,
    make_update,
    make_user,
)
from tests.rr3tracker.summary.conftest import after

THEN = after(10)
Stage, Role = Meeting.Stage, Membership.Role
HISTORIES = [model for model in apps.get_models() if model.__name__.startswith("Historical")]


def written_down(day, *, since=None):
    """What was put in the history since ``since`` was put there on this day."""
    at = dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC)
    for model in HISTORIES:
        rows = model.objects.all()
        (rows.exclude(history_date__lte=since) if since else rows).update(history_date=at)
    return at


def at(day):
    return dt.datetime.combine(day, dt.time(15), tzinfo=dt.UTC)


@pytest.fixture
def world(board, secretary, member, chair, official):
    """The board as it was on THEN, with a meeting of 30 days before and one of DAY."""
    charity = make_organisation("Clinks")
    board.purpose, board.quorum, board.secretariat, board.minutes_target_days = "To help.", 2, charity, 14
    board.save()
    seat, vacant = make_seat(board, title="Prisons"), make_seat(board, title="Arts")
    seated = make_membership(board, seat=seat, person=make_person("Petra Lund"))
    leaver = make_membership(board, person=make_person("Lars Holt"), ends_on=after(40))
    first = make_meeting(
        board, Stage.APPROVED, held_on=after(-30), circulated_at=at(after(-20)), circulated_by=secretary
    )
    Meeting.objects.filter(pk=first.pk).update(approved_at=at(DAY))
    last = make_meeting(board, held_on=DAY)
    coming = make_meeting(board, held_on=after(30))
    make_attendance(first, person=member.person, organisation=member.person.organisation)
    make_attendance(first, person=chair.person, status=Attendance.Status.APOLOGIES)
    make_attendance(last, person=member.person, organisation=member.person.organisation)
    decision = make_minute(make_item(last), kind=Minute.Kind.DECISION, text="Agreed to nine.")
    owners = [ActionOwner(person=member.person), ActionOwner(organisation=charity)]
    action = make_action(board, raised_on=after(-30), due_on=after(5), text="Send the figures.", owners=owners)
    done = make_action(board, raised_on=after(-30), text="Book the room.", owners=[ActionOwner(person=chair.person)])
    make_update(done, Status.COMPLETE, reported_on=after(3))
    group = make_board("Probation group", slug="group", acronym="GRP", parent=board)
    for user in (secretary, member, official):
        make_membership(group, person=user.person, role=Role.SECRETARIAT if user == secretary else Role.MEMBER)
    of_group = make_action(group, raised_on=after(-10), due_on=after(-5))
    asked = make_recommendation(make_advice(board, given_on=after(-30), response_due_on=after(8)), charity)
    written_down(after(-40))
    found = locals()
    return {name: row for name, row in found.items() if name != "owners"}


def article(client, user, query=f"?as_at={THEN}", slug="rr3"):
    """The bytes of the summary, but for the form in which another moment is chosen."""
    client.force_login(user)
    page = client.get(f"/boards/{slug}/summary/{query}")
    assert page.status_code == 200
    found = re.search(rb"<article.*</article>", page.content, re.DOTALL)
    return re.sub(rb"<details.*?</details>", b"", found[0], flags=re.DOTALL)


def change_the_board(world):
    board = Board.objects.get(pk=world["board"].pk)
    board.name, board.purpose, board.quorum, board.minutes_target_days = "Another name", "To hinder.", 9, 3
    board.members_label, board.minutes_label, board.secretariat = "People", "Notes", make_organisation("Nacro")
    board.save()


def change_the_members(world):
    board = world["board"]
    seated = world["seated"]
    seated.ends_on = after(20)
    seated.save()
    make_membership(board, seat=world["seat"], person=make_person("New Holder"), starts_on=after(21))
    make_membership(board, seat=world["vacant"], person=make_person("Art Lover"), starts_on=after(21))
    make_membership(board, person=make_person("New Chair"), role=Role.CHAIR, starts_on=after(21))
    leaver = world["leaver"]
    leaver.ends_on = None
    leaver.save()
    Membership.objects.filter(board=board, role=Role.CHAIR, person=world["chair"].person).update(ends_on=after(20))


def change_the_seats(world):
    make_seat(world["board"], title="Never heard of")
    seat = world["vacant"]
    seat.abolished_on = after(20)
    seat.save()


def change_the_actions(world):
    make_update(world["action"], Status.DELAYED, text="Late.", reported_on=after(11), due=Due(on=after(90)))
    make_update(world["action"], Status.COMPLETE, reported_on=after(20))
    make_update(world["done"], Status.IN_PROGRESS, text="Not done.", reported_on=after(20), reopen=True)
    make_action(world["board"], raised_on=after(11), text="Do more.", due_on=after(12))
    make_update(world["of_group"], Status.COMPLETE, reported_on=after(20))


def change_the_minutes(world):
    last = world["last"]
    later = at(after(15))
    who = make_user()
    Meeting.objects.filter(pk=last.pk).update(
        minutes_stage=Stage.CIRCULATED, circulated_at=later, circulated_by=who, with_chair_at=later, with_chair_by=who
    )
    make_amendment(
        world["decision"], text_before="Agreed to nine.", text_after="Agreed to ten.", agreed_at_meeting=world["coming"]
    )
    Minute.objects.filter(pk=world["decision"].pk).update(text="Agreed to ten.")


def hold_meetings(world):
    meeting = make_meeting(world["board"], held_on=after(40))
    make_minute(make_item(world["coming"]), kind=Minute.Kind.DECISION, text="Agreed to eleven.")
    make_attendance(world["coming"], person=world["member"].person)
    make_meeting(world["group"], held_on=after(20))
    make_attendance(meeting, person=world["member"].person)


def move_people(world):
    person = world["member"].person
    person.organisation = make_organisation("A new employer")
    person.save()


def change_the_groups(world):
    group = Board.objects.get(pk=world["group"].pk)
    group.closed_on = after(20)
    group.save()
    other = make_board("Later group", slug="later", parent=world["board"])
    for name in ("secretary", "member"):
        make_membership(other, person=world[name].person)


def answer_what_was_recommended(world):
    addressee = world["asked"].addressees.get()
    record_response(addressee, answer="accepted", text="Yes.", responded_on=after(12), by=world["secretary"], at=MOMENT)
    make_recommendation(make_advice(world["board"], given_on=after(12)), make_organisation("Asked later"))


SINCE = (
    answer_what_was_recommended,
    change_the_board,
    change_the_members,
    change_the_seats,
    change_the_actions,
    hold_meetings,
    change_the_groups,
    change_the_minutes,
)


READERS = ("secretary", "member", "official")
# To the member the minutes came to be open since, which is told today: the test after the next.
SEEN_BY = [(change, who) for change in SINCE for who in READERS if (change, who) != (change_the_minutes, "member")]


@pytest.mark.parametrize(("change", "who"), SEEN_BY)
def test_an_old_summary_is_the_same_whatever_was_changed_since(client, world, change, who):
    before = article(client, world[who])
    kept = written_down(after(-40))

    change(world)
    written_down(after(25), since=kept)

    assert article(client, world[who]).decode() == before.decode()


def test_all_that_was_changed_since_is_told_today(client, world):
    kept = written_down(after(-40))
    before = article(client, world["secretary"]).decode()
    for change in SINCE:
        change(world)
    written_down(after(25), since=kept)

    then, today = article(client, world["secretary"]).decode(), article(client, world["secretary"], "").decode()

    assert then == before
    old = ["Reducing Reoffending Third", "To help.", "2 members present", "Vacant: Arts", "Lars Holt (Member)"]
    new = ["Another name", "To hinder.", "9 members present", "Nacro", "New Chair", "Do more."]
    assert [words for words in (*old, *new) if words in then] == old
    assert [words for words in (*old, *new) if words in today] == new


def test_minutes_that_were_opened_since_are_told_of_as_they_were(client, world):
    """To a member the minutes of the last meeting were not open then; today they are."""
    assert b"are not open to you yet" in article(client, world["member"])

    change_the_minutes(world)

    found = article(client, world["member"]).decode()
    assert "are not open to you yet" not in found
    assert "Agreed to nine." in found


def hand_on(world):
    to = [ActionOwner(organisation=make_organisation("Another body"))]
    make_update(world["action"], Status.IN_PROGRESS, text="Theirs now.", reported_on=after(12), owners=to)


@pytest.mark.parametrize("change", [hand_on, move_people])
def test_who_answered_for_an_action_then_is_told_without_the_link_to_a_list_of_today(client, world, change):
    def lines():
        client.force_login(world["secretary"])
        owed = client.get(f"/boards/rr3/summary/?as_at={THEN}").context["summary"].owed
        told = [(line.name, [f.count for f in line.figures], [r.owners for r in line.rows]) for line in owed.lines]
        return owed, told

    kept = written_down(after(-40))
    owed, before = lines()
    assert before == [
        ("Clinks", [1, 1, 0], ["Mina Hollis, Clinks"]),
        ("Hollis Trust", [1, 1, 0], ["Mina Hollis, Clinks"]),
        ("Whitlow Trust", [0, 0, 1], []),
    ]
    assert not owed.has_moved
    change(world)
    written_down(after(25), since=kept)

    owed, found = lines()

    assert found == before
    assert owed.has_moved
    for line in owed.lines:
        figure = line.figures[0]
        if figure.address:
            assert client.get(figure.address).context["page"].paginator.count == figure.count
    assert owed.lines[1].figures[0].address == ""


def test_as_a_meeting_began_is_before_what_it_did(client, world, secretary):
    coming = world["coming"]
    minute = make_minute(make_item(coming), kind=Minute.Kind.DECISION, text="Agreed to eleven.")
    make_update(world["action"], Status.COMPLETE, recorded_in=minute, reported_on=coming.held_on)
    make_action(raised_in=minute, text="Do more.")
    client.force_login(secretary)

    found = client.get(f"/boards/rr3/summary/?as_at=meeting-{coming.pk}").context["summary"]

    assert (found.meetings.last, found.meetings.next) == (world["last"], coming)
    assert [row.text for row in found.decisions.rows] == ["Agreed to nine."]
    assert [row.text for row in found.owed.longest] == ["Send the figures."]
    assert [(line.name, [f.count for f in line.figures]) for line in found.groups.lines] == [
        ("RR3", [1, 1, 1]),
        ("GRP", [1, 1, 0]),
        ("Together", [2, 2, 1]),
    ]


@pytest.mark.parametrize("who", ["secretary", "official"])
def test_today_counts_as_the_end_of_today_does(client, world, who):
    change_the_actions(world)
    client.force_login(world[who])
    today = client.get("/boards/rr3/summary/").context["summary"]
    then = client.get(f"/boards/rr3/summary/?as_at={today.then.on}").context["summary"]

    assert [(f.label, f.count) for f in then.figures] == [(f.label, f.count) for f in today.figures]
    assert [(line.name, [f.count for f in line.figures]) for line in then.owed.lines] == [
        (line.name, [f.count for f in line.figures]) for line in today.owed.lines
    ]
    assert [(line.name, [f.count for f in line.figures]) for line in then.groups.lines] == [
        (line.name, [f.count for f in line.figures]) for line in today.groups.lines
    ]
